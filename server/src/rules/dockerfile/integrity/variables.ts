import { pairsOf } from '../../../dockerfile/arguments.js';
import { deletion } from '../../../dockerfile/edits.js';
import { slice, sourceSpan, type MappedText } from '../../../dockerfile/mapped-text.js';
import { lookUp } from '../../../dockerfile/scope.js';
import { baseName, commandsOf } from '../../../dockerfile/shell/commands.js';
import { removeWords } from '../../../dockerfile/shell/edits.js';
import { invocationOf } from '../../../dockerfile/shell/invocation.js';
import type { ShellWord, SimpleCommand } from '../../../dockerfile/shell/tree.js';
import { resolve } from '../../../dockerfile/state.js';
import type { Instruction } from '../../../dockerfile/tree.js';
import type { Edit } from '../../../text/edit.js';
import type { Located } from '../../../text/span.js';
import { removePair } from '../remove-pair.js';
import { removeSegments } from '../remove-segments.js';

/** A variable of the environment that an instruction sets. */
export interface SetVariable {
  readonly name: string;
  /** With what the file tells of variables in it. */
  readonly value: string;
  readonly at: Located;
  /** The word that holds the value, in commands after the name; absent where an ARG before the first FROM has it. */
  readonly word: MappedText | undefined;
  /** The command that sets it; absent in ENV and ARG. */
  readonly command?: SimpleCommand;
  /** Takes it out; undefined where that would change something else. */
  readonly edits: readonly Edit[] | undefined;
}

/** The variables that ENV, ARG, or commands set: before a program, with `env`, `export` and the like, or for good with `go env -w`. */
export function variablesOf(instruction: Instruction): readonly SetVariable[] {
  const target = instruction.sub ?? instruction;
  if (target.keyword === 'ENV' || target.keyword === 'ARG') return inPairs(instruction, target);
  return commandsOf(instruction).flatMap((command) => inCommand(instruction, command));
}

function inPairs(instruction: Instruction, target: Instruction): readonly SetVariable[] {
  const isArg = target.keyword === 'ARG';
  // Before the first FROM it is there for the stages that ask for it by name.
  if (isArg && !instruction.stage) return [];
  return pairsOf(target).flatMap((pair): SetVariable[] => {
    const { name, value } = pair;
    const known = value ? resolve(target, value).value?.text : isArg ? globalValue(instruction, name.text) : undefined;
    if (!value && known === undefined) return [];
    return [
      {
        name: name.text,
        value: known ?? value?.text ?? '',
        at: { span: { start: name.span.start, end: (value ?? name).span.end } },
        word: value,
        edits: removePair(instruction, pair),
      },
    ];
  });
}

/** The default that an ARG before the first FROM gives a name. */
function globalValue({ stage }: Instruction, name: string): string | undefined {
  const first = stage?.dockerfile.stages[0];
  const variable = first && lookUp(first.from.state.variables, name);
  return variable?.kind === 'set' ? variable.value.text : undefined;
}

const declaring = new Set(['export', 'declare', 'typeset', 'readonly']);

function inCommand(instruction: Instruction, command: SimpleCommand): readonly SetVariable[] {
  const { assignments, words } = command;
  const own = assignments.flatMap((word) =>
    toVariable(command, word, () => removeAssignment(instruction, command, word)),
  );
  const given = wordsThatSet(command);
  if (!given) return own;
  const { stage } = instruction;
  const isOnly = given.isAll && given.words.length === 1;
  const others = given.words.flatMap((word) =>
    toVariable(command, word, () => {
      if (isOnly) return removeSegments(instruction, new Set([command]));
      return stage && words.includes(word) ? removeWords(stage.dockerfile, command, [word]) : undefined;
    }),
  );
  return [...own, ...others];
}

/** The words of a command that may be `NAME=value`; `isAll` when they are all that it does. */
function wordsThatSet(
  command: SimpleCommand,
): { readonly words: readonly ShellWord[]; readonly isAll: boolean } | undefined {
  const { words } = command;
  const first = baseName(words[0]?.text ?? '');
  if (declaring.has(first)) return { words: words.slice(1).filter(isAssignment), isAll: true };
  if (first !== 'go' && first !== 'env' && first !== 'sudo') return undefined;
  const invocation = invocationOf(command);
  if (invocation?.name === 'go') {
    const isWriting = invocation.args[0]?.text === 'env' && invocation.args.some(({ text }) => text === '-w');
    if (isWriting) return { words: invocation.args.filter(isAssignment), isAll: true };
  }
  const program = invocation ? words.indexOf(invocation.nameWord) : -1;
  return { words: words.slice(1, program === -1 ? undefined : program).filter(isAssignment), isAll: false };
}

const isAssignment = ({ text }: ShellWord): boolean => /^[A-Za-z_]\w*=/.test(text);

function toVariable(
  command: SimpleCommand,
  word: ShellWord,
  edits: () => readonly Edit[] | undefined,
): readonly SetVariable[] {
  const equals = word.text.indexOf('=');
  if (equals === -1) return [];
  return [
    {
      name: word.text.slice(0, equals),
      value: word.text.slice(equals + 1),
      at: { span: word.span },
      word,
      command,
      get edits() {
        return edits();
      },
    },
  ];
}

function removeAssignment(
  instruction: Instruction,
  command: SimpleCommand,
  word: ShellWord,
): readonly Edit[] | undefined {
  const { assignments, words, redirections, script } = command;
  const parts = [...assignments, ...words, ...redirections];
  if (parts.length === 1) return removeSegments(instruction, new Set([command]));
  // What touches the word would stand by itself: `A=1<<EOF` opens no heredoc of the Dockerfile, `<<EOF` does.
  if (redirections.some(({ at }) => at.start === word.at.end)) return undefined;
  const next = parts.map(({ at }) => at.start).filter((start) => start >= word.at.end);
  const before = assignments.filter(({ at }) => at.end <= word.at.start).at(-1);
  const from = next.length === 0 && before ? before.at.end : word.at.start;
  const to = next.length === 0 ? word.at.end : Math.min(...next);
  return [deletion(sourceSpan(slice(script.text, from, to)))];
}
