import { sourceSpan } from '../../../dockerfile/mapped-text.js';
import { say, type Message } from '../../../engine/message.js';
import type { Related } from '../../../engine/rule.js';
import { isWrittenHere, type FloatingImage } from './floating-images.js';

/** What is said of an image whose repository has no tags that stay. */
export function movingTags(shown: string): Message {
  return say`Image '${shown}' comes from a repository whose tags all move: only a digest settles what goes into your image.`;
}

/** What is said of an official image that has no `latest`: Docker Hub keeps the tags that an image once had. */
export function noLatest(shown: string): Message {
  return say`Image '${shown}' asks for 'latest', which its publisher does not provide: the pull fails or brings an old image without security updates.`;
}

/** The default of an ARG that decides the version, where one does. */
export function decidedBy(image: FloatingImage): readonly Related[] {
  if (isWrittenHere(image)) return [];
  const { length } = image.text.text;
  return [{ at: { span: sourceSpan(image.text, length - 1, length) }, message: say`The version comes from here.` }];
}
