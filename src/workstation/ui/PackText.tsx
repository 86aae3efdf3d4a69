// Text that comes from the knowledge, which is written in English whatever language the interface speaks (WCAG 3.1.2).
import { type ReactNode } from 'react';

export function PackText({ children, className }: { readonly children: ReactNode; readonly className?: string }) {
  return (
    <span lang="en" data-pack="" className={className}>
      {children}
    </span>
  );
}
