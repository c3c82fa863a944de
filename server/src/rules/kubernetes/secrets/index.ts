import type { Rule } from '../../../engine/rule.js';
import { secretLiteralEnv } from './secret-literal-env.js';
import { secretLiteralArgs } from './secret-literal-args.js';
import { secretEnv } from './secret-env.js';
import { configmapSecret } from './configmap-secret.js';
import { secretInManifest } from './secret-in-manifest.js';
import { secretInvalidBase64 } from './secret-invalid-base64.js';
import { secretTrailingNewline } from './secret-trailing-newline.js';
import { secretTooLarge } from './secret-too-large.js';
import { secretEnvNameInvalid } from './secret-env-name-invalid.js';
import { unknownSecretReference } from './unknown-secret-reference.js';
import { secretVolumeMode } from './secret-volume-mode.js';

/** The rules about secrets and what should be one; findings at one place come in this order. */
export const secretsRules: readonly Rule[] = [
  secretLiteralEnv,
  secretLiteralArgs,
  secretEnv,
  configmapSecret,
  secretInManifest,
  secretInvalidBase64,
  secretTrailingNewline,
  secretTooLarge,
  secretEnvNameInvalid,
  unknownSecretReference,
  secretVolumeMode,
];
