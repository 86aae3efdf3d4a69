// How a browser carries its session: a cookie that no script reads and no other site sends. Programs send the token.
import { type Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { type DoorEnv } from '../open-clinic.js';

const NAME = 'cluneal-session';
const BEARER = /^Bearer +([^\s]+) *$/i;

/** What a request brings to say who it is; a header excludes the cookie, right or wrong. */
export type Carried =
  | { readonly by: 'cookie' | 'bearer'; readonly token: string }
  | { readonly by: 'nothing'; readonly token: null };

export function carriedBy(c: Context<DoorEnv>): Carried {
  const header = c.req.header('authorization');
  if (header !== undefined) {
    const token = BEARER.exec(header)?.[1];
    return token === undefined ? { by: 'nothing', token: null } : { by: 'bearer', token };
  }
  const token = getCookie(c, NAME);
  return token === undefined ? { by: 'nothing', token: null } : { by: 'cookie', token };
}

/** Until the browser is closed; when the session ends the server decides. */
export function giveCookie(c: Context<DoorEnv>, token: string, secure: boolean): void {
  setCookie(c, NAME, token, { httpOnly: true, sameSite: 'Strict', path: '/', secure });
}

export function takeCookie(c: Context<DoorEnv>, secure: boolean): void {
  deleteCookie(c, NAME, { httpOnly: true, sameSite: 'Strict', path: '/', secure });
}
