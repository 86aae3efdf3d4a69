// What every handler of the accounts begins with: the record that is open, the fields of the body, and whose token it is.
import { type Context, type Handler } from 'hono';
import { type JsonObject } from '#fhir/json-value.js';
import { type DoorEnv } from '../open-clinic.js';
import { bodyOf, type Field } from './body.js';
import { type House, type HouseClinic } from './house.js';
import { type Answer, objected } from './objection.js';
import { type Carried, carriedBy, giveCookie } from './session-cookie.js';
import { refused, told } from './told.js';

export interface Asked {
  readonly c: Context<DoorEnv>;
  readonly open: HouseClinic;
  readonly address: string;
  readonly carried: Carried;
  /** The token, or one that nobody has. */
  readonly token: string;
}

const UNSET = objected('conflict', 'nothing is set up here yet', 'choose the demo, or set up your clinic');
const CHANGED = objected('unavailable', 'another record was opened just now', 'load the page again');
const FROM_AFAR = objected('forbidden', 'the demo is used at the computer it runs on', 'go to that computer');

/** The start of a handler: what it asks, or the refusal. */
function askedOf(house: House, c: Context<DoorEnv>): Asked | Response {
  const open = house.open();
  if (!open) return refused(c, UNSET.objection);
  // Whoever was let in was let in to the record that was open then.
  if (open !== c.get('open')) return refused(c, CHANGED.objection);
  if (open.kind === 'demo' && !house.loopback(c)) return refused(c, FROM_AFAR.objection);
  const carried = carriedBy(c);
  return { c, open, address: house.address(c), carried, token: carried.token ?? '' };
}

/** A handler that reads no body. */
export const got =
  (house: House, work: (asked: Asked) => Promise<Response>): Handler<DoorEnv> =>
  async (c) => {
    const asked = askedOf(house, c);
    return asked instanceof Response ? asked : work(asked);
  };

/** A handler that reads a body of these fields and answers what the work gives. */
export const posted = <T>(
  house: House,
  fields: Field<T>,
  work: (asked: Asked, body: T) => Promise<Response>,
): Handler<DoorEnv> =>
  got(house, async (asked) => {
    const body = await bodyOf(asked.c);
    if (!body.ok) return refused(asked.c, body.objection);
    const read = fields(body.value, '');
    return read.ok ? work(asked, read.value) : refused(asked.c, read.objection);
  });

/** The body as it is, for what a browser made. */
export const asIs: Field<JsonObject> = (value) => ({ ok: true, value: value as JsonObject });

/** The value of a deed as JSON, or its objection. */
export const answered = <T>(
  c: Context<DoorEnv>,
  answer: Answer<T>,
  body: (value: T) => object = () => ({}),
): Response => (answer.ok ? told(c, body(answer.value)) : refused(c, answer.objection));

/** Hands the token of a new session over: a program that brought one gets one, a browser gets the cookie. */
export function handOver(house: House, { c, carried }: Asked, token: string): { readonly token?: string } {
  if (carried.by === 'bearer') return { token };
  giveCookie(c, token, house.secure(c));
  return {};
}
