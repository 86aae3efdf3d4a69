// What the browser may do with our pages: nothing that does not come from here. No inline script or style, no frame,
// no form target, and no text ever becomes script (Trusted Types).
import { type MiddlewareHandler } from 'hono';
import { outgoingOf } from './socket-of.js';

const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "manifest-src 'self'",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  // The one policy the workstation makes: it lets one address through, that of its own worker.
  'trusted-types service-worker',
].join('; ');

const HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy': POLICY,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=(), interest-cohort=()',
};

const ALL = Object.entries(HEADERS);

/**
 * Adds the headers to every answer, errors included. A page with rules of its own, such as the one that gives away the
 * certificate, keeps them.
 */
export const securityHeaders: MiddlewareHandler = async (c, next) => {
  // On a socket they are laid down first and what the answer brings goes over them: adding them to every finished answer
  // takes as long as finding it.
  const outgoing = outgoingOf(c);
  if (outgoing) for (const [name, value] of ALL) outgoing.setHeader(name, value);
  await next();
  if (!outgoing) for (const [name, value] of ALL) if (!c.res.headers.has(name)) c.res.headers.set(name, value);
};
