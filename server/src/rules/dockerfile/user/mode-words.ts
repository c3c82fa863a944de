import { slice, type MappedText, type Word } from '../../../dockerfile/mapped-text.js';
import { invocationOf } from '../../../dockerfile/shell/invocation.js';
import { mayMention } from '../../../dockerfile/shell/mentions.js';
import type { ShellWord } from '../../../dockerfile/shell/tree.js';
import type { Instruction } from '../../../dockerfile/tree.js';
import { placedCommands, pathOf, type PlacedCommand } from '../shell-paths.js';
import { removalsOf, reach, type Removal } from '../secrets/removals.js';

/** A mode that an instruction gives to files. */
export interface ModeWord {
  /** Where the mode is written. */
  readonly word: MappedText;
  readonly mode: string;
  /** The paths that get it, as far as the file tells; as written where they are relative to an unknown place. */
  readonly targets: readonly string[];
  /** `directory` where the command says that it is about directories. */
  readonly of: 'directory' | 'any';
}

/** What stands where a mode is given, for `mentions`: chmod, or the option that install and mkdir have for it. */
export const modeWords: readonly string[] = ['chmod', 'm', 'dm', 'mode'];

/** The modes that chmod, install and mkdir give in a RUN, without those for what the same RUN removes. */
export function modesInRun(instruction: Instruction): readonly ModeWord[] {
  if (!mayMention(instruction, /chmod|install|mkdir/)) return [];
  const commands = placedCommands(instruction, instruction.state.workdir);
  const modes = commands.flatMap((placed) => readModes(placed));
  if (modes.length === 0) return modes;
  const removals = commands.flatMap(removalsOf);
  return modes.filter(({ targets }) => targets.length === 0 || !targets.every((path) => isRemoved(path, removals)));
}

/** The mode of a COPY or ADD; undefined when it has none or a variable decides it. */
export function modeOfCopy(instruction: Instruction): ModeWord | undefined {
  const { flags, args } = instruction.sub ?? instruction;
  const word = flags.find(({ name }) => name === 'chmod')?.value;
  if (!word || word.text.includes('$')) return undefined;
  return { word, mode: word.text, targets: [args.at(-1)?.text ?? ''], of: 'any' };
}

const isRemoved = (path: string, removals: readonly Removal[]): boolean =>
  removals.some((removal) => reach(removal, path) !== undefined);

function readModes(placed: PlacedCommand): readonly ModeWord[] {
  const invocation = invocationOf(placed.command);
  switch (invocation?.name) {
    case 'chmod':
      return chmodMode(invocation.args, placed, 'any');
    case 'find':
    case 'xargs': {
      const start = invocation.args.findIndex(({ text }) => /(?:^|\/)chmod$/.test(text));
      if (start === -1) return [];
      const type = invocation.args.findIndex(({ text }) => text === '-type');
      const of = type !== -1 && invocation.args[type + 1]?.text === 'd' ? 'directory' : 'any';
      return chmodMode(invocation.args.slice(start + 1), placed, of);
    }
    case 'install':
      return optionMode(invocation.args, placed, /^(?:-[A-Za-z]*d|--directory$)/);
    case 'mkdir':
      return optionMode(invocation.args, placed, undefined);
    default:
      return [];
  }
}

/** `-x` may be a mode as well as an option. */
const chmodOption = /^(?:-[Rcfv]+|--.*)$/;

function chmodMode(args: readonly ShellWord[], placed: PlacedCommand, of: ModeWord['of']): readonly ModeWord[] {
  const [word, ...operands] = args.filter(({ text }) => !chmodOption.test(text));
  return word && !word.expands ? [{ word, mode: word.text, targets: paths(operands, placed), of }] : [];
}

function optionMode(
  args: readonly ShellWord[],
  placed: PlacedCommand,
  directory: RegExp | undefined,
): readonly ModeWord[] {
  const index = args.findIndex(({ text }) => /^(?:-[A-Za-z]*m|--mode=?)/.test(text));
  const option = args[index];
  if (!option) return [];
  const [, within = ''] = /^(?:-[A-Za-z]*?m|--mode=)(.*)$/.exec(option.text) ?? [];
  const word: (Word & Pick<ShellWord, 'expands'>) | undefined = within === '' ? args[index + 1] : option;
  if (!word || word.expands) return [];
  const mode = within === '' ? word.text : within;
  const of = !directory || args.some(({ text }) => directory.test(text)) ? 'directory' : 'any';
  const place = within === '' ? word : slice(word, word.text.length - within.length, word.text.length);
  return [{ word: place, mode, targets: paths(args.slice(-1), placed), of }];
}

function paths(words: readonly ShellWord[], placed: PlacedCommand): readonly string[] {
  return words.map((word) => pathOf(word, placed) ?? word.text);
}
