// What every answer must hold, whatever was asked: no failure of ours, nothing of the machine, refusals as outcomes, in time.

export const LATE_MS = 1_000;

/** Traces of the machine: a stack, a path, SQL, a library. */
const TRACES = [
  /\bat (?:async )?[\w.<>$]+ \((?:file:|node:|\/)/,
  /\bnode:(?:internal|events|fs)\b/,
  /\.(?:ts|js|mjs|cjs):\d+(?::\d+)?/,
  /(?:^|[\s"'(=])\/(?:home|root|tmp|usr|var|opt|etc|work|Users)\/[\w.-]+/,
  /\bnode_modules\b|\bdist\/(?:server|core|fhir)\b/,
  /\b[A-Z]:\\(?:Users|Windows|Program)/,
  /\b(?:SELECT|INSERT INTO|DELETE FROM|CREATE TABLE|UPDATE) [\s\S]{0,80}\b(?:FROM|VALUES|SET|WHERE|\()/i,
  /\bSQLITE_[A-Z]+|\bsqlite3?\b|\blibsql\b|\bkysely\b|\bpg_\w+|syntax error (?:at|near)|(?:UNIQUE|NOT NULL|FOREIGN KEY) constraint/i,
  /\b(?:TypeError|RangeError|ReferenceError|SyntaxError)\b|Cannot read propert|is not a function|Maximum call stack/,
  /\[object Object\]/,
];

/**
 * What is wrong with an answer, in words; null where nothing is. `sent` gives all text of the request: what it said
 * itself may stand in the answer. `fhir`: asked below /fhir.
 */
export function faultOf({ status, headers, text, ms }, { method, fhir, sent }) {
  if (status >= 500) return `status ${status}`;
  if (ms > LATE_MS) return `late: ${Math.round(ms)} ms`;
  for (const [name, value] of headers) {
    const trace = traceIn(value, sent);
    if (trace) return `header ${name} tells of the machine: ${trace}`;
    if (/^x-injected$/i.test(name)) return 'a header that the request put there';
    if (/^(?:x-powered-by|server)$/i.test(name)) return `header ${name} names the software`;
  }
  if (method === 'HEAD' || status === 204 || status === 304) return text === '' ? null : `a body with status ${status}`;
  if (!fhir) return status >= 400 ? errorFault(text, headers, sent) : null;
  return status >= 400 ? outcomeFault(text, headers, sent) : fhirFault(text, sent);
}

function traceIn(text, sent) {
  for (const pattern of TRACES) {
    const found = pattern.exec(text)?.[0];
    if (found !== undefined && !said(found, sent())) return found.slice(0, 120);
  }
  return null;
}

/** Whether the request said it itself; shortened texts end in points. */
function said(found, sent) {
  const plain = found.trim().replace(/\.\.\.$/, '');
  return sent.includes(plain) || sent.includes(JSON.stringify(plain).slice(1, -1));
}

function outcomeFault(text, headers, sent) {
  const type = headers.get('content-type') ?? '';
  if (!/^application\/(?:fhir\+)?json; charset=utf-8$/.test(type)) return `a refusal of type ${type}`;
  let outcome;
  try {
    outcome = JSON.parse(text);
  } catch {
    return `a refusal that is no JSON: ${text.slice(0, 100)}`;
  }
  if (outcome?.resourceType !== 'OperationOutcome' || !(outcome.issue?.length > 0))
    return 'a refusal that is no OperationOutcome';
  for (const issue of outcome.issue)
    if (!issue.severity || !issue.code || !issue.details?.text)
      return `an issue without words: ${JSON.stringify(issue).slice(0, 200)}`;
  const trace = traceIn(text, sent);
  return trace ? `tells of the machine: ${trace}` : null;
}

function errorFault(text, headers, sent) {
  const trace = traceIn(text, sent);
  if (trace) return `tells of the machine: ${trace}`;
  if (!/json/.test(headers.get('content-type') ?? '')) return null;
  const { error } = JSON.parse(text);
  return error?.what && error.mend ? null : 'an error without words';
}

/** A good answer holds what somebody has sent; only that it can be read is asked of it, and an outcome tells nothing else. */
function fhirFault(text, sent) {
  if (text === '') return null;
  let value;
  try {
    value = JSON.parse(text);
  } catch {
    return `an answer that is no JSON: ${text.slice(0, 100)}`;
  }
  if (value?.resourceType !== 'OperationOutcome') return null;
  const trace = traceIn(text, sent);
  return trace ? `tells of the machine: ${trace}` : null;
}
