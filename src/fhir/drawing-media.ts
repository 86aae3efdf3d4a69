// A pain drawing as Media: its file, byte for byte, as an attachment, and the format's version in the type. What the
// file holds is docs/drawing-format.md's; here it is text.
import { DRAWING_FORMAT } from '#core/drawing/drawing.js';
import { base64FromBytes, bytesFromBase64, textFromUtf8, utf8FromText } from './base64.js';
import { belonging, type CaseContext } from './case-context.js';
import { type Media } from './r4.js';
import { CODE_SYSTEM, PROFILE } from './system.js';

export const DRAWING_TYPE = 'application/vnd.cluneal.drawing+json';
/** Bytes; a drawing of 5,000 points is well below. */
export const MOST_DRAWING = 200_000;

/** A drawing's file and the version of its format. */
export interface DrawingFile {
  readonly text: string;
  readonly version: number;
}

export interface DrawingError {
  readonly type: 'not-a-drawing' | 'drawing-too-large' | 'drawing-unreadable';
  /** FHIRPath of the element. */
  readonly element: string;
  readonly value: string;
  /** What is wrong and how to mend it, lower case. */
  readonly message: string;
}

export type DrawingResult =
  | { readonly ok: true; readonly drawing: DrawingFile }
  | { readonly ok: false; readonly error: DrawingError };

/** The Media of a drawing. Throws for a text that is no Unicode or too large: the drawing's own reader refuses both. */
export function mediaFromDrawing({ text, version }: DrawingFile, context: CaseContext): Media {
  const bytes = utf8FromText(text);
  if (bytes.length > MOST_DRAWING) throw new Error(`a drawing of ${bytes.length} bytes, more than ${MOST_DRAWING}`);
  return {
    resourceType: 'Media',
    id: context.idOf('drawing'),
    meta: { profile: [PROFILE.drawing] },
    status: 'completed',
    type: {
      coding: [{ system: CODE_SYSTEM.drawing, version: String(version), code: DRAWING_FORMAT }],
      text: 'Pain drawing',
    },
    ...belonging(context),
    createdDateTime: context.at,
    content: { contentType: DRAWING_TYPE, data: base64FromBytes(bytes), size: bytes.length, creation: context.at },
  };
}

/** The drawing of a Media, or why it has none. */
export function drawingFromMedia(m: Media): DrawingResult {
  const refuse = (type: DrawingError['type'], element: string, value: unknown, message: string): DrawingResult => ({
    ok: false,
    error: { type, element: `Media.${element}`, value: String(value ?? 'nothing'), message },
  });
  const coding = m.type?.coding?.find((c) => c.system === CODE_SYSTEM.drawing && c.code === DRAWING_FORMAT);
  const version = Number(coding?.version);
  if (!coding || !Number.isInteger(version) || version < 1)
    return refuse(
      'not-a-drawing',
      'type',
      coding?.version,
      `the type is not ${DRAWING_FORMAT} with the version of its format: code it in ${CODE_SYSTEM.drawing}`,
    );
  const { contentType, data, size } = m.content;
  if (contentType !== DRAWING_TYPE)
    return refuse('not-a-drawing', 'content.contentType', contentType, `contentType must be ${DRAWING_TYPE}`);
  if (data === undefined)
    return refuse('drawing-unreadable', 'content.data', data, 'the drawing is not in content.data: send it inline');
  const bytes = bytesFromBase64(data);
  if (!bytes) return refuse('drawing-unreadable', 'content.data', '', 'content.data is not base64: encode the file');
  if (bytes.length > MOST_DRAWING)
    return refuse('drawing-too-large', 'content.data', bytes.length, `${bytes.length} bytes, at most ${MOST_DRAWING}`);
  if (size !== undefined && size !== bytes.length)
    return refuse('drawing-unreadable', 'content.size', size, `size says ${size}, content.data has ${bytes.length}`);
  const text = textFromUtf8(bytes);
  if (text === undefined)
    return refuse('drawing-unreadable', 'content.data', '', 'content.data is not UTF-8: encode the file as it is');
  return { ok: true, drawing: { text, version } };
}
