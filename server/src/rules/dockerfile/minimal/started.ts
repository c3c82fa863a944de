import { joinPath } from '../../../dockerfile/paths.js';
import type { Instruction, Stage } from '../../../dockerfile/tree.js';
import type { Edit } from '../../../text/edit.js';
import { execForm, execWords } from '../exec-form.js';

/** The program that an image starts, as far as no shell is needed for it. */
export interface Started {
  /** The ENTRYPOINT or CMD that names it. */
  readonly instruction: Instruction;
  readonly program: string;
  readonly args: readonly string[];
  /** Where it is; undefined for a name that is looked up in PATH, and where the working directory is not known. */
  readonly path: string | undefined;
}

/** What a stage's own ENTRYPOINT and CMD start; undefined where a shell, a base or nothing decides it. */
export function startedBy(stage: Stage): Started | undefined {
  const { entrypoint, command, workdir } = stage.end;
  const instruction = entrypoint ?? command;
  if (!instruction || instruction.stage !== stage) return undefined;
  // In the shell form CMD would hand `/bin/sh -c` to the entrypoint.
  if (entrypoint && command && command.form === 'shell') return undefined;
  const [program, ...own] = (execWords(instruction) ?? []).map(({ text }) => text);
  if (program === undefined) return undefined;
  const more = entrypoint && command ? command.args.map(({ text }) => text) : [];
  const path = program.includes('/') ? joinPath(workdir, program) : undefined;
  return { instruction, program, args: [...own, ...more], path };
}

/** Writes the instruction as a JSON array with the program at that path; no edits where it is that already. */
export function startAs({ instruction, program }: Started, path: string): readonly Edit[] {
  const words = execWords(instruction) ?? [];
  const [first] = words;
  if (instruction.form === 'json') {
    return program === path || !first ? [] : [{ ...first.span, newText: JSON.stringify(path) }];
  }
  const whole = instruction.args[0];
  return whole ? [{ ...whole.span, newText: execForm([path, ...words.slice(1).map(({ text }) => text)]) }] : [];
}

/** Whether a program by that name, or at that path, is what is started. */
export function starts({ program, path }: Started, built: string): boolean {
  if (path !== undefined) return path === built;
  return searched.some((directory) => `${directory}/${program}` === built);
}

/** Where a name is looked up in the images for Go and Rust. */
const searched = [
  '/usr/local/sbin',
  '/usr/local/bin',
  '/usr/sbin',
  '/usr/bin',
  '/sbin',
  '/bin',
  '/go/bin',
  '/usr/local/cargo/bin',
];
