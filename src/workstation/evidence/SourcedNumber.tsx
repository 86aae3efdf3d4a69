// A number that answers for itself: a button carrying its value and opening what stands behind it.
import { createContext, type ReactNode, use } from 'react';
import { type Claim } from './claim.js';

export const OpenSourceContext = createContext<(claim: Claim) => void>(() => {});

interface Props {
  readonly value: number | string;
  readonly claim: Claim;
  readonly label?: string;
  readonly className?: string;
  readonly children: ReactNode;
}

export function SourcedNumber({ value, claim, label, className, children }: Props) {
  const open = use(OpenSourceContext);
  return (
    <button
      type="button"
      className={`sourced ${className ?? ''}`}
      data-value={value}
      aria-label={label}
      aria-haspopup="dialog"
      onClick={() => open(claim)}
    >
      {children}
    </button>
  );
}
