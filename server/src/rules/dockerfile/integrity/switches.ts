import { commandsOf } from '../../../dockerfile/shell/commands.js';
import { removeWords } from '../../../dockerfile/shell/edits.js';
import type { ShellWord, SimpleCommand } from '../../../dockerfile/shell/tree.js';
import type { Instruction } from '../../../dockerfile/tree.js';
import { say, type Message } from '../../../engine/message.js';
import type { Check, ChecksByKeyword, Fix, Problem, Severity } from '../../../engine/rule.js';
import type { Edit } from '../../../text/edit.js';
import type { Located } from '../../../text/span.js';
import { callOf } from './arguments.js';
import { removeSegments } from '../remove-segments.js';
import { variablesOf } from './variables.js';
import { writtenLines } from './written-lines.js';

/**
 * A way to tell a program not to verify. Patterns see texts without quotes; what their group `what` holds is pointed at, or else all of it.
 */
export type Switch =
  /** An option of the programs `of`. The pattern sees `--name=value` also where the value is a word of its own. */
  | { readonly of: RegExp; readonly option: RegExp }
  /** The arguments of a command that does nothing but set it, joined by blanks. */
  | { readonly of: RegExp; readonly setting: RegExp }
  /** A variable of the environment. */
  | { readonly variable: RegExp; readonly value: RegExp }
  /** A line of a file. The fix writes `to` in the place of the group `value`, or takes the line away. */
  | { readonly file: RegExp; readonly line: RegExp; readonly to?: string };

/** A switch that an instruction uses. */
export interface Found {
  readonly row: Switch;
  readonly instruction: Instruction;
  readonly at: Located;
  /** As the person wrote it, less quotes. */
  readonly written: string;
  /** What the pattern matched: of a variable its value. */
  readonly match: RegExpExecArray;
  /** Absent in ENV and ARG and in files. */
  readonly command?: SimpleCommand;
  readonly args?: readonly ShellWord[];
  /** The file that gets it, as the person named it. */
  readonly target?: string;
  readonly title: Message;
  /** Undefined where taking it out would change something else. */
  readonly edits: readonly Edit[] | undefined;
}

/** What a rule says of a switch. */
export interface Verdict {
  readonly message: Message;
  readonly severity?: Severity | undefined;
  /** In the place of the usual one, which takes the switch out. */
  readonly fixes?: readonly Fix[] | undefined;
}

/** The checks of a rule that is nothing but a table of switches and what to say of them; nothing for one that is right where it stands. */
export function switchedOff(
  rows: readonly Switch[],
  judge: (found: Found) => Verdict | undefined,
): ChecksByKeyword & { readonly RUN: Check<Instruction> } {
  const check: Check<Instruction> = (instruction) => problems(instruction, rows, judge);
  return { RUN: check, ENV: check, ARG: check, COPY: check, CMD: check, ENTRYPOINT: check, HEALTHCHECK: check, ONBUILD: check }; // prettier-ignore
}

function* problems(
  instruction: Instruction,
  rows: readonly Switch[],
  judge: (found: Found) => Verdict | undefined,
): Iterable<Problem> {
  for (const found of switchesIn(instruction, rows)) {
    const verdict = judge(found);
    if (!verdict) continue;
    const { message, severity, fixes = usualFix(found) } = verdict;
    yield { at: found.at, message, ...(severity && { severity }), fixes };
  }
}

/** Takes the switch out, where that is possible. */
export function usualFix({ title, edits }: Found): readonly Fix[] {
  return edits ? [{ title, applicability: 'hardening', changes: () => [{ op: 'text', edits }] }] : [];
}

/** All uses of these switches in an instruction: in commands, in variables, and in the files that it writes. */
export function* switchesIn(instruction: Instruction, rows: readonly Switch[]): Iterable<Found> {
  for (const command of commandsOf(instruction)) {
    for (const row of rows) if ('of' in row) yield* inCommand(instruction, command, row);
  }
  if (rows.some((row) => 'variable' in row)) yield* inVariables(instruction, rows);
  if (rows.some((row) => 'file' in row || 'variable' in row)) yield* inFiles(instruction, rows);
}

function* inCommand(
  instruction: Instruction,
  command: SimpleCommand,
  row: Extract<Switch, { of: RegExp }>,
): Iterable<Found> {
  const args = callOf(command, row.of)?.args;
  if (!args) return;
  if ('setting' in row) {
    const found = settingIn(instruction, command, args, row);
    if (found) yield found;
    return;
  }
  let value: ShellWord | undefined;
  for (const [index, word] of args.entries()) {
    if (word === value) continue;
    const next = args[index + 1];
    const alone = row.option.exec(word.text);
    const takesNext = next && joins.test(word.text) && !next.text.startsWith('-');
    const match = alone ?? (takesNext ? row.option.exec(`${word.text}=${next.text}`) : null);
    if (!match) continue;
    value = alone ? undefined : next;
    const words = value ? [word, value] : [word];
    const written = words.map(({ text }) => text).join(' ');
    const { stage } = instruction;
    yield {
      ...{ row, instruction, command, args, match, written },
      at: spanning(words),
      title: removal(written),
      edits: stage && removeWords(stage.dockerfile, command, words),
    };
  }
}

const joins = /^-[^=]+$/;
const removal = (written: string): Message => say`Remove '${written}'`;

function spanning(words: readonly ShellWord[]): Located {
  return { span: { start: words[0]?.span.start ?? 0, end: words.at(-1)?.span.end ?? 0 } };
}

function settingIn(
  instruction: Instruction,
  command: SimpleCommand,
  args: readonly ShellWord[],
  row: Extract<Switch, { setting: RegExp }>,
): Found | undefined {
  const match = row.setting.exec(args.map(({ text }) => text).join(' '));
  if (!match) return undefined;
  const written = match.groups?.['what'] ?? match[0];
  const from = match.index + match[0].indexOf(written);
  let at = 0;
  const words = args.filter(({ text }) => {
    const start = at;
    at += text.length + 1;
    return start < from + written.length && at - 1 > from;
  });
  const edits = removeSegments(instruction, new Set([command]));
  return { row, instruction, command, args, match, written, at: spanning(words), title: removal(written), edits };
}

function* inVariables(instruction: Instruction, rows: readonly Switch[]): Iterable<Found> {
  for (const { name, value, at, command, edits } of variablesOf(instruction)) {
    for (const row of rows) {
      const match = 'variable' in row && row.variable.test(name) ? row.value.exec(value) : null;
      if (!match) continue;
      const written = `${name}=${value}`;
      yield { row, instruction, at, written, match, ...(command && { command }), title: removal(written), edits };
    }
  }
}

/** Files with assignments for the shells or the sessions that read them. */
const environments = /\/(?:environment|profile|\.?(?:ba|z)shrc|bash\.bashrc|\.(?:bash_)?profile|profile\.d\/[^/]+)$/;
const assignment = /^\s*(?:export\s+)?(?<what>(?<name>[A-Za-z_]\w*)=["']?(?<value>[^\s"';]*)["']?)\s*;?\s*$/;

function* inFiles(instruction: Instruction, rows: readonly Switch[]): Iterable<Found> {
  for (const line of writtenLines(instruction)) {
    const { path, text } = line;
    for (const row of rows) {
      const match = 'file' in row ? row.file.test(path) && row.line.exec(text) : inEnvironment(row, path, text);
      if (!match) continue;
      const written = (match.groups?.['what'] ?? match[0]).trim();
      const shown = written.replace(/["']/g, '');
      const from = text.indexOf(written, match.index);
      const value = match.groups?.['value'] ?? '';
      const to = 'file' in row ? row.to : undefined;
      const end = from + written.lastIndexOf(value) + value.length;
      const replaced = to === undefined ? undefined : line.replace(end - value.length, end, to);
      yield {
        ...{ row, instruction, match, written: shown, target: line.target },
        at: { span: line.spanOf(from, from + written.length) },
        title: replaced
          ? say`Change '${written}' to '${written.slice(0, end - from - value.length)}${to ?? ''}'`
          : say`Remove '${shown}' from '${line.target}'`,
        edits: replaced ?? line.remove(),
      };
    }
  }
}

function inEnvironment(row: Switch, path: string, text: string): RegExpExecArray | null {
  if (!('variable' in row) || !environments.test(path)) return null;
  const match = assignment.exec(text);
  const { name = '', value = '' } = match?.groups ?? {};
  return row.variable.test(name) && row.value.test(value) ? match : null;
}
