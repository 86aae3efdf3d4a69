// What the accounts ask of the house that holds the records: which one is open, how one is chosen, and what is known of
// where a request comes from.
import { type Context } from 'hono';
import { type DoorEnv, type OpenClinic, type RecordKind } from '../open-clinic.js';
import { type ClinicAccounts } from './clinic-accounts.js';

/** An open record with all that its accounts can do. */
export interface HouseClinic extends OpenClinic {
  readonly accounts: ClinicAccounts;
}

export interface House {
  /** Which record was chosen; unset before the first choice. */
  record(): 'unset' | RecordKind;
  /** The record that is open; null before the first choice. */
  open(): HouseClinic | null;
  /**
   * Opens the record of that kind, makes it where there is none - a demo with its people and patients (seed-demo.ts) -
   * and from then on it is the open one. Choices wait for each other. There is no way back from a clinic: asked for the
   * demo then, it answers the clinic.
   */
  choose(kind: RecordKind): Promise<HouseClinic>;
  /** Whether the request was made at this very computer. */
  loopback(c: Context<DoorEnv>): boolean;
  /** The address it was sent to, as a page's origin (`https://name:port`), where it is one of ours; else null. */
  origin(c: Context<DoorEnv>): string | null;
  /** Whether it came over TLS, here or at the proxy in front. */
  secure(c: Context<DoorEnv>): boolean;
  /** The address it came from, for counting failures. */
  address(c: Context<DoorEnv>): string;
  /** Whether a demo may be chosen: not where other computers reach the server, for everybody can read its passwords. */
  demo(): boolean;
  /** With it a clinic can be set up from another computer; null where it can be set up at this one only. */
  setupCode(): string | null;
  /** Version of the knowledge in use. */
  readonly knowledge: string;
}
