// Breaking the glass and joining a care team, seen from the record: what the physician could not see and now can.
import { afterAll, describe, expect, it } from 'vitest';
import { type Principal } from '#server/authorization/principal.js';
import {
  type Browser,
  closeDesks,
  firstPlaces,
  foundedClinic,
  HOUR,
  inRole,
  joined,
  MINUTE,
  OWNER,
  patientAt,
  STORES,
  sessionOf,
  signedIn,
} from './front-desk.js';

afterAll(closeDesks);

const REASON = 'collapsed in the waiting room';

async function clinic(store: 'memory' | 'sqlite' = 'memory') {
  const desk = await foundedClinic(store);
  await inRole(desk.owner, 'operator');
  const { site, team } = await firstPlaces(desk);
  const other = {
    site: (await desk.owner.post('/account/sites', { name: 'Harbour' })).body.id as string,
    team: (await desk.owner.post('/account/teams', { name: 'Spine' })).body.id as string,
  };
  const tia = await joined(desk, desk.owner, 'tia', [{ role: 'therapist', sites: [site], teams: [team] }]);
  const ada = await joined(desk, desk.owner, 'ada', [{ role: 'auditor' }]);
  await inRole(desk.owner, 'physician');
  const mine = await patientAt(desk, site, team);
  const near = await patientAt(desk, site, other.team);
  const far = await patientAt(desk, other.site, other.team);
  const { repository } = desk.open();
  const scope = { clinic: 'c1', read: { Observation: 'all' }, write: { Observation: 'all' } } as const;
  for (const patient of [mine, near, far])
    await repository.create(
      scope,
      { resourceType: 'Observation', id: 'x', subject: { reference: `Patient/${patient}` }, status: 'final', code: {} },
      { note: { actor: 'x', role: 'x', policy: 'x' } },
    );
  const principalOf = async (browser: Browser): Promise<Principal> => {
    const state = await desk.open().accounts.sessionOf(browser.cookie!);
    if (state.type !== 'signed-in') throw new Error(state.type);
    return state.principal;
  };
  /** Of which of the three patients the browser's person sees the observation. */
  const seen = async (browser: Browser): Promise<string[]> => {
    const { policy, world } = desk.open();
    const allowed = policy.scopeOf(await principalOf(browser), world.now());
    const query = { type: 'Observation', filters: [], sort: [], count: 50, include: [], revinclude: [] };
    const page = await repository.search(allowed, { ...query, total: 'none' } as never);
    if (!page.ok) throw new Error(JSON.stringify(page.refusal));
    const subjects = page.value.entries.map(({ text }) => JSON.parse(text).subject.reference.slice('Patient/'.length));
    return subjects.sort();
  };
  return { ...desk, site, team, other, tia, ada, mine, near, far, seen, principalOf };
}
const asleep = async (desk: Awaited<ReturnType<typeof clinic>>, hours: number) => {
  for (let i = 0; i < hours * 3; i++) {
    desk.pass(20 * MINUTE);
    await sessionOf(desk.owner);
  }
};

describe.each(STORES)('breaking the glass (%s)', (store) => {
  it('opens a patient of the own site for four hours of this session, with a row before the answer', async () => {
    const desk = await clinic(store);
    const { owner, mine, near } = desk;
    expect(await desk.seen(owner)).toEqual([mine]);
    const second = await signedIn(desk, 'ono', OWNER.password);
    const answer = await owner.post('/break-glass', { patient: near, reason: `  ${REASON} ` });
    const until = desk.world.now() + 4 * HOUR;
    expect([answer.status, answer.body]).toEqual([200, { opened: { patient: near, until } }]);
    expect((await desk.open().repository.auditFound('c1', { patient: near, count: 1 }))[0]).toMatchObject({
      ...{ action: 'break-glass', outcome: 'success', reason: REASON, role: 'physician' },
    });
    expect(await desk.seen(owner)).toEqual([mine, near].sort());
    expect((await sessionOf(owner)).opened).toEqual([{ patient: near, until }]);
    expect(await desk.principalOf(owner)).toMatchObject({ opened: [{ patient: near, reason: REASON, until }] });
    // In no other session, in no other role.
    expect(await desk.seen(second)).toEqual([mine]);
    await inRole(owner, 'operator');
    expect(await desk.seen(owner)).toEqual([]);
    expect((await sessionOf(owner)).opened).toEqual([]);
    await inRole(owner, 'physician');
    expect(await desk.seen(owner)).toEqual([mine, near].sort());
    await asleep(desk, 4);
    expect(await desk.seen(owner)).toEqual([mine]);
    expect((await sessionOf(owner)).opened).toEqual([]);
  });

  it('does not open a patient of another site, or one that is not there: one answer, and a row', async () => {
    const desk = await clinic(store);
    for (const patient of [desk.far, 'nobody']) {
      const answer = await desk.owner.post('/break-glass', { patient, reason: REASON });
      expect([answer.status, answer.body.error]).toEqual([
        404,
        { what: 'no such patient at your sites', mend: 'check the id, and your sites' },
      ]);
      expect((await desk.rows()).at(-1)).toMatchObject({ action: 'break-glass', outcome: 'refused', patient });
    }
    const odd = await desk.owner.post('/break-glass', { patient: '../x', reason: REASON });
    expect(odd.status).toBe(404);
    expect((await desk.rows()).at(-1)).not.toHaveProperty('patient');
    expect(await desk.seen(desk.owner)).toEqual([desk.mine]);
  });
});

describe('breaking the glass', () => {
  it('needs a reason of ten to five hundred characters, and a physician', async () => {
    const desk = await clinic();
    for (const reason of ['', 'urgent', '         x         ', 'x'.repeat(501)])
      expect((await desk.owner.post('/break-glass', { patient: desk.near, reason })).status).toBe(422);
    expect((await desk.tia.browser.post('/break-glass', { patient: desk.near, reason: REASON })).status).toBe(403);
    expect((await desk.ada.browser.post('/break-glass', { patient: desk.near, reason: REASON })).status).toBe(403);
    expect((await desk.browser().post('/break-glass', { patient: desk.near, reason: REASON })).status).toBe(401);
  });

  it('once more begins the hours anew, and does not open it twice', async () => {
    const desk = await clinic();
    await desk.owner.post('/break-glass', { patient: desk.near, reason: REASON });
    desk.pass(10 * MINUTE);
    await desk.owner.post('/break-glass', { patient: desk.near, reason: 'again, with the ambulance here' });
    const until = desk.world.now() + 4 * HOUR;
    expect((await sessionOf(desk.owner)).opened).toEqual([{ patient: desk.near, until }]);
  });

  it('of two patients keeps both, each to its own end', async () => {
    const desk = await clinic();
    const third = await patientAt(desk, desk.site, desk.other.team);
    await desk.owner.post('/break-glass', { patient: desk.near, reason: REASON });
    await asleep(desk, 1);
    await desk.owner.post('/break-glass', { patient: third, reason: REASON });
    const opened = async () => (await sessionOf(desk.owner)).opened.map(({ patient }: { patient: string }) => patient);
    expect(await opened()).toEqual([desk.near, third]);
    await asleep(desk, 3);
    expect(await opened()).toEqual([third]);
    // What has ended is not carried along.
    await desk.owner.post('/break-glass', { patient: third, reason: REASON });
    expect((await desk.open().accounts.kept.all('session')).flatMap(([, session]) => session.opened)).toHaveLength(1);
  });

  it('is listed: all for an auditor, the own for a physician, newest first', async () => {
    const desk = await clinic();
    await inRole(desk.owner, 'operator');
    const dai = await joined(desk, desk.owner, 'dai', [
      { role: 'physician', sites: [desk.site, desk.other.site], teams: [desk.team] },
    ]);
    await inRole(desk.owner, 'physician');
    await desk.owner.post('/break-glass', { patient: desk.near, reason: REASON });
    desk.pass(MINUTE);
    await dai.browser.post('/break-glass', { patient: desk.far, reason: 'covering for the other site' });
    const list = async (browser: Browser) =>
      (await browser.get('/break-glass')).body.openings.map((o: { patient: string; name: string }) => [
        o.patient,
        o.name,
      ]);
    expect(await list(desk.ada.browser)).toEqual([
      [desk.far, 'Person dai'],
      [desk.near, 'Dr Ono'],
    ]);
    expect(await list(desk.owner)).toEqual([[desk.near, 'Dr Ono']]);
    expect((await desk.tia.browser.get('/break-glass')).status).toBe(403);
    // It stays for review when the session is long over.
    await desk.owner.post('/account/sign-out');
    expect(await list(desk.ada.browser)).toHaveLength(2);
  });

  it('is refused when the role or the session has gone since the request came in', async () => {
    const desk = await clinic();
    const { accounts } = desk.open();
    const principal = await desk.principalOf(desk.owner);
    const asked = { patient: desk.near, reason: REASON };
    for (const token of ['', 'x'.repeat(43)])
      expect(await accounts.breakGlass(token, principal, asked)).toMatchObject({
        objection: { kind: 'login-required' },
      });
    const operator = await signedIn(desk, 'ono', OWNER.password);
    await inRole(operator, 'operator');
    await operator.post(`/account/people/${principal.account}`, { grants: [{ role: 'operator' }] });
    for (const answer of [
      await accounts.breakGlass(desk.owner.cookie!, principal, asked),
      await accounts.joinCareTeam(principal, { ...asked, team: desk.team }),
    ])
      expect(answer).toMatchObject({ ok: false, objection: { kind: 'forbidden' } });
  });
});

describe.each(STORES)('joining a care team (%s)', (store) => {
  it('brings a patient of the own site into an own team for good, and leaves what they had', async () => {
    const desk = await clinic(store);
    const { owner, mine, near, team } = desk;
    const { repository } = desk.open();
    const all = { clinic: 'c1', read: { Patient: 'all' }, write: {} } as const;
    const before = await repository.read(all, 'Patient', near);
    const answer = await owner.post('/care-team', { patient: near, team, reason: 'referred by the spine team' });
    expect([answer.status, answer.body]).toEqual([200, { patient: near, team }]);
    expect(await desk.seen(owner)).toEqual([mine, near].sort());
    expect(await desk.seen(desk.tia.browser)).toEqual([mine, near].sort());
    // The other team has not lost the patient, nor the site.
    for (const rule of [
      { kind: 'team', values: [desk.other.team] },
      { kind: 'site', values: [desk.site] },
    ] as const)
      expect((await repository.read({ ...all, read: { Patient: [rule] } }, 'Patient', near)).ok).toBe(true);
    const after = await repository.read(all, 'Patient', near);
    const content = (read: typeof before) => {
      const { meta: _, ...rest } = JSON.parse((read as { value: { text: string } }).value.text);
      return rest;
    };
    expect(content(after)).toEqual(content(before));
    const rows = (await repository.auditFound('c1', { patient: near, count: 2 })).map((row) => [
      row.action,
      row.reason,
    ]);
    expect(rows).toEqual([
      ['other', `taken into care team ${team}: referred by the spine team`],
      ['update', `care team ${team}: referred by the spine team`],
    ]);
    // Once more changes nothing.
    const count = (await desk.rows()).length;
    expect((await owner.post('/care-team', { patient: near, team, reason: 'referred by the spine team' })).status).toBe(
      200,
    );
    expect(await desk.rows()).toHaveLength(count);
  });

  it('is refused for another site, another’s team, or without a reason', async () => {
    const desk = await clinic(store);
    const join = (patient: string, team: string, reason = 'referred by the spine team') =>
      desk.owner.post('/care-team', { patient, team, reason });
    expect((await join(desk.far, desk.team)).status).toBe(404);
    expect((await desk.rows()).at(-1)).toMatchObject({ outcome: 'refused', patient: desk.far });
    expect((await join('no/body', desk.team)).status).toBe(404);
    expect((await join(desk.near, desk.other.team)).body.error.what).toBe('this is none of your care teams');
    expect((await join(desk.near, desk.team, 'short')).status).toBe(422);
    expect(await desk.seen(desk.owner)).toEqual([desk.mine]);
  });
});
