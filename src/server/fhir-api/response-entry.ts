// An answer as an entry of a bundle (R4 3.1.0.11.3).
import { STATUS_CODES } from 'node:http';
import { statusOf } from '#fhir/outcome.js';
import { type Answer, addressOf, etagOf, instantOf } from './answer.js';
import { type Refused } from './attempt.js';

const statusText = (status: number): string => `${status} ${STATUS_CODES[status] ?? ''}`.trim();

/** The entry of something done or read. */
export function responseEntry({ status, stored, located, body }: Answer): string {
  const response = JSON.stringify({
    status: statusText(status),
    ...(stored && located ? { location: addressOf(stored) } : {}),
    ...(stored ? { etag: etagOf(stored), lastModified: instantOf(stored.updated) } : {}),
  });
  if (body.kind === 'none') return `{"response":${response}}`;
  return body.kind === 'resource'
    ? `{"resource":${body.text},"response":${response}}`
    : `{"response":${response.slice(0, -1)},"outcome":${body.text}}}`;
}

/** The entry of something refused. */
export const refusedEntry = ({ outcome }: Refused): string =>
  `{"response":${JSON.stringify({ status: statusText(statusOf(outcome)), outcome })}}`;
