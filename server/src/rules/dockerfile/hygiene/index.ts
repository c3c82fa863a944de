import type { Rule } from '../../../engine/rule.js';
import { healthcheckMissing } from './healthcheck-missing.js';
import { entrypointShellForm } from './entrypoint-shell-form.js';
import { pipefailMissing } from './pipefail-missing.js';
import { heredocNoErrexit } from './heredoc-no-errexit.js';
import { addInsteadOfCopy } from './add-instead-of-copy.js';
import { maintainerDeprecated } from './maintainer-deprecated.js';
import { multipleCmdEntrypoint } from './multiple-cmd-entrypoint.js';
import { stageNameIssues } from './stage-name-issues.js';
import { legacyEnvFormat } from './legacy-env-format.js';

/** The rules about instructions that do other than they seem to; findings at one place come in this order. */
export const hygieneRules: readonly Rule[] = [
  healthcheckMissing,
  entrypointShellForm,
  pipefailMissing,
  heredocNoErrexit,
  addInsteadOfCopy,
  maintainerDeprecated,
  multipleCmdEntrypoint,
  stageNameIssues,
  legacyEnvFormat,
];
