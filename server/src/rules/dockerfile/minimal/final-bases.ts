import { officialRepository } from '../../../dockerfile/base-images.js';
import { commandsOf } from '../../../dockerfile/shell/commands.js';
import { invocationOf } from '../../../dockerfile/shell/invocation.js';
import { realBase, stageChain } from '../../../dockerfile/stages.js';
import type { Dockerfile, Instruction, Stage } from '../../../dockerfile/tree.js';
import type { Located } from '../../../text/span.js';
import { forPeople } from './installed.js';

/** The last stage and the image that it stands on in the end, where it is made to run as a service. */
export interface FinalBase {
  readonly stage: Stage;
  /** The word of the FROM that names the image. */
  readonly at: Located;
  /** The name for people, with its tag. */
  readonly shown: string;
  /** The name of a Docker official image, or the whole name of another. */
  readonly name: string;
  readonly tag: string;
  /** The programs that the container starts, as far as the file tells. */
  readonly started: readonly string[];
}

/** Nothing where a stage is for people, starts no program, or stands on an image that is not known. */
export function finalBase({ finalStage: stage }: Dockerfile): FinalBase | undefined {
  const at = stage?.root.image;
  if (!stage || !at || forPeople.test(stage.name ?? '') || stage.root.isWindows) return undefined;
  const base = realBase(stage);
  if (base.kind !== 'image' || !base.reference) return undefined;
  const instructions = [stage.end.entrypoint, stage.end.command].filter((each) => each !== undefined);
  if (instructions.length === 0) return undefined;
  const name = officialRepository(base.reference) ?? base.reference.familiarName;
  const tag = base.reference.tag?.text ?? '';
  const shown = tag === '' ? base.reference.familiarName : `${base.reference.familiarName}:${tag}`;
  return { stage, at, shown, name, tag, started: instructions.flatMap(programs) };
}

/** The names of programs, with those that `npx` and the like start for them, and the first word after each (`go run`). */
function programs(instruction: Instruction): readonly string[] {
  return commandsOf(instruction).flatMap((command) => {
    const { name, args = [] } = invocationOf(command) ?? {};
    if (name === undefined) return [];
    const words = args.filter(({ text }) => !text.startsWith('-')).map(({ text }) => text);
    const [first = '', second = ''] = words;
    return /^(?:npx|bunx|pnpx)$/.test(name) ? [name, first, `${first} ${second}`] : [name, `${name} ${first}`];
  });
}

const builds = /\b(?:run build|yarn build|vite build|ng build|react-scripts build)\b/;
const servers = /^(?:serve|http-server|live-server|ng serve|vite(?: preview| dev)?)$/;

/** Whether Node.js only serves files that the same stages build, which any server of files could do. */
export function servesBuiltFiles({ name, started, stage }: FinalBase): boolean {
  if (name !== 'node' || !started.some((program) => servers.test(program))) return false;
  return runsOf(stage).some(({ line }) => builds.test(line.text));
}

/** The RUNs of a stage and of those that it is built from. */
export function runsOf(stage: Stage): readonly Instruction[] {
  return stageChain(stage).flatMap(({ instructions }) => instructions.filter(({ keyword }) => keyword === 'RUN'));
}
