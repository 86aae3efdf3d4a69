// Query strings: parameters of the type and of others, modifiers, chains, values of every kind and of none, the signs that
// mean something to a parser or a database, percent-encodings that are none.
import {
  ENCODINGS,
  MODIFIERS,
  NAUGHTY,
  OTHER_NAMES,
  REFERENCES,
  RESULT_NAMES,
  RESULT_VALUES,
  SEARCH_DATES,
  SEARCH_NUMBERS,
  SQL,
  TOKENS,
} from './odd-values.mjs';

const MOST = 8_000;

/** What a parameter of a kind takes; strings and codes take anything. */
const FITTING = {
  date: SEARCH_DATES.filter((d) => /^(?:[a-z]{2})?\d{4}(?:-02)?$/.test(d)),
  number: ['1', 'gt0.5', 'ap5'],
  quantity: ['1', '5||mg', 'ge5|http://unitsofmeasure.org|mg'],
  reference: ['Patient/x', 'x', 'http://x.example/fhir/Patient/1'],
};

/**
 * A query string as it stands in an address, without the question mark. `parameters` are those of the type, each with
 * its kind. A third are searches that are known, with texts in them that nobody should write.
 */
export function oddQuery(random, parameters, types) {
  const pick = (list) => list[Math.floor(random.uniform() * list.length)];
  const chance = (p) => random.uniform() < p;
  if (chance(0.35) && parameters.length > 0)
    return Array.from({ length: 1 + Math.floor(random.uniform() * 3) }, () => {
      const { code, type } = pick(parameters);
      const text =
        pick([...NAUGHTY, ...SQL])
          .slice(0, 500)
          .replace(/[\\,|$]/g, '_') || 'x';
      return `${code}=${Object.hasOwn(FITTING, type) ? pick(FITTING[type]) : encodeURIComponent(text.replace(/[\ud800-\udfff]/g, '_'))}`;
    })
      .concat(chance(0.1) ? ['_pretty=true', '_count=200'] : [])
      .join('&');
  const count = chance(0.03) ? 65 + Math.floor(random.uniform() * 40) : 1 + Math.floor(random.uniform() ** 2 * 5);
  const pairs = Array.from({ length: count }, () => {
    const name = nameOf();
    return chance(0.03) ? name : `${name}=${oneValue()}`;
  });
  const text = pairs.join(chance(0.02) ? pick([';', '&&', '?']) : '&').slice(0, MOST);
  return chance(0.05) ? `${text}${pick(ENCODINGS)}` : text;

  function nameOf() {
    const code = () => (chance(0.85) && parameters.length > 0 ? pick(parameters).code : pick(OTHER_NAMES));
    const odds = random.uniform();
    if (odds < 0.45) return chance(0.35) ? `${code()}:${pick(MODIFIERS)}` : code();
    if (odds < 0.65) return pick(RESULT_NAMES);
    if (odds < 0.75)
      return Array.from({ length: 1 + Math.floor(random.uniform() * 4) }, () =>
        chance(0.4) ? `${code()}:${pick(types)}` : code(),
      ).join('.');
    if (odds < 0.85)
      return `_has:${pick(types)}:${pick(['patient', 'subject', 'encounter', 'x', ''])}:${chance(0.2) ? nameOf() : code()}`;
    if (odds < 0.92) return pick(OTHER_NAMES);
    return encoded(pick(NAUGHTY).slice(0, 200));
  }

  function oneValue() {
    const kind = random.uniform();
    if (kind < 0.12) return encoded(pick(NAUGHTY).slice(0, 2_000));
    if (kind < 0.24) return encoded(pick(SQL));
    if (kind < 0.36) return pick(SEARCH_DATES);
    if (kind < 0.46) return pick(SEARCH_NUMBERS);
    if (kind < 0.58) return encoded(pick(TOKENS));
    if (kind < 0.68) return pick(REFERENCES);
    if (kind < 0.86) return pick(RESULT_VALUES);
    if (kind < 0.92) return pick(ENCODINGS);
    if (kind < 0.96) return Array.from({ length: pick([2, 100, 101, 500]) }, () => pick(TOKENS)).join(',');
    return '';
  }

  function encoded(text) {
    if (chance(0.15)) return text.replace(/[#&\r\n\t]/g, '');
    // Half a pair has no encoding.
    return encodeURIComponent(text.toWellFormed?.() ?? text.replace(/[\ud800-\udfff]/g, '�'));
  }
}
