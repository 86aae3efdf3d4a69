// Narrative (R4 2.4.0, txt-1 and txt-2): XHTML of a small closed set, checked by grammar and not by looking for what is
// bad. What this accepts has no script, form, frame, event attribute or outside address that runs.

const words = (text: string): ReadonlySet<string> => new Set(text.split(' '));
const ELEMENTS = words(
  'a abbr acronym b big blockquote br caption cite code col colgroup dd dfn div dl dt em h1 h2 h3 h4 h5 h6 hr i img li ' +
    'ol p pre q samp small span strong sub sup table tbody td tfoot th thead tr tt ul var',
);
const ATTRIBUTES = words(
  'abbr accesskey align alt axis bgcolor border cellpadding cellspacing char charoff cite class colspan dir height href ' +
    'hreflang hspace id lang name nowrap rowspan rules scope span src start style summary tabindex title type valign ' +
    'value vspace width xml:lang xmlns frame rel rev headers shape coords compact longdesc charset',
);
const ADDRESSES = words('href src cite longdesc');
/** Addresses that name a place and run nothing; an image may stand inline. */
const HARMLESS_ADDRESS =
  /^(?:https?:|mailto:|tel:|urn:|data:image\/(?:png|jpeg|gif);|#|[./]|[A-Za-z0-9_-]+(?:[./#?]|$))/;
/** A picture beside the page or inline, as the tables of the specification have it. */
const STYLE_PICTURE = /url\((?:data:image\/(?:png|jpeg|gif);base64,[A-Za-z0-9+/=]*|[\w./-]+)\)/g;
const HARMFUL_STYLE = /expression|url\(|import|behaviou?r|-moz-binding|\\/i;

/** Comment, tag, or a sign that is none; text between is free of both brackets. */
const PIECE =
  /<!--(?:(?!--)[\s\S])*-->|<(\/?)([A-Za-z][A-Za-z0-9]*)((?:\s+[A-Za-z:_-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>|[<>]/g;
const ATTRIBUTE = /([A-Za-z:_-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;

/** Why a narrative's div is not safe XHTML, in a few words; undefined where it is. */
export function narrativeFault(div: string): string | undefined {
  const open: string[] = [];
  let seen = 0;
  for (const [piece, closing, name, attributes, empty] of div.matchAll(PIECE)) {
    if (piece.startsWith('<!--')) continue;
    // A bracket that closes nothing is text; one that opens nothing hides a tag from us.
    if (piece === '>') continue;
    if (name === undefined) return 'markup that is not XHTML';
    if (!ELEMENTS.has(name)) return `element ${name.slice(0, 20)} is not allowed`;
    const wrong = attributeFault(attributes ?? '');
    if (wrong) return wrong;
    if (open.length === 0 && (seen > 0 || name !== 'div')) return 'it is not one div';
    seen++;
    if (closing === '/') {
      if (open.pop() !== name) return `${name} is closed where it is not open`;
    } else if (empty !== '/') open.push(name);
  }
  if (seen === 0) return 'it is not one div';
  return open.length > 0 ? `${open.at(-1)} is not closed` : undefined;
}

/** Whether a div that is safe shows anything: a text or an image (txt-2). */
export const showsSomething = (div: string): boolean => /<img\b/i.test(div) || /\S/.test(div.replace(PIECE, ''));

function attributeFault(text: string): string | undefined {
  for (const [, name, double, single] of text.matchAll(ATTRIBUTE)) {
    const value = decoded(double ?? single ?? '');
    if (!ATTRIBUTES.has(name!)) return `attribute ${name!.slice(0, 20)} is not allowed`;
    if (ADDRESSES.has(name!) && value !== '' && !HARMLESS_ADDRESS.test(value))
      return `the address in ${name} is not allowed`;
    if (name === 'style' && HARMFUL_STYLE.test(value.replace(STYLE_PICTURE, '')))
      return 'a style that loads or runs something';
  }
  return undefined;
}

/** Character references as a browser reads them, and what it skips inside a scheme taken out. */
function decoded(value: string): string {
  return value
    .replace(/&#(?:x([0-9a-f]+)|(\d+));?/gi, (_, hex, dec) => {
      const code = hex ? Number.parseInt(hex, 16) : Number(dec);
      return code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd';
    })
    .replace(/&colon;/gi, ':')
    .replace(/&(?:tab|newline);/gi, '')
    .replace(/[^!-\uffff]/g, '');
}
