// Who works here and who comes here: the operator's page. Everything can be undone or done again; nothing is removed,
// because the log names those who were here.
import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { people as askPeople, changePerson, resetPerson } from '../account-api.js';
import { FailureNote } from '../FailureNote.js';
import { useAsking, useSession, useSessionStore } from '../session-context.js';
import { NeedsRole } from '../shell/NeedsRole.js';
import { PageFrame } from '../shell/PageFrame.js';
import { InvitationSlip, type Invited } from './InvitationSlip.js';
import { PersonForm } from './PersonForm.js';
import { PersonRow } from './PersonRow.js';
import { Places } from './Places.js';
import { type PeopleHere, type Person } from './person.js';
import './people.css';

type Over =
  | { readonly is: 'form'; readonly person: Person | null }
  | { readonly is: 'slip'; readonly invited: Invited };
/** What was just done, with the way back. */
interface Done {
  readonly text: 'people.didDisable' | 'people.didEnable' | 'people.didChange';
  readonly name: string;
  readonly undo: () => void;
}

export function People() {
  const { t } = useTranslation();
  const { role } = useSession();
  return role === 'operator' ? <PeopleOfOperator /> : <NeedsRole belongsTo="operator" title={t('people.title')} />;
}

function PeopleOfOperator() {
  const { t } = useTranslation();
  const store = useSessionStore();
  const { account } = useSession();
  const asking = useAsking();
  const loading = useAsking();
  const [here, setHere] = useState<PeopleHere | null>(null);
  const [over, setOver] = useState<Over | null>(null);
  const [did, setDid] = useState<Done | null>(null);
  const { ask } = loading;
  const load = useCallback(() => ask(askPeople, setHere), [ask]);
  useEffect(() => void load(), [load]);

  const disable = (p: Person, disabled: boolean, andSay: boolean) =>
    asking.ask(
      () => changePerson(p.id, { disabled }),
      async () => {
        setDid(
          andSay
            ? {
                text: disabled ? 'people.didDisable' : 'people.didEnable',
                name: p.name,
                undo: () => void disable(p, !disabled, false),
              }
            : null,
        );
        await load();
      },
    );
  const changed = (before: Person, grants: Person['grants'], name: string) => {
    setOver(null);
    setDid({
      text: 'people.didChange',
      name,
      undo: () =>
        void asking.ask(
          () => changePerson(before.id, { name: before.name, grants: before.grants }),
          async () => {
            setDid(null);
            await load();
          },
        ),
    });
    void load();
    // Changed grants end the sessions of the account: if it is one's own, this one.
    if (before.id === account) void store.refresh();
    void grants;
  };
  const newCode = (p: Person) =>
    asking.ask(
      () => resetPerson(p.id),
      async (code) => {
        setOver({ is: 'slip', invited: { name: p.name, login: p.login, code } });
        await load();
      },
    );
  return (
    <PageFrame
      title={t('people.title')}
      verb={
        <button
          type="button"
          className="button button--main"
          disabled={here === null}
          onClick={() => setOver({ is: 'form', person: null })}
        >
          {t('people.add')}
        </button>
      }
    >
      <div role="status" className="notice-place">
        {did && (
          <p className="notice">
            {t(did.text, { name: did.name })}{' '}
            <button
              type="button"
              className="link-button"
              onClick={() => {
                did.undo();
              }}
            >
              {t('people.undo')}
            </button>
          </p>
        )}
      </div>
      <FailureNote failure={asking.failure ?? loading.failure} />
      {here === null && loading.failure && (
        <button type="button" className="button" onClick={() => void load()}>
          {t('people.again')}
        </button>
      )}
      {here === null && !loading.failure && (
        <p className="small" role="status">
          {t('people.loading')}
        </p>
      )}
      {here && (
        <>
          {here.people.length <= 1 && <p className="note">{t('people.alone')}</p>}
          <ul className="rows">
            {here.people.map((p) => (
              <PersonRow
                key={p.id}
                person={p}
                here={here}
                isMe={p.id === account}
                busy={asking.busy}
                onChange={() => setOver({ is: 'form', person: p })}
                onCode={() => void newCode(p)}
                onDisable={(disabled) => void disable(p, disabled, true)}
              />
            ))}
          </ul>
          <Places here={here} onChanged={load} />
        </>
      )}
      {over?.is === 'form' && here && (
        <PersonForm
          person={over.person}
          here={here}
          onClose={() => setOver(null)}
          onInvited={(invited) => {
            setDid(null);
            setOver({ is: 'slip', invited });
            void load();
          }}
          onChanged={changed}
        />
      )}
      {over?.is === 'slip' && <InvitationSlip invited={over.invited} onClose={() => setOver(null)} />}
    </PageFrame>
  );
}
