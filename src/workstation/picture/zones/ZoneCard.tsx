// What a zone is: the study, how many, what it measured from where, what had to be assumed, and who disagrees. Always
// says that fixed distances are contested and that the spine they start from is found poorly.
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import { type Anatomy, type StudyPoint } from '#core/anatomy/anatomy.js';
import { type SideLandmarks } from '#core/anatomy/personal.js';
import { pooledZones, studyZones } from '#core/anatomy/zones.js';
import { Dispute } from '../../evidence/Dispute.js';
import { Paper } from '../../evidence/Paper.js';
import { fetchEvidence } from '../../evidence/packs.js';
import { useFetched } from '../../evidence/use-fetched.js';
import { Dialog } from '../../ui/Dialog.js';
import { PackText } from '../../ui/PackText.js';
import { type ZoneChoice } from './zone-choice.js';
import { zoneEvidence } from './zone-evidence.js';
import { assumptionsOf, distancesOf, sizeWords } from './zone-words.js';
import './zones.css';

interface Props {
  readonly anatomy: Anatomy;
  readonly landmarks: SideLandmarks;
  readonly choice: ZoneChoice;
  readonly onChoose: (choice: ZoneChoice) => void;
  readonly onClose: () => void;
}

export function ZoneCard({ anatomy, landmarks, choice, onChoose, onClose }: Props) {
  const { t } = useTranslation();
  const { side } = choice;
  const zones = studyZones(anatomy.points, landmarks[side]);
  const here = choice.kind === 'study' ? zones.find((z) => z.point.id === choice.point) : undefined;
  const nerve = choice.kind === 'pooled' ? choice.nerve : here?.point.nerve;
  const pooled = pooledZones(anatomy, landmarks).find((z) => z.nerve === nerve && z.side === side);
  if (!nerve) return null;
  const others = zones.filter((z) => z.point.nerve === nerve && z !== here).map((z) => z.point);
  const points = here ? [here.point] : zones.filter((z) => pooled?.from.includes(z.point.id)).map((z) => z.point);
  const where = t(`zones.side.${side}`);
  return (
    <Dialog
      title={
        here ? <PackText>{here.point.name}</PackText> : t('zones.pooledTitle', { nerve: t(`zones.nerve.${nerve}`) })
      }
      closeLabel={t('zones.close')}
      onClose={onClose}
      shape="sheet"
    >
      <div className="zone-card" data-nerve={nerve}>
        {here ? (
          <>
            <p className="zone-card__what">
              <b>{t(`zones.kind.${here.point.kind}`)}</b>, {where}
              <br />
              <PackText>{sizeWords(t, here.point)}</PackText>
            </p>
            <Distances point={here.point} />
            {assumptionsOf(t, here.place).map((line) => (
              <p key={line} className="small">
                {line}
              </p>
            ))}
            {here.point.note && (
              <p>
                <PackText>{here.point.note}</PackText>
              </p>
            )}
          </>
        ) : (
          pooled && <Pooled zone={pooled} spine={landmarks[side].psis} />
        )}
        <Always points={points} />
        <h3>{t(here ? 'zones.others' : 'zones.studies')}</h3>
        <p className="zone-card__others">
          {here && pooled && (
            <button type="button" className="button" onClick={() => onChoose({ kind: 'pooled', nerve, side })}>
              {t('zones.pooledTitle', { nerve: t(`zones.nerve.${nerve}`) })}
            </button>
          )}
          {others.map((point) => (
            <button
              key={point.id}
              type="button"
              className="button"
              onClick={() => onChoose({ kind: 'study', point: point.id, side })}
            >
              <PackText>{point.name}</PackText>
            </button>
          ))}
        </p>
      </div>
    </Dialog>
  );
}

function Distances({ point }: { readonly point: StudyPoint }) {
  const { t, i18n } = useTranslation();
  return (
    <dl>
      {distancesOf(t, point, i18n.language).map(({ from, length }) => (
        <Fragment key={from}>
          <dt>{from}</dt>
          <dd>{length}</dd>
        </Fragment>
      ))}
    </dl>
  );
}

interface PooledProps {
  readonly zone: ReturnType<typeof pooledZones>[number];
  readonly spine: readonly [number, number];
}

function Pooled({ zone, spine }: PooledProps) {
  const { t } = useTranslation();
  const [xx, , yy] = zone.covariance;
  const [x, y] = [Math.abs(zone.centre[0]), zone.centre[1] - spine[1]];
  return (
    <>
      <p className="zone-card__what">
        <b>{t(`zones.nerve.${zone.nerve}`)}</b>, {t(`zones.side.${zone.side}`)}
        <br />
        {t('zones.pooledOf', { count: zone.from.length, n: Math.round(zone.n) })}
      </p>
      <dl>
        <dt>{t('zones.from.midline')}</dt>
        <dd>{t('zones.sd', { mm: t('zones.mm', { mm: Math.round(x) }), sd: Math.round(Math.sqrt(xx)) })}</dd>
        <dt>{t(y < 0 ? 'zones.from.aboveSpine' : 'zones.from.belowSpine')}</dt>
        <dd>{t('zones.sd', { mm: t('zones.mm', { mm: Math.round(Math.abs(y)) }), sd: Math.round(Math.sqrt(yy)) })}</dd>
      </dl>
      <p className="small">{t('zones.pooledHow')}</p>
    </>
  );
}

/** The two warnings, and the papers and disputes behind them and behind the zone. */
function Always({ points }: { readonly points: readonly StudyPoint[] }) {
  const { t } = useTranslation();
  const evidence = useFetched(fetchEvidence);
  const found = evidence.state === 'here' ? zoneEvidence(points, evidence.pack) : null;
  return (
    <>
      <div className="zone-card__always" role="note">
        <p>{t('zones.contested')}</p>
        <p>{t('zones.palpation')}</p>
        {found && (
          <details>
            <summary>{t('zones.palpationSource')}</summary>
            <ul className="papers">
              {found.palpation.map((c) => (
                <Paper key={'report' in c ? c.report.id : c.id} cited={c} />
              ))}
            </ul>
          </details>
        )}
      </div>
      {evidence.state === 'waiting' && <p role="status">{t('source.loading')}</p>}
      {evidence.state === 'failed' && (
        <div role="alert">
          <p>{t('source.failed')}</p>
          <button type="button" className="button" onClick={evidence.again}>
            {t('source.again')}
          </button>
        </div>
      )}
      {found && (
        <div className="source__body" data-sources-ready="">
          <h3>{t('zones.behind')}</h3>
          <h4>{t('zones.papers')}</h4>
          <ul className="papers">
            {found.cited.map((c) => (
              <Paper key={'report' in c ? c.report.id : c.id} cited={c} />
            ))}
          </ul>
          <h4>{t('source.dispute')}</h4>
          {found.disputes.map((c) => (
            <Dispute key={c.id} controversy={c} />
          ))}
        </div>
      )}
    </>
  );
}
