// What stands behind a number: held values, papers with their counts, why they were combined so, and who disagrees.
import { useTranslation } from 'react-i18next';
import { EMPTY_CASE } from '#core/case.js';
import { useWorkspace } from '../case/case-context.js';
import { patientOf } from '../case/draft.js';
import { Dialog } from '../ui/Dialog.js';
import { PackText } from '../ui/PackText.js';
import { type Claim } from './claim.js';
import { useKnowledge } from './knowledge-context.js';
import { fetchEvidence } from './packs.js';
import { SourceSection } from './SourceSection.js';
import { tracer } from './trace.js';
import { useFetched } from './use-fetched.js';

interface Props {
  readonly claim: Claim;
  readonly onClose: () => void;
}

export function EvidenceDrawer({ claim, onClose }: Props) {
  const { t } = useTranslation();
  const { knowledge, finding, disorder } = useKnowledge();
  const evidence = useFetched(fetchEvidence);
  const { open } = useWorkspace();
  const patient = open ? patientOf(open) : EMPTY_CASE;
  const d = 'disorder' in claim ? (disorder(claim.disorder)?.name ?? claim.disorder) : '';
  const f = (id: string) => finding(id)?.name ?? id;
  const title =
    claim.kind === 'rank'
      ? t('source.rank', { disorder: d })
      : claim.kind === 'reason'
        ? t('source.reason', {
            what:
              claim.piece.kind === 'prior'
                ? t('reason.prior')
                : claim.piece.of === 'age' || claim.piece.of === 'sex' || claim.piece.of === 'duration'
                  ? t(`reason.${claim.piece.of}`)
                  : f(claim.piece.of),
            disorder: d,
          })
        : claim.kind === 'step'
          ? t('source.stepTitle', { finding: f(claim.finding) })
          : claim.kind === 'flag'
            ? t('source.flag', { name: knowledge.redFlags.find((r) => r.id === claim.rule)?.name ?? claim.rule })
            : claim.kind === 'something-else'
              ? t('source.somethingElse.title')
              : claim.kind === 'discount'
                ? t('source.discount.title')
                : t('source.missing.title');
  return (
    <Dialog title={title} closeLabel={t('source.close')} onClose={onClose} shape="sheet">
      {claim.kind === 'rank' && <p className="lede">{t('source.rankIntro')}</p>}
      {claim.kind === 'something-else' && <p className="lede">{t('source.somethingElse.text')}</p>}
      {claim.kind === 'discount' && (
        <div data-source="method">
          <p className="lede">{t('source.discount.text')}</p>
          <p>
            <PackText>{claim.findings.map(f).join('; ')}</PackText>
          </p>
        </div>
      )}
      {claim.kind === 'missing-mass' && (
        <div data-source="method">
          <p className="lede">{t('source.missing.text')}</p>
          <p>{t('source.missing.cite')}</p>
        </div>
      )}
      {evidence.state === 'waiting' && <p role="status">{t('source.loading')}</p>}
      {evidence.state === 'failed' && (
        <div role="alert">
          <p>{t('source.failed')}</p>
          <button type="button" className="button" onClick={evidence.again}>
            {t('source.again')}
          </button>
        </div>
      )}
      {evidence.state === 'here' && (
        <div data-sources-ready="">
          {tracer(
            knowledge,
            evidence.pack,
            patient,
          )(claim).map((s, i) => (
            <SourceSection key={JSON.stringify(s.title)} section={s} folded={claim.kind === 'rank' && i > 0} />
          ))}
        </div>
      )}
    </Dialog>
  );
}
