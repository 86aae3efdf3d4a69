// The invented people of the demo, one tap to be one of them.
import { useTranslation } from 'react-i18next';
import { type DemoLogin } from '../account-state.js';
import { Initials } from '../Initials.js';
import { ROLE_DOES, ROLE_NAME } from '../role-words.js';

interface Props {
  readonly people: readonly DemoLogin[];
  readonly busy: boolean;
  readonly onChoose: (person: DemoLogin) => void;
}

export function DemoPeople({ people, busy, onChoose }: Props) {
  const { t } = useTranslation();
  if (people.length === 0) return <p className="note">{t('signIn.demoElsewhere')}</p>;
  return (
    <ul className="demo-people">
      {people.map((p) => (
        <li key={p.login}>
          <button type="button" className="demo-person" disabled={busy} onClick={() => onChoose(p)}>
            <Initials name={p.name} />
            <span className="demo-person__words">
              <span className="demo-person__name" data-pack="">
                {p.name}
              </span>
              <span className="demo-person__role">{t(ROLE_NAME[p.role])}</span>
              <span className="small">{t(ROLE_DOES[p.role])}</span>
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}
