// The small print: families counted less, and the proof that what was not visited does not matter.
import { useTranslation } from 'react-i18next';
import { type Assessment } from '#core/differential.js';
import { useKnowledge } from '../evidence/knowledge-context.js';
import { SourcedNumber } from '../evidence/SourcedNumber.js';
import { PackText } from '../ui/PackText.js';

export function Certificate({ assessment }: { readonly assessment: Assessment }) {
  const { t, i18n } = useTranslation();
  const { finding } = useKnowledge();
  const { missingMass, certified, discounted } = assessment;
  // Rounded up: a bound may be stated too large, never too small.
  const parts = Math.ceil(missingMass * 1e6);
  const number = new Intl.NumberFormat(i18n.language);
  const mass =
    missingMass === 0
      ? t('certificate.zero')
      : t('certificate.parts', { n: number.format(parts), of: number.format(1e6) });
  return (
    <footer className="certificate">
      {discounted.length > 0 && (
        <>
          <h3>{t('family.heading')}</h3>
          <ul>
            {discounted.map((d) => (
              <li key={d.family}>
                <SourcedNumber
                  className="sourced--row"
                  value={d.weight}
                  claim={{ kind: 'discount', findings: d.findings }}
                >
                  <PackText>
                    {t('family.row', {
                      findings: d.findings.map((id) => finding(id)?.name ?? id).join('; '),
                      tenths: Math.round(d.weight * 10),
                    })}
                  </PackText>
                </SourcedNumber>
              </li>
            ))}
          </ul>
        </>
      )}
      <SourcedNumber className="sourced--row" value={missingMass} claim={{ kind: 'missing-mass' }}>
        {t('certificate.line', { mass, standing: t(certified ? 'certificate.certified' : 'certificate.uncertified') })}
      </SourcedNumber>
    </footer>
  );
}
