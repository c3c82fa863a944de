import { baseName } from './commands.js';
import type { ShellWord, SimpleCommand } from './tree.js';

/** A program and its arguments, without the programs that only start it, such as `sudo` and `env`. */
export interface Invocation {
  /** The last component of its path; empty when a variable decides. */
  readonly name: string;
  readonly nameWord: ShellWord;
  readonly args: readonly ShellWord[];
  readonly command: SimpleCommand;
}

/** For each program that starts another one: its options that take a value as a word of their own. */
const starters: Readonly<Record<string, readonly string[]>> = {
  catatonit: [],
  command: [],
  doas: ['-u', '-C'],
  'dumb-init': ['-r', '--rewrite'],
  env: ['-u', '--unset', '-C', '--chdir', '-S', '--split-string'],
  exec: ['-a'],
  eatmydata: [],
  ionice: ['-c', '--class', '-n', '--classdata'],
  nice: ['-n', '--adjustment'],
  nohup: [],
  setsid: [],
  sudo: [
    '-u',
    '--user',
    '-g',
    '--group',
    '-h',
    '--host',
    '-p',
    '--prompt',
    '-C',
    '-D',
    '--chdir',
    '-R',
    '--chroot',
    '-T',
  ],
  time: ['-f', '--format', '-o', '--output'],
  tini: ['-e', '-p'],
};
/** Those that take words of their own before the program. */
const operands: Readonly<Record<string, number>> = { gosu: 1, 'su-exec': 1, timeout: 1 };

/** What a simple command runs in the end; undefined when it has no words. */
export function invocationOf(command: SimpleCommand): Invocation | undefined {
  const { words } = command;
  let index = 0;
  for (;;) {
    const word = words[index];
    if (!word) return undefined;
    const name = word.expands ? '' : baseName(word.text);
    const next = afterStarter(words, index, name);
    if (next === undefined || next >= words.length)
      return { name, nameWord: word, args: words.slice(index + 1), command };
    index = next;
  }
}

/** The index of the program that a starter at `index` starts; undefined when it is no starter. */
function afterStarter(words: readonly ShellWord[], index: number, name: string): number | undefined {
  const isStarter = Object.hasOwn(starters, name);
  if (!isStarter && !Object.hasOwn(operands, name)) return undefined;
  const withValue = isStarter ? (starters[name] ?? []) : ['-s', '--signal', '-k', '--kill-after'];
  let next = index + 1;
  for (; next < words.length; next++) {
    const text = words[next]?.text ?? '';
    if (text === '--') return next + 1 + (operands[name] ?? 0);
    const isAssignment = (name === 'env' || name === 'sudo') && /^[A-Za-z_]\w*=/.test(text);
    if (!text.startsWith('-') && !isAssignment) break;
    if (withValue.includes(text)) next++;
  }
  return next + (operands[name] ?? 0);
}
