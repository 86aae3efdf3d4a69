// What is measured of the drawing, with units: how much, on which side, how near to where studies found the nerves, what
// it has in common with each field, and what has changed.
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { type Anatomy, type BodySide, type NerveId } from '#core/anatomy/anatomy.js';
import { changeBetween } from '#core/drawing/change.js';
import { type ZoneDistance } from '#core/drawing/distance.js';
import { type Measures } from '#core/drawing/measure.js';
import { useWorkspaceStore } from '../case/case-context.js';
import { type Draft } from '../case/draft.js';
import { PackText } from '../ui/PackText.js';
import { lastEarlier, startNewDrawing } from './drawing-edits.js';
import { placeWords } from './place-words.js';
import { placeAt, placeOf } from './region-shapes.js';
import { type Measured } from './use-measures.js';

interface Props {
  readonly anatomy: Anatomy;
  readonly draft: Draft;
  readonly measured: Measured;
}

/** Fields named in the panel; what is nearer to nothing in common tells nothing. */
const FIELDS_SHOWN = 6;
const PATCHES_SHOWN = 6;

export function MeasuresPanel({ anatomy, draft, measured }: Props) {
  const { t } = useTranslation();
  const { measures } = measured;
  if (measures.state !== 'drawn') return <p className="small">{t('picture.measure.nothing')}</p>;
  return (
    <div className="measures">
      <Amount measures={measures} />
      <Near anatomy={anatomy} measures={measures} />
      <Fields anatomy={anatomy} measures={measures} />
      <Change anatomy={anatomy} draft={draft} measured={measured} />
      <p className="small">{t('picture.measure.how')}</p>
    </div>
  );
}

function useNumber(): (n: number, digits?: number) => string {
  const { i18n } = useTranslation();
  return (n, digits = 0) => new Intl.NumberFormat(i18n.language, { maximumFractionDigits: digits }).format(n);
}
function usePercent(): (share: number, digits?: number) => string {
  const { i18n } = useTranslation();
  return (share, digits = 1) =>
    new Intl.NumberFormat(i18n.language, { style: 'percent', maximumFractionDigits: digits }).format(share);
}

function Amount({ measures: { area, balance, singleSpot } }: { readonly measures: Measures }) {
  const { t } = useTranslation();
  const number = useNumber();
  const percent = usePercent();
  const right = balance === 'unknown' ? 'unknown' : (1 + balance) / 2;
  return (
    <dl className="facts">
      <dt>{t('picture.measure.area')}</dt>
      <dd>
        {t('picture.measure.areaIs', { cm2: number(area.both.cm2, 1), share: percent(area.both.share, 2) })}
        {area.perineum.cm2 > 0 && ` · ${t('picture.measure.areaPrivate', { cm2: number(area.perineum.cm2, 1) })}`}
      </dd>
      <dt>{t('picture.measure.balance')}</dt>
      <dd>
        {right === 'unknown'
          ? t('picture.measure.noArea')
          : t('picture.measure.balanceIs', { right: percent(right, 0), left: percent(1 - right, 0) })}
      </dd>
      <dt>{t('picture.measure.spot')}</dt>
      <dd>{t(singleSpot ? 'picture.measure.spotYes' : 'picture.measure.spotNo')}</dd>
    </dl>
  );
}

function Near({ anatomy, measures }: { readonly anatomy: Anatomy; readonly measures: Measures }) {
  const { t } = useTranslation();
  const number = useNumber();
  const rows = [
    ...measures.pins.map((p, i) => ({ key: `pin ${i}`, view: p.view, at: p.at, zones: p.zones })),
    ...measures.patches
      .slice(0, PATCHES_SHOWN)
      .map((p, i) => ({ key: `patch ${i}`, view: p.view, at: p.centroid, zones: p.zones })),
  ].filter((r) => r.zones.length > 0);
  if (rows.length === 0) return null;
  const words = ({ nerve, side, distance, spread }: ZoneDistance) =>
    t('picture.measure.zone', {
      nerve: t(`picture.nerve.${nerve as NerveId}`),
      side: t(`side.${side}`),
      mm: number(distance),
      spread: number(spread),
    });
  return (
    <section>
      <h4>{t('picture.measure.near')}</h4>
      <ul className="facts-list">
        {rows.map((row) => {
          const place = placeAt(anatomy, row.view, row.at);
          return (
            <li key={row.key}>
              <span className="facts-list__what">{place ? placeWords(t, place) : t('picture.piece.nowhere')}</span>
              <span>{row.zones.slice(0, 2).map(words).join(' · ')}</span>
            </li>
          );
        })}
      </ul>
      <p className="small">{t('picture.measure.nearWhy')}</p>
    </section>
  );
}

function Fields({ anatomy, measures }: { readonly anatomy: Anatomy; readonly measures: Measures }) {
  const { t } = useTranslation();
  const number = useNumber();
  const percent = usePercent();
  const fields = measures.overlaps.slice(0, FIELDS_SHOWN);
  if (fields.length === 0) return null;
  const sideOf = (side: BodySide | 'midline') => t(side === 'midline' ? 'picture.list.middle' : `side.${side}`);
  return (
    <section>
      <h4>{t('picture.measure.fields')}</h4>
      <div className="table-scroll">
        <table className="fields">
          <thead>
            <tr>
              <th scope="col">{t('picture.measure.field')}</th>
              <th scope="col">{t('picture.measure.overlap')}</th>
              <th scope="col">{t('picture.measure.inside')}</th>
              <th scope="col">{t('picture.measure.covered')}</th>
            </tr>
          </thead>
          <tbody>
            {fields.map((o) => (
              <tr key={`${o.territory} ${o.side}`}>
                <th scope="row">
                  <PackText>{anatomy.territories.find((x) => x.id === o.territory)?.name ?? o.territory}</PackText>
                  <span className="small">
                    {' '}
                    {t('picture.measure.kindSide', { kind: t(`picture.kind.${o.kind}`), side: sideOf(o.side) })}
                  </span>
                </th>
                <td>{number(o.jaccard, 2)}</td>
                <td>{percent(o.inside, 0)}</td>
                <td>{percent(o.covered, 0)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function Change({ anatomy, draft, measured }: Props) {
  const { t, i18n } = useTranslation();
  const store = useWorkspaceStore();
  const number = useNumber();
  const percent = usePercent();
  const earlier = lastEarlier(draft);
  const change = useMemo(
    () => earlier && changeBetween(earlier.drawing, measured.of, anatomy),
    [earlier, measured.of, anatomy],
  );
  const named = (codes: readonly string[]) =>
    new Intl.ListFormat(i18n.language).format(
      codes.map((code) => {
        const place = placeOf(anatomy, code);
        return place ? placeWords(t, place) : code;
      }),
    );
  const signed = (n: number, digits: number) => (n > 0 ? `+${number(n, digits)}` : number(n, digits));
  return (
    <section>
      <h4>{t('picture.measure.change')}</h4>
      {earlier && change ? (
        <ul className="facts-list">
          <li>
            <span className="facts-list__what">
              {t('picture.measure.since', {
                date: new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium' }).format(earlier.on),
              })}
            </span>
            <span>
              {t(change.exceeds ? 'picture.measure.changed' : 'picture.measure.unchanged', {
                cm2: signed(change.cm2, 1),
                share: percent(change.share, 2),
                detectable: percent(change.detectable, 2),
              })}
            </span>
          </li>
          {change.jaccard !== 'unknown' && (
            <li>
              <span className="facts-list__what">{t('picture.measure.same')}</span>
              <span>{number(change.jaccard, 2)}</span>
            </li>
          )}
          {change.gained.length > 0 && (
            <li>
              <span className="facts-list__what">{t('picture.measure.gained')}</span>
              <span>{named(change.gained)}</span>
            </li>
          )}
          {change.lost.length > 0 && (
            <li>
              <span className="facts-list__what">{t('picture.measure.lost')}</span>
              <span>{named(change.lost)}</span>
            </li>
          )}
          {change.intensity !== 'unknown' && (
            <li>
              <span className="facts-list__what">{t('picture.measure.worst')}</span>
              <span>{signed(change.intensity, 0)}</span>
            </li>
          )}
        </ul>
      ) : (
        <p className="small">{t('picture.measure.noEarlier')}</p>
      )}
      {earlier && change && <p className="small">{t('picture.measure.changeWhy')}</p>}
      <p>
        <button type="button" className="button" onClick={() => store.edit((d) => startNewDrawing(d, store.now()))}>
          {t('picture.measure.startNew')}
        </button>
      </p>
    </section>
  );
}
