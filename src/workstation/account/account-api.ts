// Speaks with `/account`, and with the log's FHIR view. The one file that knows addresses and answers; the cookie of the
// session is out of a script's reach, so who is signed in is always asked, never remembered here.
import { type AccountState, type Role } from './account-state.js';
import { type Deed, deedOf } from './deeds/deed.js';
import { type Grant, type PeopleHere, peopleOf } from './people/person.js';

/** Why something was not done, in the kinds that are told apart on screen. */
export type Failure =
  /** Nobody answered: the network or the server is away. */
  | { readonly type: 'away' }
  /** The server failed or is overloaded; nothing is known to have been done. */
  | { readonly type: 'broken'; readonly status: number }
  /** Too many failures; again after so many seconds. */
  | { readonly type: 'throttled'; readonly seconds: number }
  /** Nobody is signed in any more. */
  | { readonly type: 'ended' }
  /** Somebody is signed in, but the screen is locked. */
  | { readonly type: 'locked' }
  /** Refused; `what` and `mend` are the server's words. */
  | { readonly type: 'refused'; readonly status: number; readonly what: string; readonly mend: string };

export type Answer<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: Failure };

export interface Passkey {
  readonly id: string;
  readonly name: string;
  readonly created: number | null;
  readonly lastUsed: number | null;
}

export interface Owner {
  readonly name: string;
  readonly login: string;
  readonly password: string;
  readonly treatsAs: 'physician' | 'therapist' | null;
}
export type SetUp =
  | { readonly choice: 'demo' }
  | {
      readonly choice: 'clinic';
      readonly clinicName: string;
      readonly siteName: string;
      readonly teamName: string;
      readonly owner: Owner;
      /** Where the clinic is set up from another computer: the code that the server printed. */
      readonly code?: string;
    };

/** How long an answer is waited for: a sign-in takes about a third of a second of work, a clinic's network some more. */
const PATIENCE_MS = 20_000;

type Json = Readonly<Record<string, unknown>>;
const isObject = (x: unknown): x is Json => typeof x === 'object' && x !== null && !Array.isArray(x);
const listIn = (x: unknown): readonly Json[] => (Array.isArray(x) ? x.filter(isObject) : []);
const textOf = (x: unknown): string => (typeof x === 'string' ? x : '');
const momentOf = (x: unknown): number | null => {
  const at = typeof x === 'number' ? x : typeof x === 'string' ? Date.parse(x) : Number.NaN;
  return Number.isFinite(at) ? at : null;
};

async function bodyOf(response: Response): Promise<Json> {
  try {
    const body: unknown = JSON.parse(await response.text());
    return isObject(body) ? body : {};
  } catch {
    return {};
  }
}

function failureOf(response: Response, body: Json): Failure {
  const { status } = response;
  // Under /fhir a refusal is an OperationOutcome, elsewhere a plain error.
  const [issue] = listIn(body.issue);
  const error = isObject(body.error)
    ? body.error
    : { what: isObject(issue?.details) ? issue.details.text : '', mend: issue?.diagnostics };
  if (status === 429)
    return { type: 'throttled', seconds: Math.max(1, Number(response.headers.get('retry-after')) || 30) };
  if (status >= 500) return { type: 'broken', status };
  return { type: 'refused', status, what: textOf(error.what), mend: textOf(error.mend) };
}

async function ask(method: 'GET' | 'POST', path: string, body?: unknown): Promise<Answer<Json>> {
  let response: Response;
  try {
    response = await fetch(path, {
      method,
      credentials: 'same-origin',
      cache: 'no-store',
      signal: AbortSignal.timeout(PATIENCE_MS),
      headers: { accept: 'application/json', ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  } catch {
    return { ok: false, failure: { type: 'away' } };
  }
  const answer = await bodyOf(response);
  return response.ok ? { ok: true, value: answer } : { ok: false, failure: failureOf(response, answer) };
}

const get = (path: string) => ask('GET', path);
const post = (path: string, body: unknown = {}) => ask('POST', path, body);

/** Where a session is needed, a 401 means that it is gone. */
function within(answer: Answer<Json>): Answer<Json> {
  if (answer.ok || answer.failure.type !== 'refused' || answer.failure.status !== 401) return answer;
  return { ok: false, failure: { type: 'ended' } };
}

async function map<T>(asked: Promise<Answer<Json>>, read: (body: Json) => T): Promise<Answer<T>> {
  const answer = await asked;
  return answer.ok ? { ok: true, value: read(answer.value) } : answer;
}
const done = (asked: Promise<Answer<Json>>): Promise<Answer<null>> => map(asked, () => null);
const seen = (asked: Promise<Answer<Json>>): Promise<Answer<Json>> => asked.then(within);
const part = (id: string) => encodeURIComponent(id);

/** Which record is open here and who is signed in. Counts as use of the session. */
export const askState = (): Promise<Answer<AccountState>> =>
  map(get('/account/state'), (body) => body as unknown as AccountState);

/** Chooses the demo or founds a clinic; whoever founds it is signed in. */
export const setUp = (choice: SetUp) => done(post('/account/setup', choice));
/** One answer for a wrong name and a wrong password: 401. */
export const signIn = (login: string, password: string): Promise<Answer<null>> =>
  done(post('/account/sign-in', { login, password }));
export const signOut = () => done(post('/account/sign-out'));
export const lock = () => done(seen(post('/account/lock')));
/** 401 or 403 with the session still there is a wrong secret; the caller asks the state. */
export const unlock = (by: { readonly pin: string } | { readonly password: string }) =>
  done(post('/account/unlock', by));
export const accept = (code: string, password: string) => done(post('/account/accept', { code, password }));

export const switchRole = (role: Role) => done(seen(post('/account/role', { role })));
export const changePin = (pin: string, password: string) => done(post('/account/pin', { pin, password }));
export const changePassword = (current: string, next: string) => done(post('/account/password', { current, next }));

/** Where the sign-in is older than a quarter of an hour the password is needed: refused with 403 without it. */
export const passkeyOptions = (password: string | null) =>
  map(seen(post('/account/passkey/add-options', password === null ? {} : { password })), (body) => body);
export const addPasskey = (answer: unknown) => done(seen(post('/account/passkey/add', answer)));
export const passkeySignInOptions = () => map(post('/account/passkey/sign-in-options'), (body) => body);
export const signInByPasskey = (answer: unknown) => done(post('/account/passkey/sign-in', answer));
export const removePasskey = (id: string) => done(seen(post('/account/passkey/remove', { id })));
export const passkeys = (): Promise<Answer<readonly Passkey[]>> =>
  map(seen(get('/account/passkeys')), (body) =>
    listIn(body.passkeys).map((p) => ({
      id: textOf(p.id),
      name: textOf(p.name),
      created: momentOf(p.created),
      lastUsed: momentOf(p.lastUsed),
    })),
  );

export const people = (): Promise<Answer<PeopleHere>> => map(seen(get('/account/people')), (body) => peopleOf(body));
/** Answers the code the person comes in with. */
export const invite = (name: string, login: string, grants: readonly Grant[]): Promise<Answer<string>> =>
  map(seen(post('/account/people', { name, login, grants })), (body) => textOf(body.code));
export const changePerson = (
  id: string,
  change: { readonly name?: string; readonly grants?: readonly Grant[]; readonly disabled?: boolean },
) => done(seen(post(`/account/people/${part(id)}`, change)));
/** A new code; the old password, PIN and sessions end. */
export const resetPerson = (id: string): Promise<Answer<string>> =>
  map(seen(post(`/account/people/${part(id)}/reset`)), (body) => textOf(body.code));
export const addPlace = (kind: 'sites' | 'teams', name: string) => done(seen(post(`/account/${kind}`, { name })));

/** A page of the audit log, newest first, for the eyes of who asks. `next` is where the page before ended. */
export const deeds = (
  next: string | null,
): Promise<Answer<{ readonly deeds: readonly Deed[]; readonly next: string | null }>> =>
  map(seen(get(next ?? '/fhir/AuditEvent?_count=100')), (bundle) => ({
    deeds: listIn(bundle.entry).flatMap((entry) => (isObject(entry.resource) ? [deedOf(entry.resource)] : [])),
    next: nextIn(bundle),
  }));

/** The address of the next page; on our own server, whatever name it was given. */
function nextIn(bundle: Json): string | null {
  const url = listIn(bundle.link).find((link) => link.relation === 'next')?.url;
  if (typeof url !== 'string') return null;
  const { pathname, search } = new URL(url, location.origin);
  return `${pathname}${search}`;
}
