// Behind the entrance: the work itself, or a page beside it under the same head.
import { lazy, type ReactNode, Suspense } from 'react';
import { Failed } from '../../ui/Failed.js';
import { Header } from '../../ui/Header.js';
import { Mishap } from '../../ui/Mishap.js';
import { type Page } from '../../ui/route.js';

const PAGE = {
  me: lazy(() => import('../mine/MyAccount.js').then((m) => ({ default: m.MyAccount }))),
  people: lazy(() => import('../people/People.js').then((m) => ({ default: m.People }))),
  log: lazy(() => import('../deeds/WhoLooked.js').then((m) => ({ default: m.WhoLooked }))),
  ready: lazy(() => import('../entrance/FirstSteps.js').then((m) => ({ default: m.FirstSteps }))),
} as const;

export function SignedIn({ page, work }: { readonly page: Page; readonly work: () => ReactNode }) {
  if (page !== 'me' && page !== 'people' && page !== 'log' && page !== 'ready') return work();
  const Shown = PAGE[page];
  return (
    <>
      <Header titled />
      <Mishap
        key={page}
        instead={() => (
          <main className="page">
            <div className="page__inside">
              <Failed />
            </div>
          </main>
        )}
      >
        <Suspense fallback={<main className="page" />}>
          <Shown />
        </Suspense>
      </Mishap>
    </>
  );
}
