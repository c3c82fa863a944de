import { deprecatedImage } from '../../../dockerfile/deprecated-images.js';
import { say } from '../../../engine/message.js';
import type { Rule } from '../../../engine/rule.js';
import { eachImage, otherImage } from './image-uses.js';

export const baseImageDeprecated: Rule = {
  id: 'base-image-deprecated',
  title: 'Base image that its publisher has given up',
  severity: 'warning',
  on: true,
  standards: { nsa: 'Building secure container images', cwe: [1104] },

  instruction: eachImage((image) => {
    const { at, reference } = image;
    const found = deprecatedImage(reference);
    return (
      found && {
        at,
        message: say`Image '${reference.familiarName}' ${found.fate}.`,
        fixes: found.successors.flatMap((text) => otherImage(image, text, say`Use '${text.replace(/@.*/, '')}'`)),
      }
    );
  }),
};
