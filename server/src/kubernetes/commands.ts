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

const shell = /^(?:.*\/)?(?:ba|da|a|z|k)?sh$/;

/** The programs that a container's command line starts; of a shell's text those at the start of a command. */
export function startedPrograms(container: Container): readonly StartedProgram[] {
  const words = commandWords(container);
  const [first, ...others] = words;
  if (first?.text === undefined) return [];
  const flag = others.findIndex(({ text }) => text !== undefined && /^-[a-z]*c$/.test(text));
  const script = shell.test(first.text) && flag >= 0 ? others[flag + 1] : undefined;
  if (script?.text === undefined) {
    return [{ name: baseName(first.text), rest: others.map(({ text }) => text ?? '').join(' '), at: first }];
  }
  const at = script;
  return commandsOf(script.text).map((line) => {
    const [, name = '', rest = ''] = /^(\S*)\s*([^]*)$/.exec(line) ?? [];
    return { name: baseName(name), rest: rest.trim(), at };
  });
}

/** What stands in quotes, to the end of the text where they are not closed. */
const quotedText = /'[^']*(?:'|$)|"[^"\\]*(?:\\[^][^"\\]*)*(?:"|\\?$)/g;
/** What may stand before the name of a command: words of the shell, and variables for it alone. */
const beforeName = /^\s*(?:(?:if|then|else|do|while|until|exec|time|!|\w+=\S*)\s+)*/;

/** The commands of a shell's text, without what stands before their names. Quotes are not looked into: what they hold is no command. */
function commandsOf(script: string): string[] {
  const plain = script.replace(quotedText, (quoted) => '_'.repeat(quoted.length));
  return [...plain.matchAll(/[^;&|(){}\n]+/g)]
    .map(({ index, 0: command }) => {
      const before = beforeName.exec(command)?.[0].length ?? 0;
      return script.slice(index + before, index + command.length).trim();
    })
    .filter((line) => line !== '');
}

function baseName(word: string): string {
  return word.replace(/^.*\//, '');
}
