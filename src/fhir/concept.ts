// Codes: how they are written and how they are looked for.
import { type CodeableConcept, type Coding, type Extension, type Resource } from './r4.js';

/** A concept of one coding, with the words a person reads. */
export const concept = (system: string, code: string, text?: string): CodeableConcept => ({
  coding: [{ system, code }],
  ...(text === undefined ? {} : { text }),
});

/** The codes a concept has in one system, in their order. */
export const codesIn = (c: CodeableConcept | undefined, system: string): readonly string[] =>
  (c?.coding ?? []).flatMap((coding) => (coding.system === system && coding.code !== undefined ? [coding.code] : []));

/** A concept as a person would name it in a message: `http://loinc.org|1234-5`, else its text. */
export function nameOfConcept(c: CodeableConcept | undefined): string {
  const coding = c?.coding?.find((x) => x.code !== undefined);
  return coding ? `${coding.system ?? ''}|${coding.code}` : (c?.text ?? 'no code');
}

/** The extension of that address, if there. */
export const extensionOf = (of: { readonly extension?: Extension[] } | undefined, url: string): Extension | undefined =>
  of?.extension?.find((e) => e.url === url);

/** A coding's two halves, for use as a key. */
export const keyOfCoding = (c: Coding): string => `${c.system ?? ''}|${c.code ?? ''}`;

/** `Observation/5`: how a resource is named in messages and references. */
export const nameOfResource = (r: Resource): string =>
  r.id === undefined ? r.resourceType : `${r.resourceType}/${r.id}`;
