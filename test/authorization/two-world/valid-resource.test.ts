import { expect, it } from 'vitest';
import { seededRandom } from '#core/random.js';
import { errorsOf } from '../../fhir/validator.js';
import { MADE, validResource } from './valid-resource.js';

it.each(MADE)('a made %s is valid', (type) => {
  for (let seed = 0; seed < 30; seed++) {
    const resource = validResource(seededRandom(seed, type), type, 'p1', (of) => `${of}-1`);
    expect([seed, errorsOf(resource)]).toEqual([seed, []]);
  }
});
