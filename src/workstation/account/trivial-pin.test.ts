import { expect, it } from 'vitest';
import { isTrivialPin } from './trivial-pin.js';

it('a run, a repetition and the middle column of the pad are what a passer-by tries first', () => {
  for (const pin of ['0000', '111111', '1234', '98765', '7890', '1212', '474747', '2580'])
    expect([pin, isTrivialPin(pin)]).toEqual([pin, true]);
});

it('others are not', () => {
  for (const pin of ['4071', '135246', '1243', '11223', '90210'])
    expect([pin, isTrivialPin(pin)]).toEqual([pin, false]);
});
