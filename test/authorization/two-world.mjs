// The long run of two-world non-interference: `npm run test:twoworld -- --trials 100000 --seed 1`. Half of the trials run
// over the memory store, half over SQLite; a difference is made small and printed with its seed.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { numberOption } from '../durability/options.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const trials = numberOption('trials', 100_000);
const seed = numberOption('seed', 1);
const { status } = spawnSync(
  'node_modules/.bin/vitest',
  ['run', '--project', 'unit', 'test/authorization/two-world/two-world.test.ts'],
  {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, CLUNEAL_TWO_WORLD_TRIALS: String(trials), CLUNEAL_TWO_WORLD_SEED: String(seed) },
  },
);
process.exit(status ?? 1);
