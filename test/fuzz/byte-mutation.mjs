// Bytes of a body changed without regard to what they mean: flips, cuts, repeats, pieces of others, UTF-8 that is none.

const PIECES = [
  ...[[0xff], [0xc0, 0x80], [0xed, 0xa0, 0x80], [0xf4, 0x90, 0x80, 0x80], [0xef, 0xbb, 0xbf], [0x00], [0xe2, 0x82]],
  ...[[0x22], [0x5c], [0x7b], [0x7d], [0x5b], [0x5d], [0x2c], [0x3a], [0x2d], [0x65, 0x39, 0x39, 0x39]],
];

/** The bytes changed in one to eight places. */
export function mutatedBytes(bytes, random) {
  let out = Buffer.from(bytes);
  const at = () => Math.floor(random.uniform() * (out.length + 1));
  const steps = 1 + Math.floor(random.uniform() ** 2 * 8);
  for (let i = 0; i < steps; i++) {
    const place = at();
    const length = 1 + Math.floor(random.uniform() ** 4 * 200);
    switch (Math.floor(random.uniform() * 7)) {
      case 0:
        if (place < out.length) out[place] ^= 1 << Math.floor(random.uniform() * 8);
        break;
      case 1:
        if (place < out.length) out[place] = Math.floor(random.uniform() * 256);
        break;
      case 2:
        out = Buffer.concat([out.subarray(0, place), out.subarray(place + length)]);
        break;
      case 3:
        out = Buffer.concat([out.subarray(0, place), out.subarray(place, place + length), out.subarray(place)]);
        break;
      case 4: {
        const from = at();
        out = Buffer.concat([out.subarray(0, place), out.subarray(from, from + length), out.subarray(place)]);
        break;
      }
      case 5: {
        const piece = Buffer.from(PIECES[Math.floor(random.uniform() * PIECES.length)]);
        out = Buffer.concat([out.subarray(0, place), piece, out.subarray(place)]);
        break;
      }
      default:
        out = out.subarray(0, place);
    }
  }
  return out;
}
