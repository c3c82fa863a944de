import type { Rule } from '../../../engine/rule.js';
import { aptUnauthenticated } from './apt-unauthenticated.js';
import { aptForceYes } from './apt-force-yes.js';
import { aptSourceTrusted } from './apt-source-trusted.js';
import { aptSourceHttp } from './apt-source-http.js';
import { aptKeyDeprecated } from './apt-key-deprecated.js';
import { apkUntrusted } from './apk-untrusted.js';
import { rpmNogpgcheck } from './rpm-nogpgcheck.js';
import { rpmNosignature } from './rpm-nosignature.js';
import { yumSslverifyOff } from './yum-sslverify-off.js';
import { pacmanSiglevelNever } from './pacman-siglevel-never.js';
import { curlInsecure } from './curl-insecure.js';
import { wgetInsecure } from './wget-insecure.js';
import { pipTrustedHost } from './pip-trusted-host.js';
import { npmStrictSslOff } from './npm-strict-ssl-off.js';
import { nodeTlsOff } from './node-tls-off.js';
import { pythonHttpsVerifyOff } from './python-https-verify-off.js';
import { gitSslOff } from './git-ssl-off.js';
import { goSumdbOff } from './go-sumdb-off.js';
import { otherTlsOff } from './other-tls-off.js';
import { downloadOverHttp } from './download-over-http.js';
import { downloadWithoutVerify } from './download-without-verify.js';
import { pipeToShell } from './pipe-to-shell.js';
import { addUrlNoChecksum } from './add-url-no-checksum.js';
import { addGitUnpinned } from './add-git-unpinned.js';
import { packageUnpinned } from './package-unpinned.js';
import { pipExtraIndexUrl } from './pip-extra-index-url.js';
import { npmInstallScripts } from './npm-install-scripts.js';
import { npmCiPreferred } from './npm-ci-preferred.js';
import { gpgShortKeyid } from './gpg-short-keyid.js';
import { sshHostkeyOff } from './ssh-hostkey-off.js';

/** The rules about downloads and packages that nobody checked; findings at one place come in this order. */
export const integrityRules: readonly Rule[] = [
  aptUnauthenticated,
  aptForceYes,
  aptSourceTrusted,
  aptSourceHttp,
  aptKeyDeprecated,
  apkUntrusted,
  rpmNogpgcheck,
  rpmNosignature,
  yumSslverifyOff,
  pacmanSiglevelNever,
  curlInsecure,
  wgetInsecure,
  pipTrustedHost,
  npmStrictSslOff,
  nodeTlsOff,
  pythonHttpsVerifyOff,
  gitSslOff,
  goSumdbOff,
  otherTlsOff,
  downloadOverHttp,
  downloadWithoutVerify,
  pipeToShell,
  addUrlNoChecksum,
  addGitUnpinned,
  packageUnpinned,
  pipExtraIndexUrl,
  npmInstallScripts,
  npmCiPreferred,
  gpgShortKeyid,
  sshHostkeyOff,
];
