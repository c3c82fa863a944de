import { say } from '../../../engine/message.js';
import type { Problem, Rule } from '../../../engine/rule.js';
import { nothing } from '../nothing.js';
import { hasMalformedDigest, imageUses, onImages, type ImageUse } from './image-uses.js';

export const fromDigestMalformed: Rule = {
  id: 'from-digest-malformed',
  title: 'Digest of a base image that is none',
  severity: 'error',
  on: true,

  instruction: onImages((instruction) => {
    const uses = imageUses(instruction);
    return uses.length === 0 ? nothing : uses.filter(hasMalformedDigest).map(toProblem);
  }),
};

function toProblem({ at, written }: ImageUse): Problem {
  const [name = ''] = written.split('@');
  return {
    at,
    message: say`What stands behind the @ of '${name}' is no digest, so the build fails: it takes sha256: and 64 hexadecimal digits in lower case.`,
  };
}
