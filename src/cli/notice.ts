// The banner on every answer (docs/intended-use.md), as the commands print it.
export { NOTICE } from '#core/wording.js';
