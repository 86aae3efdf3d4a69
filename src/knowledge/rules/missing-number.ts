import { type KnowledgeError } from '../parse.js';
import { type Rule } from './rule.js';

/** Every finding that reasons has a background rate, history an exposure, askable findings a cost, families a rho, disorders all priors. */
export const missingNumber: Rule = (files) => {
  const errors: KnowledgeError[] = [];
  const settings = Object.keys(files.judgement.settings);
  for (const f of files.findings) {
    const fail = (message: string) =>
      errors.push({ rule: 'missing-number', file: f.file, message: `${f.id}: ${message}` });
    if (f.role === 'shorthand' && !f.expands) fail('a shorthand must say what it expands to');
    if (f.role === 'shorthand' || f.role === 'context') continue;
    if (f.role === 'history' ? !f.exposure : !f.elsewhere && !f['elsewhere-from'])
      fail(`needs ${f.role === 'history' ? 'exposure' : 'elsewhere'}`);
    if (!f.cost) fail('needs a cost');
    if (f.family && !(f.family in files.judgement.families)) fail(`family ${f.family} has no rho in judgement.yaml`);
  }
  for (const d of files.disorders)
    for (const s of settings)
      if (!(s in d.priors)) errors.push({ rule: 'missing-number', file: d.file, message: `no prior for ${s}` });
  return errors;
};
