import { type Random } from '#core/random.js';
import { type Definitions } from '#server/store/definitions.js';

interface OddRequest {
  readonly who: string;
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array | null;
}
type Maker = (random: Random) => OddRequest;
export function requestMaker(from: {
  readonly seeds: readonly object[];
  readonly bundle: object;
  readonly patient: string;
  readonly definitions: Definitions;
  readonly served: readonly string[];
}): { readonly body: Maker; readonly bytes: Maker; readonly query: Maker; readonly address: Maker };
