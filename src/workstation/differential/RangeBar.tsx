// Where 8 of 10 recomputations fall, on a scale of ten patients; the notch is the mean. The words beside it say the
// same, so the picture is hidden from screen readers.
interface Props {
  readonly low: number;
  readonly high: number;
  readonly mean: number;
}

const percent = (p: number): string => `${(p * 100).toFixed(2)}%`;

export function RangeBar({ low, high, mean }: Props) {
  return (
    <span className="range" aria-hidden="true">
      <span
        className="range__span"
        style={{ insetInlineStart: percent(low), inlineSize: `max(3px, ${percent(high - low)})` }}
      />
      <span className="range__mean" style={{ insetInlineStart: percent(mean) }} />
    </span>
  );
}
