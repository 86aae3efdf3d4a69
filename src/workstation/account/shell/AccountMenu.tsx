// Who is signed in and as what, and the few things that belong to that: one button in the bar, one panel under it.
import { useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { goTo } from '../../ui/route.js';
import { switchRole } from '../account-api.js';
import { type Role, worksWithCases } from '../account-state.js';
import { FailureNote } from '../FailureNote.js';
import { Initials } from '../Initials.js';
import { ROLE_NAME } from '../role-words.js';
import { useAsking, useHere, useSession, useSessionStore } from '../session-context.js';

interface Props {
  readonly onHelp?: (() => void) | undefined;
}

/** What the log is called by whom it is about. */
const LOG_NAME = {
  patient: 'menu.logPatient',
  proxy: null,
  physician: 'menu.logOwn',
  therapist: 'menu.logOwn',
  operator: 'menu.logAll',
  auditor: 'menu.logAll',
} as const;

export function AccountMenu({ onHelp }: Props) {
  const { t } = useTranslation();
  const store = useSessionStore();
  const session = useSession();
  const { away } = useHere();
  const asking = useAsking();
  const [open, setOpen] = useState(false);
  const id = useId();
  const around = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const role = t(ROLE_NAME[session.role]);
  const log = LOG_NAME[session.role];

  useEffect(() => {
    if (!open) return;
    const press = (e: PointerEvent) => {
      if (!around.current?.contains(e.target as Node)) setOpen(false);
    };
    const key = (e: KeyboardEvent) => {
      if (e.key !== 'Escape') return;
      setOpen(false);
      button.current?.focus();
    };
    document.addEventListener('pointerdown', press);
    document.addEventListener('keydown', key);
    return () => {
      document.removeEventListener('pointerdown', press);
      document.removeEventListener('keydown', key);
    };
  }, [open]);

  const become = (to: Role) =>
    void asking.ask(
      () => switchRole(to),
      async () => {
        setOpen(false);
        goTo('work');
        await store.changed();
      },
    );
  const link = (to: string, text: string) => (
    <li>
      <a className="menu__item" href={to} onClick={() => setOpen(false)}>
        {text}
      </a>
    </li>
  );
  const verb = (text: string, does: () => void, key?: string) => (
    <li>
      <button
        type="button"
        className="menu__item"
        onClick={() => {
          setOpen(false);
          does();
        }}
      >
        <span>{text}</span>
        {key && <kbd>{key}</kbd>}
      </button>
    </li>
  );
  return (
    <div className="menu" ref={around}>
      <button
        ref={button}
        type="button"
        className="menu__button"
        aria-expanded={open}
        aria-controls={id}
        aria-label={t('menu.label', { name: session.name, role })}
        onClick={() => setOpen(!open)}
      >
        <Initials name={session.name} />
        <span className="menu__who">
          <span className="menu__name" data-pack="">
            {session.name}
          </span>
          <span className="menu__role">{role}</span>
        </span>
      </button>
      <div id={id} className="menu__panel" hidden={!open}>
        {open && (
          <>
            <p className="menu__head">
              <strong data-pack="">{session.name}</strong>
              <span className="small">{role}</span>
            </p>
            {away && <p className="note">{t('connection.away')}</p>}
            {session.roles.length > 1 && (
              <div className="menu__roles">
                <p className="small" id={`${id}-as`}>
                  {t('menu.workAs')}
                </p>
                <ul aria-labelledby={`${id}-as`}>
                  {session.roles.map((r) => (
                    <li key={r.role}>
                      <button
                        type="button"
                        className="menu__item menu__item--role"
                        aria-pressed={r.role === session.role}
                        disabled={asking.busy}
                        onClick={() => (r.role === session.role ? setOpen(false) : become(r.role))}
                      >
                        {t(ROLE_NAME[r.role])}
                      </button>
                    </li>
                  ))}
                </ul>
                <FailureNote failure={asking.failure} />
              </div>
            )}
            <ul>
              {worksWithCases(session.role) && link('#/', t('menu.work'))}
              {session.role === 'operator' && link('#/people', t('menu.people'))}
              {log && link('#/log', t(log))}
              {link('#/me', t('menu.me'))}
              {onHelp && verb(t('bar.help'), onHelp, '?')}
            </ul>
            <ul>
              {verb(t('menu.lock'), () => store.lockNow(), t('menu.lockKey'))}
              {verb(t('menu.signOut'), () => void store.signOut())}
            </ul>
          </>
        )}
      </div>
    </div>
  );
}
