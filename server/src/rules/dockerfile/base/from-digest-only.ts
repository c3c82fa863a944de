import { say } from '../../../engine/message.js';
import type { Rule } from '../../../engine/rule.js';
import { eachImage } from './image-uses.js';

export const fromDigestOnly: Rule = {
  id: 'from-digest-only',
  title: 'Base image with a digest but no tag',
  severity: 'hint',
  on: true,
  aliases: { sonar: ['S6497'] },

  instruction: eachImage(({ at, reference }) => {
    if (!reference.digest || reference.tag) return undefined;
    const message = say`Nobody sees which version of '${reference.familiarName}' this digest is: put its tag in front, so that an old one shows.`;
    return { at, message };
  }),
};
