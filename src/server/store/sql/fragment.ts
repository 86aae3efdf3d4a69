// Pieces of SQL put together from words of our own and values that only ever go in as parameters. A tag of sixty lines,
// because statements are made anew for every request and a syntax tree of them cost more than some of them took.

export type SqlValue = string | number | null;

/** Words with a value between each two of them. */
export class Sql {
  readonly words: readonly string[];
  readonly values: readonly SqlValue[];
  /** The same list of words comes with every statement of this form: what is made of them may be kept by it. */
  readonly fixed: boolean;
  constructor(words: readonly string[], values: readonly SqlValue[], fixed = false) {
    this.words = words;
    this.values = values;
    this.fixed = fixed;
  }
}

/** `sql\`a = ${value} AND ${piece}\``: a piece stands as it is, anything else becomes a parameter. */
function tagged(strings: TemplateStringsArray, ...inserted: readonly (Sql | SqlValue)[]): Sql {
  if (!inserted.some((piece) => piece instanceof Sql)) return new Sql(strings, inserted as readonly SqlValue[], true);
  const words = [strings[0]!];
  const values: SqlValue[] = [];
  for (let i = 0; i < inserted.length; i++) {
    append(words, values, inserted[i]!);
    words[words.length - 1] += strings[i + 1]!;
  }
  return new Sql(words, values);
}

function append(words: string[], values: SqlValue[], piece: Sql | SqlValue): void {
  if (!(piece instanceof Sql)) {
    values.push(piece);
    words.push('');
    return;
  }
  words[words.length - 1] += piece.words[0]!;
  for (let i = 1; i < piece.words.length; i++) words.push(piece.words[i]!);
  for (const value of piece.values) values.push(value);
}

const COMMA = new Sql([', '], []);

/** The pieces or values with the separator between them. */
function join(pieces: readonly (Sql | SqlValue)[], separator: Sql = COMMA): Sql {
  const words = [''];
  const values: SqlValue[] = [];
  for (let i = 0; i < pieces.length; i++) {
    if (i > 0) append(words, values, separator);
    append(words, values, pieces[i]!);
  }
  return new Sql(words, values);
}

/** Words of our own; never of anybody else's. */
const raw = (text: string): Sql => new Sql([text], []);
/** The name of a table, a column or a schema. */
const id = (name: string): Sql => raw(`"${name.replaceAll('"', '""')}"`);

export const sql = Object.assign(tagged, { join, raw, id });
