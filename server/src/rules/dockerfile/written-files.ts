import { join, type MappedText, type Word } from '../../dockerfile/mapped-text.js';
import { joinPath } from '../../dockerfile/paths.js';
import { invocationOf } from '../../dockerfile/shell/invocation.js';
import type { ShellWord, SimpleCommand } from '../../dockerfile/shell/tree.js';
import type { Instruction } from '../../dockerfile/tree.js';
import { commandBefore, pathOf, placedCommands } from './shell-paths.js';

/** A file that an instruction writes with text that stands in the Dockerfile. */
export interface WrittenFile {
  readonly path: string;
  /** The word that names it. */
  readonly target: Word;
  /** What is written, as far as the Dockerfile has it: the text of `echo`, the words of `printf`, or the body of a heredoc. */
  readonly content: readonly MappedText[];
  /** The commands that write it, a pipeline as a whole; none for a COPY. */
  readonly commands: readonly SimpleCommand[];
}

/** The files that a RUN writes with `>`, `>>` or `tee`, and those that a COPY makes of heredocs. */
export function writtenFiles(instruction: Instruction, workdir: string | undefined): readonly WrittenFile[] {
  const target = instruction.sub ?? instruction;
  if (target.keyword === 'COPY') return copiedTexts(instruction, target, workdir);
  if (target.keyword !== 'RUN') return [];
  return placedCommands(instruction, workdir).flatMap((placed) => {
    const targets = targetsOf(placed.command);
    if (targets.length === 0) return [];
    const commands = pipelineTo(placed.command);
    const content = commands.flatMap(contentOf);
    return targets.flatMap((word) => {
      const path = pathOf(word, placed);
      return path === undefined ? [] : [{ path, target: word, content, commands }];
    });
  });
}

const writing = new Set(['>', '>>', '>|', '&>', '&>>']);

/** The words that name the files to which a command writes its output. */
export function targetsOf(command: SimpleCommand): readonly ShellWord[] {
  const redirected = command.redirections.flatMap(({ operator, target, fd }) =>
    target && writing.has(operator) && (fd ?? 1) === 1 ? [target] : [],
  );
  const invocation = invocationOf(command);
  if (invocation?.name !== 'tee') return redirected;
  return [...redirected, ...invocation.args.filter(({ text }) => !text.startsWith('-'))];
}

/** A command and those that feed it through pipes, first one first. */
function pipelineTo(command: SimpleCommand): readonly SimpleCommand[] {
  const commands = [command];
  for (let one = command; one.before?.operator === '|';) {
    const before = commandBefore(one);
    if (!before) break;
    commands.unshift(before);
    one = before;
  }
  return commands;
}

function contentOf(command: SimpleCommand): readonly MappedText[] {
  const invocation = invocationOf(command);
  const printed =
    invocation?.name === 'echo' || invocation?.name === 'printf'
      ? invocation.args.filter(({ text }) => !/^-[neE]+$/.test(text))
      : [];
  const texts = invocation?.name === 'echo' ? spaced(printed) : printed;
  return [...texts, ...command.redirections.flatMap(({ body }) => body ?? [])];
}

/** The one text that `echo` makes of its words. */
function spaced(words: readonly ShellWord[]): readonly MappedText[] {
  const [first] = words;
  if (!first) return [];
  const parts = words.flatMap((word, index): readonly MappedText[] => {
    const before = words[index - 1];
    return before ? [{ text: ' ', pieces: [{ at: 0, start: before.span.end, end: word.span.start }] }, word] : [word];
  });
  return [join(parts, first.span.start)];
}

function copiedTexts(
  { heredocs }: Instruction,
  { args }: Instruction,
  workdir: string | undefined,
): readonly WrittenFile[] {
  const destination = args.at(-1);
  if (!destination) return [];
  return heredocs.flatMap(({ name, body, bodySpan }) => {
    const text = destination.text.endsWith('/') ? destination.text + name : destination.text;
    const path = joinPath(workdir, text);
    const content = [{ text: body, pieces: [{ at: 0, ...bodySpan }] }];
    return path === undefined ? [] : [{ path, target: destination, content, commands: [] }];
  });
}
