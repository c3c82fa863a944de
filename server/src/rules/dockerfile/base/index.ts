import type { Rule } from '../../../engine/rule.js';
import { baseImageDeprecated } from './base-image-deprecated.js';
import { baseImageEol } from './base-image-eol.js';
import { baseImageNotAllowed } from './base-image-not-allowed.js';
import { baseImageTyposquat } from './base-image-typosquat.js';
import { baseImageUnofficial } from './base-image-unofficial.js';
import { copyFromUntrustedImage } from './copy-from-untrusted-image.js';
import { fromArgDefaultMutable } from './from-arg-default-mutable.js';
import { fromArgUndeclared } from './from-arg-undeclared.js';
import { fromDigestMalformed } from './from-digest-malformed.js';
import { fromDigestOnly } from './from-digest-only.js';
import { fromFloatingTag } from './from-floating-tag.js';
import { fromLatestTag } from './from-latest-tag.js';
import { fromNoDigest } from './from-no-digest.js';
import { fromPlatformConstant } from './from-platform-constant.js';
import { fromUntagged } from './from-untagged.js';
import { syntaxDirectiveUntrusted } from './syntax-directive-untrusted.js';

/** The rules about the images that a build stands on; findings at one place come in this order. */
export const baseRules: readonly Rule[] = [
  fromDigestMalformed,
  fromArgUndeclared,
  baseImageNotAllowed,
  syntaxDirectiveUntrusted,
  baseImageTyposquat,
  baseImageDeprecated,
  baseImageEol,
  fromLatestTag,
  fromUntagged,
  fromArgDefaultMutable,
  copyFromUntrustedImage,
  baseImageUnofficial,
  fromFloatingTag,
  fromNoDigest,
  fromDigestOnly,
  fromPlatformConstant,
];
