// Something that can be unfolded, drawn only while it is.
import { type ReactNode, useId, useState } from 'react';

interface Props {
  readonly heading: string;
  readonly children: ReactNode;
  /** Held by whoever also opens it from elsewhere; without it, it holds itself. */
  readonly open?: boolean;
  readonly onOpen?: (open: boolean) => void;
}

export function Details({ heading, children, open, onOpen }: Props) {
  const id = useId();
  const [own, setOwn] = useState(false);
  const isOpen = open ?? own;
  return (
    <section className="unfold" data-open={isOpen}>
      <h3>
        <button
          type="button"
          className="unfold__head"
          aria-expanded={isOpen}
          aria-controls={id}
          onClick={() => (onOpen ?? setOwn)(!isOpen)}
        >
          {heading}
        </button>
      </h3>
      <div id={id} hidden={!isOpen}>
        {isOpen && children}
      </div>
    </section>
  );
}
