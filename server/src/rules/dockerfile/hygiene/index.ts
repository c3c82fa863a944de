import type { Rule } from '../../../engine/rule.js';
import { aptListsLeft } from './apt-lists-left.js';
import { aptMissingYes } from './apt-missing-yes.js';
import { aptNoRecommends } from './apt-no-recommends.js';
import { aptNotAptGet } from './apt-not-apt-get.js';
import { aptUpdateAlone } from './apt-update-alone.js';
import { curlAndWget } from './curl-and-wget.js';
import { pkgCacheLeft } from './pkg-cache-left.js';
import { pkgUpgrade } from './pkg-upgrade.js';

/** The rules about instructions that do other than they seem to; findings at one place come in this order. */
export const hygieneRules: readonly Rule[] = [
  aptUpdateAlone,
  aptNoRecommends,
  aptListsLeft,
  aptNotAptGet,
  aptMissingYes,
  pkgCacheLeft,
  pkgUpgrade,
  curlAndWget,
];
