import type { Instruction } from '../tree.js';

/**
 * Whether a pattern matches the text that a shell may read of an instruction: its arguments and heredocs, and those of what an ONBUILD
 * holds back. A rule asks this before it asks for commands, because splitting text into commands costs many times more. Where no part
 * of the text matches, no word of a command does, because a word stands in that text in one piece. The pattern must not ask for
 * quotes and backslashes, which are left out.
 */
export function mayMention(instruction: Instruction, pattern: RegExp): boolean {
  return pattern.test(searchedText(instruction));
}

/** The text that `mayMention` searches; empty for instructions that run nothing and write no heredoc. */
export function searchedText(instruction: Instruction): string {
  const known = instruction as { searched: string | undefined };
  return (known.searched ??= readText(instruction));
}

function readText(instruction: Instruction): string {
  const { heredocs } = instruction;
  const { keyword, args } = instruction.sub ?? instruction;
  const runs = keyword === 'RUN' || keyword === 'CMD' || keyword === 'ENTRYPOINT' || keyword === 'HEALTHCHECK';
  if (!runs && heredocs.length === 0) return '';
  const first = args.length === 1 ? args[0]?.text : undefined;
  let text = first ?? args.map((word) => word.text).join(' ');
  for (const { body } of heredocs) text += `\n${body}`;
  // Quotes and escapes within a word would part its letters.
  return splits.test(text) ? text.replace(quoting, '') : text;
}

const splits = /["'\\]/;
const quoting = /\\\r?\n|["'\\]/g;
