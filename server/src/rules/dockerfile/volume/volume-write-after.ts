import { insertLinesAfter, isFinished, removeInstruction } from '../../../dockerfile/edits.js';
import { mountsOf } from '../../../dockerfile/mounts.js';
import { isWithin, joinPath } from '../../../dockerfile/paths.js';
import { invocationOf } from '../../../dockerfile/shell/invocation.js';
import type { ShellWord } from '../../../dockerfile/shell/tree.js';
import type { Instruction, Stage } from '../../../dockerfile/tree.js';
import { say } from '../../../engine/message.js';
import type { Fix, Problem, Rule } from '../../../engine/rule.js';
import { nothing } from '../nothing.js';
import { pathOf, placedCommands, type PlacedCommand } from '../shell-paths.js';
import { targetsOf } from '../written-files.js';
import { hostSyntax } from './host-syntax.js';
import { volumePaths, type VolumePath } from './paths.js';

export const volumeWriteAfter: Rule = {
  id: 'volume-write-after',
  title: 'Files written to a volume after it is declared',
  severity: 'info',
  on: true,

  stage: (stage) => (stage.instructions.some(({ keyword }) => keyword === 'VOLUME') ? writtenLater(stage) : nothing),
};

interface Volume extends VolumePath {
  readonly instruction: Instruction;
}

interface Write {
  readonly run: Instruction;
  readonly word: ShellWord;
  readonly volume: Volume;
}

function* writtenLater(stage: Stage): Iterable<Problem> {
  const writes = writesBelow(stage);
  // A VOLUME goes below the last of its writes.
  const last = new Map(writes.map(({ run, volume }) => [volume.instruction, run]));
  for (const { word, volume } of writes) {
    yield {
      at: word,
      message: say`'${volume.path}' is a volume already: BuildKit keeps what is written there, Docker's legacy builder throws it away, so the image differs.`,
      related: [{ at: volume.word, message: say`It is declared here.` }],
      fixes: moveBelow(stage, volume.instruction, last.get(volume.instruction)),
    };
  }
}

function writesBelow({ instructions }: Stage): readonly Write[] {
  const volumes = new Map<string, Volume>();
  const writes: Write[] = [];
  for (const instruction of instructions) {
    if (instruction.keyword === 'VOLUME') {
      for (const { word, path } of volumePaths(instruction)) {
        const directory = hostSyntax(path) ? undefined : joinPath('/', path);
        if (directory !== undefined && !isScratch.test(directory)) {
          volumes.set(directory, { word, path: directory, instruction });
        }
      }
    }
    if (instruction.keyword !== 'RUN' || volumes.size === 0) continue;
    const mounted = mountsOf(instruction).flatMap(({ options }) => {
      const target = options.get('target')?.text;
      return target ? (joinPath(instruction.state.workdir, target) ?? []) : [];
    });
    for (const placed of placedCommands(instruction, instruction.state.workdir)) {
      for (const word of writtenWords(placed)) {
        const path = pathOf(word, placed);
        const volume = holding(volumes, path);
        // What goes into a cache or another mount goes neither into the volume nor into the image.
        if (volume && !mounted.some((directory) => isWithin(directory, path ?? '')))
          writes.push({ run: instruction, word, volume });
      }
    }
  }
  return writes;
}

/** Nobody minds whether the files there stay. */
const isScratch = /^(?:\/var)?\/tmp(?:\/|$)/;

/** The nearest volume that a path lies in. */
function holding(volumes: ReadonlyMap<string, Volume>, path: string | undefined): Volume | undefined {
  for (let directory = path ?? '/'; directory !== '/'; directory = directory.replace(/\/[^/]*$/, '') || '/') {
    const volume = volumes.get(directory);
    if (volume) return volume;
  }
  return undefined;
}

/** Programs that write to all their operands, with how many operands before these are none of theirs. */
const toAll: ReadonlyMap<string, number> = new Map([
  ['mkdir', 0], ['touch', 0], ['truncate', 0], ['chown', 1], ['chgrp', 1], ['chmod', 1],
]); // prettier-ignore
/** Programs that write to their last operand. */
const toLast = new Set(['cp', 'mv', 'ln', 'install', 'rsync']);
/** Options that name where a program writes. */
const byOption: ReadonlyMap<string, RegExp> = new Map([
  ['tar', /^(?:-C|--directory)$/],
  ['unzip', /^-d$/],
  ['curl', /^(?:-[a-zA-Z]*o|--output)$/],
  ['wget', /^(?:-[a-zA-Z]*[OP]|--output-document|--directory-prefix)$/],
]);

function writtenWords({ command }: PlacedCommand): readonly ShellWord[] {
  const invocation = invocationOf(command);
  const targets = targetsOf(command);
  if (!invocation) return targets;
  const { name, args } = invocation;
  const option = byOption.get(name);
  if (option) return [...targets, ...args.filter((_, index) => option.test(args[index - 1]?.text ?? ''))];
  const operands = args.filter(({ text }) => !text.startsWith('-'));
  const skipped = toAll.get(name);
  if (skipped !== undefined) return [...targets, ...operands.slice(skipped)];
  return toLast.has(name) ? [...targets, ...operands.slice(-1)] : targets;
}

function moveBelow({ dockerfile }: Stage, volume: Instruction, last: Instruction | undefined): readonly Fix[] {
  // What a variable stands for may change on the way down.
  if (!last || !isFinished(dockerfile, last) || volume.line.text.includes('$') || volume.innerComments.length > 0)
    return [];
  const line = dockerfile.text.slice(volume.span.start, volume.span.end);
  return [
    {
      title: say`Move VOLUME below the last step that writes to it`,
      applicability: 'hardening',
      changes: () => [
        {
          op: 'text',
          edits: [...removeInstruction(dockerfile, volume), ...insertLinesAfter(dockerfile, last, [line])],
        },
      ],
    },
  ];
}
