import { commandsOf } from '../../../dockerfile/shell/commands.js';
import { stageChain } from '../../../dockerfile/stages.js';
import type { Dockerfile, Instruction } from '../../../dockerfile/tree.js';
import { packageCalls } from '../packages.js';

/** Where in the text something runs, and what it runs. */
interface Ran {
  readonly at: number;
  readonly text: string;
}

const known = new WeakMap<Dockerfile, readonly Ran[]>();
const lastUses = new WeakMap<Dockerfile, Map<string, number>>();

/**
 * Where the last instruction of the image starts that runs one of these programs (names with `|` between): a RUN, or what the
 * container starts. -1 for none; infinity where a script that the file does not show may run them.
 */
export function lastUse(dockerfile: Dockerfile, programs: string): number {
  const uses = lastUses.get(dockerfile) ?? new Map<string, number>();
  lastUses.set(dockerfile, uses);
  const before = uses.get(programs);
  if (before !== undefined) return before;
  const pattern = new RegExp(
    `(?:^|[\\s/"'(\`;&|=])(?:${programs}|\\S*\\.sh|\\S*entrypoint\\S*)(?=$|[\\s"')\`;&|,\\]])`,
  );
  const last = ran(dockerfile).findLast(({ text }) => pattern.test(text));
  const found = pattern.exec(last?.text ?? '');
  const isScript = found !== null && /\.sh$|entrypoint/.test(found[0]);
  const at = !last ? -1 : isScript ? Number.POSITIVE_INFINITY : last.at;
  uses.set(programs, at);
  return at;
}

/** What the stages of the final image run, in the order of the file; the words that only name packages are left out. */
function ran(dockerfile: Dockerfile): readonly Ran[] {
  const before = known.get(dockerfile);
  if (before) return before;
  const stages = dockerfile.finalStage ? [...stageChain(dockerfile.finalStage)].reverse() : [];
  const found = stages.flatMap(({ instructions }) => instructions.flatMap(runBy));
  known.set(dockerfile, found);
  return found;
}

const starts = new Set(['CMD', 'ENTRYPOINT', 'HEALTHCHECK', 'ONBUILD', 'SHELL']);

function runBy(instruction: Instruction): readonly Ran[] {
  const at = instruction.span.start;
  if (starts.has(instruction.keyword)) return [{ at, text: instruction.line.text }];
  if (instruction.keyword !== 'RUN') return [];
  const naming = new Map(packageCalls(instruction).map((call) => [call.command, call.tool]));
  return commandsOf(instruction).map((command) => {
    const tool = naming.get(command);
    return { at, text: tool ?? command.words.map(({ text }) => text).join(' ') };
  });
}
