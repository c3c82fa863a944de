import { say, type Message } from '../../../engine/message.js';

/** What is said of an image whose repository has no tags that stay. */
export function movingTags(shown: string): Message {
  return say`Image '${shown}' comes from a repository whose tags all move: only a digest settles what goes into your image.`;
}

/** What is said of an official image that has no `latest`: Docker Hub keeps the tags that an image once had. */
export function noLatest(shown: string): Message {
  return say`Image '${shown}' asks for 'latest', which its publisher does not provide: the pull fails or brings an old image without security updates.`;
}
