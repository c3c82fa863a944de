import type { Rule } from '../../../engine/rule.js';
import { addGitUnpinned } from './add-git-unpinned.js';
import { addUrlNoChecksum } from './add-url-no-checksum.js';
import { aptUnauthenticated } from './apt-unauthenticated.js';
import { curlInsecure } from './curl-insecure.js';
import { downloadOverHttp } from './download-over-http.js';
import { downloadWithoutVerify } from './download-without-verify.js';
import { npmCiPreferred } from './npm-ci-preferred.js';
import { npmInstallScripts } from './npm-install-scripts.js';
import { packageUnpinned } from './package-unpinned.js';
import { pipExtraIndexUrl } from './pip-extra-index-url.js';
import { pipeToShell } from './pipe-to-shell.js';

/** The rules about downloads and packages that nobody checked; findings at one place come in this order. */
export const integrityRules: readonly Rule[] = [
  aptUnauthenticated,
  curlInsecure,
  downloadOverHttp,
  downloadWithoutVerify,
  pipeToShell,
  addUrlNoChecksum,
  addGitUnpinned,
  packageUnpinned,
  pipExtraIndexUrl,
  npmInstallScripts,
  npmCiPreferred,
];
