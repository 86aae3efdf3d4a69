// Which zone was pressed.
import { type BodySide, type NerveId } from '#core/anatomy/anatomy.js';

export type ZoneChoice =
  | { readonly kind: 'study'; readonly point: string; readonly side: BodySide }
  | { readonly kind: 'pooled'; readonly nerve: NerveId; readonly side: BodySide };

export const keyOf = (choice: ZoneChoice): string =>
  `${choice.kind} ${choice.kind === 'study' ? choice.point : choice.nerve} ${choice.side}`;
