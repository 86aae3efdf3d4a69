// One report as a paper gives it: counts first, then what it says, then the publication.
import { useTranslation } from 'react-i18next';
import { type EvidenceSource } from '#core/evidence-pack.js';
import { PackText } from '../ui/PackText.js';
import { type CitedReport, type CitedStatement } from './trace.js';

const words = (code: string): string => code.replaceAll('-', ' ');

export function Paper({ cited }: { readonly cited: CitedReport | CitedStatement }) {
  const { t, i18n } = useTranslation();
  const number = new Intl.NumberFormat(i18n.language, { maximumFractionDigits: 3 });
  if (!('report' in cited))
    return (
      <li className="paper">
        <p>
          <PackText>{cited.says}</PackText>
        </p>
        {cited.source && <SourceLine source={cited.source} />}
      </li>
    );
  const { report, source } = cited;
  const value = typeof report.value === 'number' ? number.format(report.value) : report.value;
  return (
    <li className="paper">
      <p className="paper__count">
        {report.present !== undefined && report.of !== undefined ? (
          <strong>
            {t('source.countsFor', { present: number.format(report.present), of: number.format(report.of) })}
          </strong>
        ) : value !== undefined ? (
          <strong>
            <PackText>{t('source.value', { measure: words(report.measure), value })}</PackText>
          </strong>
        ) : null}
        {report.ci && (
          <span className="small">
            {' '}
            {t('source.interval', { low: number.format(report.ci[0]), high: number.format(report.ci[1]) })}
          </span>
        )}
      </p>
      <p>
        <PackText>{report.says}</PackText>
      </p>
      {source && <SourceLine source={source} />}
      <p className="small paper__facts">
        {report.establishedBy && <PackText>{t('source.establishedBy', { how: words(report.establishedBy) })}</PackText>}
        {report.where && <PackText>{t('source.where', { where: report.where })}</PackText>}
      </p>
    </li>
  );
}

/** Citation, link, design, population, how much of it was read, and what was corrected. */
export function SourceLine({ source }: { readonly source: EvidenceSource }) {
  const { t } = useTranslation();
  const href = source.doi ? `https://doi.org/${source.doi}` : source.url;
  return (
    <>
      <p className="paper__citation">
        <PackText>{source.citation}</PackText>{' '}
        {href && (
          <a href={href} target="_blank" rel="noopener noreferrer">
            {t('source.doi')}
          </a>
        )}
      </p>
      <p className="small paper__facts">
        <PackText>{words(source.design)}</PackText>
        {source.population && <PackText>{source.population}</PackText>}
        <PackText>{t('source.read', { how: words(source.read) })}</PackText>
        {source.corrections.map((text) => (
          <PackText key={text}>{t('source.correction', { text })}</PackText>
        ))}
      </p>
    </>
  );
}
