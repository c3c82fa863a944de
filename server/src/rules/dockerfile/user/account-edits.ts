import type { Edit } from '../../../text/edit.js';
import type { AccountCall } from './account-calls.js';

/** Adds an option, one word or several, directly after the name of the program. */
export function addOption({ nameWord, command }: AccountCall, ...words: readonly string[]): readonly Edit[] {
  const { end } = nameWord.span;
  const newText = words.map((word) => (command.script.kind === 'json' ? `, "${word}"` : ` ${word}`)).join('');
  return [{ start: end, end, newText }];
}
