// How long a tenth of a metre is on this body and screen.
import { useTranslation } from 'react-i18next';
import { type Box } from '#core/anatomy/anatomy.js';

export function ScaleBar({ box, letter }: { readonly box: Box; readonly letter: number }) {
  const { t } = useTranslation();
  const width = box[2] - box[0];
  const length = width < 300 ? 50 : width < 600 ? 100 : 200;
  const right = box[2] - letter;
  const y = box[3] - letter * 0.8;
  return (
    <g className="scale-bar">
      <path d={`M${right - length} ${y - letter * 0.5}V${y}H${right}V${y - letter * 0.5}`} />
      <text x={right} y={y - letter * 0.7} fontSize={letter * 0.9}>
        {t('picture.millimetres', { count: length })}
      </text>
    </g>
  );
}
