import type { SimpleCommand, ShellWord } from '../../../dockerfile/shell/tree.js';
import { baseName } from '../../../dockerfile/shell/commands.js';

/** A call of sudo. */
export interface SudoCall {
  readonly word: ShellWord;
  /** The words between it and the command. */
  readonly options: readonly ShellWord[];
  /** The first word of what it runs. */
  readonly program: ShellWord | undefined;
}

/** Programs that start another one, which sudo may stand behind. */
const starters = new Set([
  'env',
  'exec',
  'command',
  'time',
  'nice',
  'ionice',
  'nohup',
  'timeout',
  'xargs',
  'eatmydata',
]);
const withValue =
  /^(?:-[A-Za-z]*[ughpCDRTU]|--(?:user|group|host|prompt|chdir|chroot|close-from|command-timeout|other-user))$/;

/** The call of sudo that a command is; undefined for a command that only has the word among its arguments. */
export function sudoCall({ words }: SimpleCommand): SudoCall | undefined {
  const index = words.findIndex(({ text }) => text === 'sudo' || text.endsWith('/sudo'));
  const word = words[index];
  if (!word || (index > 0 && !starters.has(baseName(words[0]?.text ?? '')))) return undefined;
  let next = index + 1;
  for (; next < words.length; next++) {
    const text = words[next]?.text ?? '';
    if (text === '--') next++;
    if (text === '--' || !text.startsWith('-')) break;
    if (withValue.test(text)) next++;
  }
  return { word, options: words.slice(index + 1, next), program: words[next] };
}
