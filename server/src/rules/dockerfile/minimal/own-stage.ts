import { pairsOf } from '../../../dockerfile/arguments.js';
import { insertLinesBefore } from '../../../dockerfile/edits.js';
import { invocationOf } from '../../../dockerfile/shell/invocation.js';
import type { Instruction, Stage } from '../../../dockerfile/tree.js';
import { say } from '../../../engine/message.js';
import type { Fix } from '../../../engine/rule.js';
import { pathOf, placedCommands } from '../shell-paths.js';
import { distroless, linkageOf } from './linkage.js';
import { startAs, startedBy, starts, type Started } from './started.js';

/**
 * The move of a program that a stage builds and starts into a stage of its own on a distroless image. Offered only where the file
 * shows all that the program needs: one binary, started without a shell, and nothing else that looks as if it were read later.
 */
export function ownStage(stage: Stage): readonly Fix[] {
  const { dockerfile, instructions, from } = stage;
  // A name may be what `docker build --target` asks for.
  if (
    stage.root !== stage ||
    stage.alias ||
    from.args.length !== 1 ||
    from.flags.length > 0 ||
    dockerfile.faults.length > 0
  )
    return [];
  const started = startedBy(stage);
  const linkage = started && linkageOf(stage);
  if (!linkage || started.args.some(namesFile)) return [];
  const lastRun = instructions.findLastIndex(({ keyword }) => keyword === 'RUN');
  const path = builtPath(stage, started);
  const tail = instructions.slice(lastRun + 1);
  const [first] = tail;
  const name = ['build', 'builder', 'compile'].find((each) => !dockerfile.stagesByName.has(each));
  if (path === undefined || !first || name === undefined) return [];
  if (!instructions.slice(0, lastRun).every(isForBuild) || !tail.every(mayMove)) return [];

  const image = distroless[linkage];
  const lines = ['', `FROM ${image}`, `COPY --from=${name} ${path} ${path}`];
  const { end } = from.args[0]?.span ?? from.span;
  return [
    {
      title: say`Give the program its own stage on '${image}'`,
      applicability: 'hardening',
      kind: 'refactoring',
      changes: () => [
        {
          op: 'text',
          edits: [
            { start: end, end, newText: ` AS ${name}` },
            ...insertLinesBefore(dockerfile, first, lines),
            ...startAs(started, path),
          ],
        },
      ],
    },
  ];
}

/** Whether an argument is likely a file that has to be there. */
const namesFile = (text: string): boolean =>
  /\.(?:ya?ml|json|toml|conf|ini|env|pem|key|crt|html?)$/.test(text) || (text.includes('/') && !text.includes('://'));

/** The one program that the stage builds, if it is what is started. */
function builtPath(stage: Stage, started: Started): string | undefined {
  const runs = stage.instructions.filter(({ keyword }) => keyword === 'RUN');
  const built = runs
    .flatMap((run) => placedCommands(run, run.state.workdir))
    .flatMap((placed): readonly (string | undefined)[] => {
      const { name, args = [] } = invocationOf(placed.command) ?? {};
      const [verb] = args;
      if (name === 'go' && (verb?.text === 'build' || verb?.text === 'install')) {
        const at = args.findIndex(({ text }) => /^--?o$/.test(text));
        const out = at === -1 ? undefined : args[at + 1];
        return [out && !out.text.endsWith('/') ? pathOf(out, placed) : undefined];
      }
      if (name !== 'cargo' || (verb?.text !== 'build' && verb?.text !== 'install')) return [];
      const program = started.program.replace(/^.*\//, '');
      if (verb.text === 'install') return [`/usr/local/cargo/bin/${program}`];
      return [
        started.path !== undefined && /\/target\/(?:[\w-]+\/)?release\/[\w-]+$/.test(started.path)
          ? started.path
          : undefined,
      ];
    });
  const [path, second] = built;
  return path !== undefined &&
    built.length === 1 &&
    second === undefined &&
    starts(started, path) &&
    !/[\s"'$\\]/.test(path)
    ? path
    : undefined;
}

const buildVariable = /^(?:CGO_\w+|GO\w*|CARGO\w*|RUST\w*|DEBIAN_FRONTEND|PATH)$/;
/** Names of what programs read at run time. */
const readLater = /templat|static|public|assets|migrat|conf|views|locale|certs?\b|data\b|\.ya?ml|\.env|\bwww|html/i;

/** Whether an instruction is there to build the program and nothing else. */
function isForBuild(instruction: Instruction): boolean {
  const { keyword, args } = instruction;
  switch (keyword) {
    case 'RUN':
    case 'ARG':
    case 'WORKDIR':
    case 'LABEL':
    case 'MAINTAINER':
      return true;
    case 'ENV':
      return pairsOf(instruction).every(({ name }) => buildVariable.test(name.text));
    case 'COPY':
    case 'ADD':
      return !args.some(({ text }) => readLater.test(text));
    default:
      return false;
  }
}

/** Whether an instruction means the same in the new stage, where it then stands. */
function mayMove({ keyword, args, line }: Instruction): boolean {
  if (keyword === 'USER') return /^(?:[1-9]\d*(?::\d+)?|nonroot(?::nonroot)?|nobody)$/.test(args[0]?.text ?? '');
  if (keyword === 'WORKDIR') return args[0]?.text.startsWith('/') ?? false;
  return /^(?:EXPOSE|LABEL|CMD|ENTRYPOINT|STOPSIGNAL|ENV|MAINTAINER)$/.test(keyword) && !line.text.includes('$');
}
