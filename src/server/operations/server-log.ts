// What the server tells of itself while it runs: one line a request and one an event, as JSON for machines or as words
// for a terminal. The fields are these and no others, so that nothing of a patient can come into a line by mistake.

/** What happened, other than a request. */
export type ServerEvent =
  | 'started'
  | 'stopping'
  | 'stopped'
  | 'record-opened'
  | 'record-closed'
  | 'degraded'
  | 'still-degraded'
  | 'recovered'
  | 'backup-made'
  | 'backup-failed'
  | 'certificate-made'
  | 'failure';

export interface RequestLine {
  readonly kind: 'request';
  readonly level: Level;
  /** The request's id, made here. */
  readonly id: string;
  readonly method: string;
  /** The route as it is registered, such as `/fhir/:type/:id`; never the path that came. */
  readonly route: string;
  readonly status: number;
  /** Milliseconds until the answer's head. */
  readonly ms: number;
  /** A hash of the account's id. */
  readonly account?: string;
}

export interface EventLine {
  readonly kind: 'event';
  readonly level: Level;
  readonly event: ServerEvent;
  /** The request it belongs to. */
  readonly id?: string;
  /** Words of our own about the machine: never of a request. */
  readonly note?: string;
  /** A failure's class and the places in our code it came through; not its message, which may quote what was sent. */
  readonly error?: string;
  readonly where?: readonly string[];
}

export type Level = 'info' | 'warn' | 'error';
export type LogLine = RequestLine | EventLine;

export interface ServerLog {
  write(line: LogLine): void;
}

/** Where lines go: `json` for machines, else words; `write` takes each with its end. */
export interface LogOptions {
  readonly json: boolean;
  readonly now: () => number;
  readonly write: (text: string) => void;
  /**
   * Runs what it is given a moment later. With it the lines of answers that went well are written together, for a line
   * by itself costs as much as a look-up in the record; any other line is written at once, behind those that waited.
   */
  readonly later?: (run: () => void) => void;
}

const FIELDS = ['id', 'method', 'route', 'status', 'ms', 'account', 'event', 'note', 'error', 'where'] as const;

/** A log over a stream. Only the fields of the table leave it, whatever a line carries besides. */
export function serverLog({ json, now, write, later }: LogOptions): ServerLog {
  let waiting = '';
  const writeAll = () => {
    const text = waiting;
    waiting = '';
    if (text !== '') write(text);
  };
  return {
    write: (line) => {
      const time = new Date(now()).toISOString();
      const first = waiting === '';
      waiting += `${json ? jsonText(time, line) : words(time, line)}\n`;
      if (!later || line.kind !== 'request' || line.level !== 'info') writeAll();
      else if (first) later(writeAll);
    },
  };
}

function jsonText(time: string, line: LogLine): string {
  const given = line as unknown as Readonly<Record<string, unknown>>;
  const told: Record<string, unknown> = { time, level: line.level, kind: line.kind };
  for (const field of FIELDS) if (given[field] !== undefined) told[field] = given[field];
  return JSON.stringify(told);
}

function words(time: string, line: LogLine): string {
  const clock = time.slice(11, 19);
  if (line.kind === 'request')
    return `${clock} ${line.status} ${line.method} ${line.route} ${line.ms.toFixed(1)} ms ${line.id}`;
  const parts = [line.note, line.error, line.where?.[0], line.id].filter((part) => part !== undefined);
  return `${clock} ${line.level === 'info' ? '' : `${line.level}: `}${line.event}${parts.length > 0 ? `: ${parts.join(', ')}` : ''}`;
}

/** A failure without its message: its class, and where in our code it came through. */
export function failureOf(error: unknown): Pick<EventLine, 'error' | 'where'> {
  if (!(error instanceof Error)) return { error: typeof error };
  const { code } = error as NodeJS.ErrnoException;
  const name = `${error.name}${typeof code === 'string' && /^[A-Z0-9_]+$/.test(code) ? ` ${code}` : ''}`;
  // The frames follow the message, which may itself look like one: only places in files are taken, and only their ends.
  const frames = [...(error.stack ?? '').matchAll(/^ {4}at (?:[^\n(]*\()?[^\n]*?([\w.@-]+\/[\w.-]+:\d+):\d+\)?$/gm)];
  return { error: name, where: frames.slice(0, 6).map((frame) => frame[1]!) };
}
