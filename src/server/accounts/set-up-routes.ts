// The first choice over HTTP: the demo, or a clinic of one's own. At this computer, or with the code the server printed:
// whoever sets a clinic up owns it.
import { type Context } from 'hono';
import { type Doorway } from '../authorization/route-policy.js';
import { type DoorEnv } from '../open-clinic.js';
import { bodyOf, object, oneOf, orNull, text } from './body.js';
import { type House } from './house.js';
import { type Answer, type Objected, objected } from './objection.js';
import { isCode } from './secret-text.js';
import { giveCookie } from './session-cookie.js';
import { ALREADY_SET_UP, type Founding, foundingFrom } from './set-up.js';
import { sessionSeen, stateOf } from './state-answer.js';
import { refused, told } from './told.js';

const choice = object({
  choice: oneOf('demo', 'clinic'),
  code: orNull(text),
  clinicName: orNull(text),
  siteName: orNull(text),
  teamName: orNull(text),
  owner: orNull(object({ name: text, login: text, password: text, treatsAs: orNull(oneOf('physician', 'therapist')) })),
});
type Choice = Extract<ReturnType<typeof choice>, { readonly ok: true }>['value'];

const FROM_AFAR = objected(
  'forbidden',
  'a clinic is set up at the computer the server runs on',
  'go to that computer, or give the set-up code that the server printed at its start',
);
const DEMO_FROM_AFAR = objected('forbidden', 'the demo is chosen at the computer it runs on', 'go to that computer');
const NO_WAY_BACK = objected(
  'conflict',
  'a clinic is open here',
  'start another server with a data folder of its own for the demo',
);
const NO_DEMO = objected(
  'conflict',
  'there is no demo on a server that other computers reach',
  'start a server for this computer only',
);
const INCOMPLETE = objected(
  'missing-element',
  'a clinic needs clinicName, siteName, teamName and owner',
  'send all four',
);

export function setUpRoutes(doorway: Doorway, house: House): void {
  function hindrance(c: Context<DoorEnv>, asked: Choice): Objected | null {
    if (house.loopback(c)) return null;
    if (asked.choice === 'demo') return DEMO_FROM_AFAR;
    const code = house.setupCode();
    return code !== null && asked.code !== null && isCode(code, asked.code) ? null : FROM_AFAR;
  }

  async function demo(c: Context<DoorEnv>): Promise<Response> {
    if (house.record() === 'clinic') return refused(c, NO_WAY_BACK.objection);
    if (!house.demo()) return refused(c, NO_DEMO.objection);
    const open = await house.choose('demo');
    if (open.kind !== 'demo') return refused(c, NO_WAY_BACK.objection);
    return told(c, await stateOf(house, c));
  }

  async function clinic(c: Context<DoorEnv>, asked: Choice): Promise<Response> {
    const { clinicName, siteName, teamName, owner } = asked;
    if (clinicName === null || siteName === null || teamName === null || owner === null)
      return refused(c, INCOMPLETE.objection);
    const founding: Answer<Founding> = foundingFrom({ clinicName, siteName, teamName, owner });
    if (!founding.ok) return refused(c, founding.objection);
    const before = house.record() === 'clinic' ? house.open() : null;
    if (await before?.accounts.populated()) return refused(c, ALREADY_SET_UP.objection);
    const open = await house.choose('clinic');
    const answer = await open.accounts.setUp(founding.value, house.address(c));
    if (!answer.ok) return refused(c, answer.objection);
    giveCookie(c, answer.value, house.secure(c));
    return told(c, { ...(await stateOf(house, c)), session: await sessionSeen(open, answer.value) });
  }

  doorway.route('POST', '/account/setup', 'entrance', async (c) => {
    const body = await bodyOf(c);
    if (!body.ok) return refused(c, body.objection);
    const read = choice(body.value, '');
    if (!read.ok) return refused(c, read.objection);
    const hindered = hindrance(c, read.value);
    if (hindered) return refused(c, hindered.objection);
    return read.value.choice === 'demo' ? demo(c) : clinic(c, read.value);
  });
}
