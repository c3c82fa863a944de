import type { Rule } from '../../../engine/rule.js';
import { imageLatestTag } from './image-latest-tag.js';
import { imageDigest } from './image-digest.js';
import { imageRegistry } from './image-registry.js';
import { imageDeprecatedRegistry } from './image-deprecated-registry.js';
import { imagePullPolicy } from './image-pull-policy.js';
import { imageReferenceInvalid } from './image-reference-invalid.js';

/** The rules about images of containers; findings at one place come in this order. */
export const imageRules: readonly Rule[] = [
  imageLatestTag,
  imageDigest,
  imageRegistry,
  imageDeprecatedRegistry,
  imagePullPolicy,
  imageReferenceInvalid,
];
