import { isWithin } from '../../../dockerfile/paths.js';
import { invocationOf } from '../../../dockerfile/shell/invocation.js';
import type { SimpleCommand } from '../../../dockerfile/shell/tree.js';
import type { Edit } from '../../../text/edit.js';
import { pathOf, type PlacedCommand } from '../shell-paths.js';
import { targetsOf } from '../written-files.js';
import type { KeptFile } from './leaks.js';
import type { Step } from './steps.js';

/**
 * What makes the directory `.ssh` that came with a key which is copied no longer, in the first step that writes another file into it,
 * as `ssh-keyscan` does. `gone` are the commands that go with the key. Undefined where the step's script cannot be added to.
 */
export function makeFolder(
  leak: KeptFile,
  between: readonly Step[],
  gone: ReadonlySet<SimpleCommand>,
): readonly Edit[] | undefined {
  const folder = /^(.*\/\.ssh)\/[^/]+$/.exec(leak.path)?.[1];
  if (folder === undefined || isThere(leak)) return [];
  for (const { outer, instruction, commands } of between) {
    const left = commands.filter(({ command }) => !gone.has(command));
    const first = left.find((placed) => makes(placed, folder) || writesInto(placed, folder));
    if (!first) continue;
    if (makes(first, folder)) return [];
    const [body] = instruction.args;
    if (instruction.form === 'json' || outer.heredocs.length > 0 || !body) return undefined;
    const { start } = body.span;
    return [{ start, end: start, newText: `mkdir -p ${folder} && ` }];
  }
  return [];
}

/** Whether something else than the copy of the key makes the directory before. */
function isThere({ file: { step, origin } }: KeptFile): boolean {
  const { outer, instruction } = step;
  if (origin.kind === 'copy' && instruction.args.length > 2) return true;
  const instructions = outer.stage?.instructions ?? [];
  const last = instructions.indexOf(outer);
  return instructions.some(({ keyword, line }, index) => {
    if (keyword === 'COPY' || keyword === 'ADD') return instructions[index] !== outer && line.text.includes('.ssh');
    return index < last && line.text.includes('.ssh') && /\bmkdir\b/.test(line.text);
  });
}

function makes(placed: PlacedCommand, folder: string): boolean {
  const { name, args = [] } = invocationOf(placed.command) ?? {};
  if (name !== 'mkdir' && name !== 'install') return false;
  return args.some((word) => pathOf(word, placed) === folder);
}

function writesInto(placed: PlacedCommand, folder: string): boolean {
  return targetsOf(placed.command).some((word) => {
    const path = pathOf(word, placed);
    return path !== undefined && isWithin(folder, path);
  });
}
