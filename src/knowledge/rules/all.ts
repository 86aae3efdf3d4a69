// The knowledge rules: one a file, each seeing one thing.
import { anatomyAssumed } from './anatomy-assumed.js';
import { anatomyClaimExists } from './anatomy-claim-exists.js';
import { anatomyDisorderExists } from './anatomy-disorder-exists.js';
import { anatomyDisorderShown } from './anatomy-disorder-shown.js';
import { anatomyFindingExists } from './anatomy-finding-exists.js';
import { anatomyIdTwice } from './anatomy-id-twice.js';
import { anatomyInsideFrame } from './anatomy-inside-frame.js';
import { anatomyNeighbourExists } from './anatomy-neighbour-exists.js';
import { anatomyPointBelow } from './anatomy-point-below.js';
import { anatomySourceExists } from './anatomy-source-exists.js';
import { cohortCountedTwice } from './cohort-counted-twice.js';
import { controversyClaims } from './controversy-claims.js';
import { countExceedsTotal } from './count-exceeds-total.js';
import { dangerSignUnused } from './danger-sign-unused.js';
import { foundingCarried } from './founding-carried.js';
import { holdWithoutSource } from './hold-without-source.js';
import { missingNumber } from './missing-number.js';
import { numberNowhere } from './number-nowhere.js';
import { orphanSource } from './orphan-source.js';
import { quoteTooLong } from './quote-too-long.js';
import { type Rule } from './rule.js';
import { unknownDisorder } from './unknown-disorder.js';
import { unknownFinding } from './unknown-finding.js';
import { wordBelowBackground } from './word-below-background.js';
import { zeroChecks } from './zero-checks.js';

export const RULES: readonly Rule[] = [
  zeroChecks,
  unknownFinding,
  unknownDisorder,
  missingNumber,
  countExceedsTotal,
  holdWithoutSource,
  cohortCountedTwice,
  orphanSource,
  numberNowhere,
  quoteTooLong,
  wordBelowBackground,
  dangerSignUnused,
  controversyClaims,
  foundingCarried,
  anatomySourceExists,
  anatomyClaimExists,
  anatomyAssumed,
  anatomyIdTwice,
  anatomyFindingExists,
  anatomyDisorderExists,
  anatomyDisorderShown,
  anatomyInsideFrame,
  anatomyNeighbourExists,
  anatomyPointBelow,
];
