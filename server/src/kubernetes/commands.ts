import type { YamlValue } from '../yaml/value.js';
import type { Container } from './model.js';

/** The words of a container's command line that stand in the manifest: `command`, then `args`. */
export function commandWords({ value }: Container): readonly YamlValue[] {
  return [...value.get('command').items, ...value.get('args').items];
}

/** The programs that the container starts as far as the manifest tells: the first word, or those in the text that a shell runs. */
export interface StartedProgram {
  /** Without its folder. */
  readonly name: string;
  /** What stands behind the name. */
  readonly rest: string;
  readonly at: YamlValue;
}

/** The text that a shell is told to run (`sh -c "…"`); nothing where the words start no shell with a text that is known. */
export function shellScript([first, ...others]: readonly YamlValue[]): YamlValue | undefined {
  if (!isShell(first?.text ?? '')) return undefined;
  const flag = others.findIndex(({ text }) => text !== undefined && /^-[a-z]*c$/.test(text));
  const script = flag >= 0 ? others[flag + 1] : undefined;
  return script?.text === undefined ? undefined : script;
}

/** Whether the word starts a shell. */
export function isShell(word: string): boolean {
  return shell.test(word);
}

const shell = /^(?:.*\/)?(?:ba|da|a|z|k)?sh$/;

/** The programs that a container's command line starts; of a shell's text those at the start of a command. */
export function startedPrograms(container: Container): readonly StartedProgram[] {
  const words = commandWords(container);
  const [first, ...others] = words;
  if (first?.text === undefined) return [];
  const at = shellScript(words);
  if (at?.text === undefined) {
    return [{ name: baseName(first.text), rest: others.map(({ text }) => text ?? '').join(' '), at: first }];
  }
  return commandsOf(at.text).map(({ name, rest }) => ({ name: baseName(name), rest, at }));
}

/** A command of a shell's text: the word that names it as it stands there, and what follows. */
export interface ShellCommand {
  readonly name: string;
  readonly rest: string;
}

/** What stands in quotes, to the end of the text where they are not closed. */
const quotedText = /'[^']*(?:'|$)|"[^"\\]*(?:\\[^][^"\\]*)*(?:"|\\?$)/g;
/** What may stand before the name of a command: words of the shell, and variables for it alone. */
const beforeName = /^\s*(?:(?:if|then|else|do|while|until|exec|time|!|\w+=\S*)\s+)*/;

/**
 * The commands of a shell's text, without what stands before their names. Quotes are not looked into: what they hold is no command.
 * `expansions` are what else is not looked into.
 */
export function commandsOf(text: string, expansions?: RegExp): readonly ShellCommand[] {
  const script = text.replace(/\\\r?\n/g, (found) => ' '.repeat(found.length));
  const mask = (found: string): string => '_'.repeat(found.length);
  const quoted = script.replace(quotedText, mask);
  const plain = expansions ? quoted.replace(expansions, mask) : quoted;
  return [...plain.matchAll(/[^;&|(){}\n]+/g)].flatMap(({ index, 0: command }) => {
    const before = beforeName.exec(command)?.[0].length ?? 0;
    const line = script.slice(index + before, index + command.length).trim();
    const [, name = '', rest = ''] = /^(\S*)\s*([^]*)$/.exec(line) ?? [];
    return line === '' ? [] : [{ name, rest }];
  });
}

/** The name of a program without its folder. */
export function baseName(word: string): string {
  return word.replace(/^.*\//, '');
}
