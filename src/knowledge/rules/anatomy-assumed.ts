import { type Rule } from './rule.js';

/** A dimension that nobody measured says that it is assumed and why. */
export const anatomyAssumed: Rule = ({ anatomy }) =>
  anatomy.dimensions
    .filter((d) => d.from.length === 0 && !d.assumed)
    .map((d) => ({
      rule: 'anatomy-assumed',
      file: 'anatomy/dimensions.yaml',
      message: `${d.id} has no source: name one in from, or say in assumed why there is none`,
    }));
