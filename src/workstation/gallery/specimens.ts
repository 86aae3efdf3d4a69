// What the gallery hangs: every layer by itself and together, on every view it belongs to.
import { type Anatomy, PLATE_LAYERS, type PlateLayer, type TerritoryKind } from '#core/anatomy/anatomy.js';
import { type PictureView, viewOf } from '../picture/picture-view.js';

export const ROOMS = ['plate', 'points', 'regions', 'cutaneous', 'dermatome', 'referral'] as const;
export type Room = (typeof ROOMS)[number];

export interface Specimen {
  readonly room: Room;
  /** Its anchor: `/gallery#bones`. */
  readonly id: string;
  readonly view: PictureView;
  readonly layers: ReadonlySet<PlateLayer>;
  readonly territories?: TerritoryKind;
  /** One referral zone by its name; all when absent. */
  readonly only?: string;
  readonly points?: boolean;
  readonly regions?: boolean;
}

const plate = (...layers: readonly PlateLayer[]): ReadonlySet<PlateLayer> => new Set(layers);

/** In the order they hang. Referral zones hang one by one: over each other nobody could tell them apart. */
export function specimensOf(anatomy: Anatomy): readonly Specimen[] {
  const shown = (view: PictureView, kind: TerritoryKind, only?: string): boolean =>
    anatomy.territories.some(
      (x) => x.kind === kind && x.view === viewOf(view) && (only === undefined || x.name === only),
    );
  const referrals = [...new Set(anatomy.territories.filter((x) => x.kind === 'referral').map((x) => x.name))];
  const views = ['lumbopelvic', 'back', 'front', 'perineum'] as const;
  return [
    ...PLATE_LAYERS.map(
      (layer): Specimen => ({ room: 'plate', id: layer, view: 'lumbopelvic', layers: plate('skin', layer) }),
    ),
    { room: 'plate', id: 'all', view: 'lumbopelvic', layers: new Set(PLATE_LAYERS) },
    { room: 'points', id: 'points', view: 'lumbopelvic', layers: plate('skin', 'bones', 'ligaments'), points: true },
    ...views.map(
      (view): Specimen => ({ room: 'regions', id: `regions-${view}`, view, layers: plate('skin'), regions: true }),
    ),
    ...views
      .filter((view) => view !== 'lumbopelvic')
      .map((view): Specimen => ({ room: 'plate', id: `skin-${view}`, view, layers: plate('skin') })),
    ...(['cutaneous', 'dermatome'] as const).flatMap((kind) =>
      views
        .filter((view) => shown(view, kind))
        .map(
          (view): Specimen => ({ room: kind, id: `${kind}-${view}`, view, layers: plate('skin'), territories: kind }),
        ),
    ),
    ...referrals.flatMap((name) =>
      views
        .filter((view) => view !== 'lumbopelvic' && shown(view, 'referral', name))
        .map(
          (view): Specimen => ({
            room: 'referral',
            id: `referral-${name.toLowerCase().replace(/[^a-z0-9]+/g, '-')}-${view}`,
            view,
            layers: plate('skin'),
            territories: 'referral',
            only: name,
          }),
        ),
    ),
  ];
}
