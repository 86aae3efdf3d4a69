// A controversy, both sides in the same size of type.
import { useTranslation } from 'react-i18next';
import { type ControversyEntry } from '#core/evidence-pack.js';
import { PackText } from '../ui/PackText.js';

export function Dispute({ controversy }: { readonly controversy: ControversyEntry }) {
  const { t } = useTranslation();
  return (
    <article className="dispute">
      <h5>
        <PackText>{controversy.question}</PackText>
      </h5>
      <ul className="dispute__sides">
        {controversy.sides.map((s) => (
          <li key={s.position}>
            <p>
              <PackText>{s.position}</PackText>
            </p>
            <p className="small">
              <PackText>{t('source.sideOf', { who: s.who, patients: s.patients })}</PackText>
            </p>
          </li>
        ))}
      </ul>
      <p>
        <span className="source__label">{t('source.changes')}</span> <PackText>{controversy.changes}</PackText>
      </p>
      <p>
        <span className="source__label">{t('source.handling')}</span> <PackText>{controversy.handling}</PackText>
      </p>
    </article>
  );
}
