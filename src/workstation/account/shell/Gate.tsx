// What stands on the page: the first choice, the sign-in, the lock, or the work. While the screen is locked or nobody is
// signed in, nothing of the work is mounted.
import { type ReactNode, Suspense, useEffect, useRef, useSyncExternalStore } from 'react';
import { storedUnderOf, type WorkHere, type WorkOf } from '../../case/work-here.js';
import { Failed } from '../../ui/Failed.js';
import { Mishap } from '../../ui/Mishap.js';
import { partOfPage } from '../../ui/part-of-page.js';
import { type Page, routeOf, useHash } from '../../ui/route.js';
import { type Session } from '../account-state.js';
import { SignIn } from '../entrance/SignIn.js';
import { LockScreen } from '../lock/LockScreen.js';
import { useLocking } from '../lock/use-locking.js';
import { useSessionStore } from '../session-context.js';
import { Asking } from './Asking.js';
import { Away } from './Away.js';
import { SignedIn } from './SignedIn.js';

const Welcome = partOfPage(() => import('../entrance/Welcome.js').then((m) => m.Welcome));
const SetUpClinic = partOfPage(() => import('../entrance/SetUpClinic.js').then((m) => m.SetUpClinic));
const AcceptInvitation = partOfPage(() => import('../entrance/AcceptInvitation.js').then((m) => m.AcceptInvitation));

interface Props {
  readonly makeWork: (of: WorkOf) => WorkHere;
  /** The cases, the picture and the answer of one account. */
  readonly work: (work: WorkHere) => ReactNode;
}

/** Waits for a part of the page, and says so in words if it does not come. */
function Part({ children }: { readonly children: ReactNode }) {
  return (
    <Mishap
      instead={() => (
        <main className="loading">
          <Failed />
        </main>
      )}
    >
      <Suspense fallback={<Asking />}>{children}</Suspense>
    </Mishap>
  );
}

export function Gate({ makeWork, work }: Props) {
  const store = useSessionStore();
  const here = useSyncExternalStore(store.subscribe, store.here);
  const { page, code } = routeOf(useHash());
  const kept = useRef<WorkHere | null>(null);
  useLocking(store);
  useEffect(() => void store.refresh(), [store]);

  /** Kept over a lock, so that the same person goes on where they were; let go with the session. */
  const workOf = (of: WorkOf): WorkHere => {
    if (kept.current?.storedUnder !== storedUnderOf(of)) {
      const loose = kept.current?.store.keeps === false && of ? kept.current.store.state() : null;
      kept.current = makeWork(of);
      // What was begun without the server comes along with whoever signs in to keep it.
      if (loose && loose.drafts.length > 0) kept.current.store.add(loose.drafts, loose.openId ?? loose.drafts[0]!.id);
    }
    return kept.current;
  };

  const { state, locked } = here;
  if (here.without) return work(workOf(null));
  if (state === null) return here.away ? <Away /> : <Asking />;
  const { session, record } = state;
  if (session && locked) return <LockScreen key={session.account} />;
  const founded = state.setUp === 'done';
  if (!founded && page === 'set-up')
    return (
      <Part>
        <SetUpClinic />
      </Part>
    );
  if (!founded && record !== 'demo')
    return (
      <Part>
        <Welcome />
      </Part>
    );
  if (page === 'accept')
    return (
      <Part>
        <AcceptInvitation code={code} />
      </Part>
    );
  if (!session) {
    if (kept.current?.store.keeps) kept.current = null;
    return <SignIn key={record} />;
  }
  const of = { record: record === 'demo' ? 'demo' : 'clinic', account: session.account } as const;
  return <SignedIn key={session.account} page={homeFor(page, session)} work={() => work(workOf(of))} />;
}

/** Each role has a first page; an address that belongs nowhere leads there. */
function homeFor(page: Page, { role }: Session): Page {
  if (page === 'me' || page === 'people' || page === 'log' || page === 'ready') return page;
  switch (role) {
    case 'physician':
    case 'therapist':
      return 'work';
    case 'operator':
      return 'people';
    case 'auditor':
    case 'patient':
      return 'log';
    case 'proxy':
      return 'me';
  }
}
