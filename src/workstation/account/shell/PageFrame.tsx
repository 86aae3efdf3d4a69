// A page beside the work: its heading takes the focus when the page comes.
import { type ReactNode, useEffect, useRef } from 'react';

interface Props {
  readonly title: string;
  readonly narrow?: boolean;
  /** Beside the heading: the one verb of the page. */
  readonly verb?: ReactNode;
  readonly children: ReactNode;
}

export function PageFrame({ title, narrow, verb, children }: Props) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);
  return (
    <main className="page">
      <div className={`page__inside ${narrow ? 'page__inside--narrow' : ''}`}>
        <div className="page__head">
          <h1 ref={heading} tabIndex={-1}>
            {title}
          </h1>
          {verb}
        </div>
        {children}
      </div>
    </main>
  );
}
