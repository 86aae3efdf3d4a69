// Behind the entrance: the work itself, or a page beside it under the same head.
import { type ReactNode, Suspense } from 'react';
import { Failed } from '../../ui/Failed.js';
import { Header } from '../../ui/Header.js';
import { Mishap } from '../../ui/Mishap.js';
import { partOfPage } from '../../ui/part-of-page.js';
import { type Page } from '../../ui/route.js';

const PAGE = {
  me: partOfPage(() => import('../mine/MyAccount.js').then((m) => m.MyAccount)),
  people: partOfPage(() => import('../people/People.js').then((m) => m.People)),
  log: partOfPage(() => import('../deeds/WhoLooked.js').then((m) => m.WhoLooked)),
  ready: partOfPage(() => import('../entrance/FirstSteps.js').then((m) => m.FirstSteps)),
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
