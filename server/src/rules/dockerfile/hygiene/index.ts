import type { Rule } from '../../../engine/rule.js';
import { copyIgnoredFile } from './copy-ignored-file.js';
import { healthcheckMissing } from './healthcheck-missing.js';
import { entrypointShellForm } from './entrypoint-shell-form.js';
import { pipefailMissing } from './pipefail-missing.js';
import { heredocNoErrexit } from './heredoc-no-errexit.js';
import { aptUpdateAlone } from './apt-update-alone.js';
import { aptNoRecommends } from './apt-no-recommends.js';
import { aptListsLeft } from './apt-lists-left.js';
import { aptNotAptGet } from './apt-not-apt-get.js';
import { aptMissingYes } from './apt-missing-yes.js';
import { pkgCacheLeft } from './pkg-cache-left.js';
import { pkgUpgrade } from './pkg-upgrade.js';
import { addInsteadOfCopy } from './add-instead-of-copy.js';
import { maintainerDeprecated } from './maintainer-deprecated.js';
import { multipleCmdEntrypoint } from './multiple-cmd-entrypoint.js';
import { stageNameIssues } from './stage-name-issues.js';
import { legacyEnvFormat } from './legacy-env-format.js';
import { curlAndWget } from './curl-and-wget.js';

/** The rules about instructions that do other than they seem to; findings at one place come in this order. */
export const hygieneRules: readonly Rule[] = [
  copyIgnoredFile,
  healthcheckMissing,
  entrypointShellForm,
  pipefailMissing,
  heredocNoErrexit,
  aptUpdateAlone,
  aptNoRecommends,
  aptListsLeft,
  aptNotAptGet,
  aptMissingYes,
  pkgCacheLeft,
  pkgUpgrade,
  addInsteadOfCopy,
  maintainerDeprecated,
  multipleCmdEntrypoint,
  stageNameIssues,
  legacyEnvFormat,
  curlAndWget,
];
