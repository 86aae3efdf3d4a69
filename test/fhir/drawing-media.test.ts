import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DRAWING_VERSION, EMPTY_DRAWING } from '#core/drawing/drawing.js';
import { base64FromBytes, bytesFromBase64, textFromUtf8, utf8FromText } from '#fhir/base64.js';
import { DRAWING_TYPE, drawingFromMedia, MOST_DRAWING, mediaFromDrawing } from '#fhir/drawing-media.js';
import { type Media } from '#fhir/r4.js';
import { context } from './arbitrary-case.js';

describe('a drawing in the record', () => {
  const media = mediaFromDrawing({ text: JSON.stringify(EMPTY_DRAWING), version: DRAWING_VERSION }, context);
  const refused = (change: Partial<Media>, content: Partial<Media['content']> = {}) => {
    const read = drawingFromMedia({ ...media, ...change, content: { ...media.content, ...content } });
    return read.ok ? 'read' : `${read.error.type} ${read.error.element}: ${read.error.message}`;
  };

  it('comes back byte for byte', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 1, max: 99 }), (text, version) => {
        expect(drawingFromMedia(mediaFromDrawing({ text, version }, context))).toEqual({
          ok: true,
          drawing: { text, version },
        });
      }),
    );
  });

  it('tells its format and version in its type, and whose it is', () => {
    expect(media).toMatchObject({
      status: 'completed',
      type: { coding: [{ code: 'cluneal-drawing', version: '1' }] },
      subject: { reference: 'Patient/p1' },
      content: { contentType: DRAWING_TYPE, size: JSON.stringify(EMPTY_DRAWING).length },
    });
  });

  it('is refused with the element and the mend where it cannot be read', () => {
    expect(refused({})).toBe('read');
    expect(refused({ type: { text: 'photo' } })).toMatch('not-a-drawing Media.type: the type is not cluneal-drawing');
    const unversioned = { coding: [{ ...media.type!.coding![0]!, version: 'x' }] };
    expect(refused({ type: unversioned })).toMatch('with the version of its format');
    expect(refused({}, { contentType: 'image/png' })).toMatch(`contentType must be ${DRAWING_TYPE}`);
    expect(refused({}, { data: 'abc' })).toMatch('not base64');
    expect(refused({}, { data: base64FromBytes([0xff]), size: 1 })).toMatch('not UTF-8');
    expect(refused({}, { size: 3 })).toMatch('size says 3, content.data has');
    const { data: _, ...elsewhere } = media.content;
    expect(drawingFromMedia({ ...media, content: elsewhere })).toMatchObject({ error: { type: 'drawing-unreadable' } });
    const { size: __, ...unsized } = media.content;
    expect(drawingFromMedia({ ...media, content: unsized }).ok).toBe(true);
  });

  it('is no larger than a drawing can be', () => {
    const text = 'x'.repeat(MOST_DRAWING + 1);
    expect(() => mediaFromDrawing({ text, version: 1 }, context)).toThrow('more than');
    expect(refused({}, { data: base64FromBytes(utf8FromText(text)), size: text.length })).toMatch('drawing-too-large');
  });
});

describe('base64 and UTF-8', () => {
  it('agree with the platform', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        const text = base64FromBytes([...bytes]);
        expect(text).toBe(Buffer.from(bytes).toString('base64'));
        expect(bytesFromBase64(text)).toEqual([...bytes]);
      }),
    );
    const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
    const decoded = (bytes: Uint8Array): string | undefined => {
      try {
        return strict.decode(bytes);
      } catch {
        return undefined;
      }
    };
    const bytes = fc.oneof(
      fc.uint8Array(),
      fc.array(fc.constantFrom(0xed, 0xa0, 0x80, 0xf4, 0x90, 0xc0, 0xe0, 0xf0, 0xf8, 0xbf, 0x41)),
    );
    fc.assert(
      fc.property(bytes, (b) => {
        expect(textFromUtf8([...b])).toBe(decoded(Uint8Array.from(b)));
      }),
      { numRuns: 1000 },
    );
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }).filter((s) => !/\p{Cs}/u.test(s)),
        (s) => {
          expect(utf8FromText(s)).toEqual([...new TextEncoder().encode(s)]);
        },
      ),
    );
  });

  it('what is neither is refused', () => {
    for (const text of ['A', 'AA', 'A===', 'A=AA', 'AA==AAAA', 'AB==', 'AAB=', 'AA A', '####'])
      expect([text, bytesFromBase64(text)]).toEqual([text, undefined]);
    expect(bytesFromBase64('QU\n I=')).toEqual([65, 66]);
    expect(() => utf8FromText('\ud800')).toThrow('half a surrogate pair');
  });
});
