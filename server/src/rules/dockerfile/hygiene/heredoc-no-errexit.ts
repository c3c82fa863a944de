import { lineEndOf } from '../../../dockerfile/edits.js';
import { commandsOf } from '../../../dockerfile/shell/commands.js';
import type { Link, SimpleCommand } from '../../../dockerfile/shell/tree.js';
import type { Heredoc, Instruction } from '../../../dockerfile/tree.js';
import { say } from '../../../engine/message.js';
import type { Fix, Problem, Rule } from '../../../engine/rule.js';
import { setsErrexit, stopsOnErrors } from '../errexit.js';
import { nothing } from '../nothing.js';

export const heredocNoErrexit: Rule = {
  id: 'heredoc-no-errexit',
  title: 'Script in a heredoc that goes on after an error',
  severity: 'info',
  on: true,
  standards: { cwe: [754] },

  instruction: {
    RUN: (instruction) => (mayGoOn(instruction) ? goesOn(instruction) : nothing),
    ONBUILD: (instruction) => (mayGoOn(instruction) ? goesOn(instruction) : nothing),
  },
};

/** A script that begins with `set -e` need not be split into commands. */
function mayGoOn({ heredocs: [first, second] }: Instruction): boolean {
  return first !== undefined && !second && !/^\s*set[ \t]+-[a-zA-Z]*e/.test(first.body);
}

function* goesOn(instruction: Instruction): Iterable<Problem> {
  const [heredoc] = instruction.heredocs;
  const [opening, ...commands] = commandsOf(instruction);
  if (!heredoc || !opening || opening.assignments.length > 0) return;
  const [first] = commands;
  // Elsewhere than in `RUN <<EOF` and `RUN bash <<EOF` the body is what a program reads.
  if (first?.script.kind !== 'heredoc' || stopsOnErrors(first.script)) return;
  if (setsErrexit(opening.words.map(({ text }) => text))) return;
  if (!first.script.commands.some(mayFailUnseen)) return;

  yield {
    at: { span: heredoc.opener },
    message: say`Only the last command decides whether this script fails: after any other one that fails, a check of a signature for instance, the build goes on.`,
    fixes: addErrexit(instruction, heredoc),
  };
}

/** Programs and builtins that hardly ever fail, or whose failure changes nothing. */
const harmless: ReadonlySet<string> = new Set([
  'echo',
  'export',
  'printf',
  'set',
  'true',
  ':',
  'umask',
  'unset',
  'alias',
]);

/** Whether the script goes on after this command, whatever became of it. */
function mayFailUnseen({ words, before, after }: SimpleCommand): boolean {
  if (before?.left.kind === 'compound' && goesOnAfter(before)) return true;
  const name = words[0]?.text;
  return name !== undefined && !harmless.has(name) && after !== undefined && goesOnAfter(after);
}

const goesOnAfter = ({ operator }: Link): boolean => operator === '\n' || operator === ';';

function addErrexit({ stage }: Instruction, { body, bodySpan }: Heredoc): readonly Fix[] {
  if (!stage) return [];
  const shebang = /^[\t ]*#!.*(?:\r?\n|$)/.exec(body)?.[0] ?? '';
  const at = bodySpan.start + shebang.length;
  const indent = /^[\t ]*/.exec(body.slice(shebang.length))?.[0] ?? '';
  const newText = `${indent}set -e${lineEndOf(stage.dockerfile)}`;
  return [
    {
      title: say`Stop at the first error with 'set -e'`,
      applicability: 'hardening',
      changes: () => [{ op: 'text', edits: [{ start: at, end: at, newText }] }],
    },
  ];
}
