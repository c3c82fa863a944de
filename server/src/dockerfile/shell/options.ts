import type { ShellWord } from './tree.js';

/** An option of a command as its program reads it. */
export interface CommandOption {
  /** The letter of a short option, or the name of a long one without its dashes. */
  readonly name: string;
  readonly word: ShellWord;
  /** Where a short option's letter stands in the text of the word. */
  readonly at?: number;
  readonly value?: string;
  /** Where the value is a word of its own. */
  readonly valueWord?: ShellWord;
}

/** Which options of a program take a value, so that the word after them is no operand. */
export interface OptionSyntax {
  /** The letters of short options that do. */
  readonly short?: string;
  /** The names of long options that do, parted by blanks. */
  readonly long?: string;
  /** Whether `-name` is a long option, as programs written in Go have it. */
  readonly style?: 'single-dash';
}

/** Parts arguments into options and operands as getopt_long does; short options may stand in a cluster. */
export function readOptions(
  args: readonly ShellWord[],
  { short = '', long = '', style }: OptionSyntax,
): { readonly options: readonly CommandOption[]; readonly operands: readonly ShellWord[] } {
  const withValue = ` ${long} `;
  const options: CommandOption[] = [];
  const operands: ShellWord[] = [];
  for (let index = 0; index < args.length; index++) {
    const word = args[index];
    if (!word) continue;
    const { text } = word;
    if (text === '--') {
      operands.push(...args.slice(index + 1));
      break;
    }
    const next = args[index + 1];
    const before = options.length;
    const isLong = text.startsWith('--') || (style === 'single-dash' && /^-./.test(text));
    if (isLong) options.push(readLong(word, next, withValue));
    else if (/^-./.test(text)) options.push(...readCluster(word, next, short));
    else operands.push(word);
    if (options.length > before && options.at(-1)?.valueWord) index++;
  }
  return { options, operands };
}

function readLong(word: ShellWord, next: ShellWord | undefined, withValue: string): CommandOption {
  const [, name = '', value] = /^--?([^=]*)(?:=(.*))?$/s.exec(word.text) ?? [];
  if (value !== undefined) return { name, word, value };
  const takesNext = next && withValue.includes(` ${name} `);
  return { name, word, ...(takesNext && { value: next.text, valueWord: next }) };
}

function readCluster(word: ShellWord, next: ShellWord | undefined, short: string): readonly CommandOption[] {
  const options: CommandOption[] = [];
  for (let at = 1; at < word.text.length; at++) {
    const name = word.text.charAt(at);
    if (!short.includes(name)) {
      options.push({ name, word, at });
      continue;
    }
    const value = word.text.slice(at + 1);
    options.push({ name, word, at, ...(value ? { value } : next && { value: next.text, valueWord: next }) });
    break;
  }
  return options;
}
