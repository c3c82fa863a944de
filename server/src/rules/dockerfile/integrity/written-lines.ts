import { removeInstruction, replacePart } from '../../../dockerfile/edits.js';
import { slice, sourceSpan, type MappedText } from '../../../dockerfile/mapped-text.js';
import { removeWords } from '../../../dockerfile/shell/edits.js';
import { invocationOf } from '../../../dockerfile/shell/invocation.js';
import type { Instruction } from '../../../dockerfile/tree.js';
import type { Edit } from '../../../text/edit.js';
import { remember } from '../../../text/remember.js';
import type { Span } from '../../../text/span.js';
import { removeSegments } from '../remove-segments.js';
import { pathOf, placedCommands, unknownWorkdir } from '../shell-paths.js';
import { writtenFiles, type WrittenFile } from '../written-files.js';

/** A line that an instruction writes into a file with `echo`, `printf`, `tee`, a heredoc, or as the new text of `sed -i`. */
export interface WrittenLine {
  readonly path: string;
  /** The file as the person named it. */
  readonly target: string;
  readonly text: string;
  /** The place of a part of the line. */
  readonly spanOf: (from: number, to: number) => Span;
  /** Writes something else in the place of a part. Undefined where that part is not written in one piece. */
  readonly replace: (from: number, to: number, newText: string) => readonly Edit[] | undefined;
  /** Takes the line away, and the commands or the instruction with it that write nothing else. */
  readonly remove: () => readonly Edit[] | undefined;
}

/** The lines in the order of the files that are written. */
export const writtenLines = remember((instruction: Instruction): readonly WrittenLine[] => {
  const files = writtenFiles(instruction, workdirOf(instruction));
  return [...files.flatMap((file) => linesOf(instruction, file)), ...substitutedLines(instruction)];
});

/** Most files are told by their names, wherever they lie. */
const workdirOf = ({ state }: Instruction): string => state.workdir ?? unknownWorkdir;

function linesOf(instruction: Instruction, file: WrittenFile): readonly WrittenLine[] {
  return file.content.flatMap((content) => split(content.text).map((part) => toLine(instruction, file, content, part)));
}

/** A line without the escapes of tabs before it; `first` is where these begin, `next` where the next line does. */
interface Part extends Span {
  readonly first: number;
  readonly next: number;
}

function split(text: string): readonly Part[] {
  const parts: Part[] = [];
  let first = 0;
  const add = (end: number, next: number) => {
    const tabs = /^(?:\\t)*/.exec(text.slice(first, end))?.[0].length ?? 0;
    parts.push({ first, start: first + tabs, end, next });
    first = next;
  };
  for (const { index, 0: feed } of text.matchAll(/\r?\n|\\n/g)) add(index, index + feed.length);
  if (first < text.length) add(text.length, text.length);
  return parts;
}

function toLine(instruction: Instruction, file: WrittenFile, content: MappedText, part: Part): WrittenLine {
  const { start, end } = part;
  return {
    path: file.path,
    target: file.target.text,
    text: content.text.slice(start, end),
    spanOf: (from, to) => sourceSpan(slice(content, start + from, start + to)),
    replace: (from, to, newText) => replacePart(content, start + from, start + to, newText),
    remove: () => remove(instruction, file, content, part),
  };
}

function remove(
  instruction: Instruction,
  { content, commands }: WrittenFile,
  of: MappedText,
  { first, start, end, next }: Part,
): readonly Edit[] | undefined {
  const isWhole = of.text.trim() === of.text.slice(start, end).trim();
  if (isWhole && content.length === 1) {
    if (commands.length > 0) return removeSegments(instruction, new Set(commands));
    const { stage, heredocs } = instruction;
    return stage && heredocs.length === 1 ? removeInstruction(stage.dockerfile, instruction) : undefined;
  }
  if (isWhole) {
    const command = commands.find(({ words }) => words.some((word) => word === of));
    const word = command?.words.find((one) => one === of);
    return word && command && instruction.stage && removeWords(instruction.stage.dockerfile, command, [word]);
  }
  if (next > end) return replacePart(of, first, next, '');
  const feed = /(?:\r?\n|\\n)$/.exec(of.text.slice(0, first))?.[0].length ?? 0;
  return replacePart(of, first - feed, end, '');
}

/** What `sed -i 's/old/new/' FILE` puts into a file. A pattern tells too little of the line, so nothing but the command may go. */
function substitutedLines(instruction: Instruction): readonly WrittenLine[] {
  return placedCommands(instruction, workdirOf(instruction)).flatMap((placed) => {
    const invocation = invocationOf(placed.command);
    if (invocation?.name !== 'sed') return [];
    const { args } = invocation;
    if (!args.some(({ text }) => /^(?:-[a-zA-Z]*i|--in-place)/.test(text))) return [];
    const scripts = args.filter(({ text }) => hasSubstitution.test(text));
    const files = args.filter((word) => !word.text.startsWith('-') && !scripts.includes(word));
    return scripts.flatMap((script) =>
      [...script.text.matchAll(substitution)].flatMap((match) => {
        const { before = '', text = '' } = match.groups ?? {};
        const isAll = scripts.length === 1 && files.length === 1 && match[0] === script.text;
        const at = match.index + before.length;
        return files.flatMap((target): WrittenLine[] => {
          const path = pathOf(target, placed);
          if (path === undefined) return [];
          return split(text).map(({ start, end }) => ({
            path,
            target: target.text,
            text: text.slice(start, end),
            spanOf: (from, to) => sourceSpan(slice(script, at + start + from, at + start + to)),
            replace: () => undefined,
            remove: () => (isAll ? removeSegments(instruction, new Set([placed.command])) : undefined),
          }));
        });
      }),
    );
  });
}

const hasSubstitution = /(?:^|[;\n}\/\s\d$!])s([/|#,@!+:])(?:\\.|(?!\1).)*\1(?:\\.|(?!\1).)*\1/s;
const substitution =
  /(?<before>(?:^|[;\n])[^;\n]*?s([/|#,@!+:])(?:\\.|(?!\2).)*\2)(?<text>(?:\\.|(?!\2).)*)\2[gipIm0-9]*(?=\s*(?:[;\n}]|$))/gs;
