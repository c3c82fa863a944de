import { commandsOf } from '../../../dockerfile/shell/commands.js';
import { stageChain } from '../../../dockerfile/stages.js';
import type { Dockerfile, Instruction } from '../../../dockerfile/tree.js';
import { remember } from '../../../text/remember.js';
import { packageCalls } from '../packages.js';

/** A command, or what the container starts: the place of its instruction, and its place among all of them. */
interface Use {
  readonly at: number;
  readonly order: number;
}

/** The last use of each program of the final image, and of any script. */
interface Uses {
  readonly ofProgram: ReadonlyMap<string, Use>;
  readonly ofScript: Use | undefined;
}

/**
 * Where the last instruction of the image starts that runs one of these programs: a RUN, or what the container starts. Numbers at the
 * end of a program's name do not count. -1 for none; infinity where a script that the file does not show may run them.
 */
export function lastUse(dockerfile: Dockerfile, programs: readonly string[]): number {
  const { ofProgram, ofScript } = usesIn(dockerfile);
  let last: Use | undefined;
  for (const program of programs) {
    const use = ofProgram.get(program);
    if (use && use.order > (last?.order ?? -1)) last = use;
  }
  if (ofScript && ofScript.order >= (last?.order ?? -1)) return Number.POSITIVE_INFINITY;
  return last?.at ?? -1;
}

const usesIn = remember(({ finalStage }: Dockerfile): Uses => {
  const ofProgram = new Map<string, Use>();
  let ofScript: Use | undefined;
  let order = 0;
  const take = (use: Use, text: string): void => {
    for (const word of text.split(separators)) {
      if (script.test(word)) ofScript = use;
      const name = word.slice(Math.max(word.lastIndexOf('/'), word.lastIndexOf('=')) + 1);
      ofProgram.set(name, use);
      ofProgram.set(name.replace(version, ''), use);
    }
  };
  const stages = finalStage ? [...stageChain(finalStage)].reverse() : [];
  for (const { instructions } of stages) {
    for (const instruction of instructions) {
      for (const texts of textsOf(instruction)) {
        const use = { at: instruction.span.start, order: order++ };
        for (const text of texts) take(use, text);
      }
    }
  }
  return { ofProgram, ofScript };
});

const separators = /[\s"'(`;&|,)\]]+/;
const script = /\.sh$|entrypoint/;
const version = /[\d.]+$/;

const starts = new Set(['CMD', 'ENTRYPOINT', 'HEALTHCHECK', 'ONBUILD', 'SHELL']);

/** What an instruction runs, each command by its words; those that only name packages are left out. */
function textsOf(instruction: Instruction): readonly (readonly string[])[] {
  if (starts.has(instruction.keyword)) return [[instruction.line.text]];
  if (instruction.keyword !== 'RUN') return [];
  const naming = new Map(packageCalls(instruction).map((call) => [call.command, call.tool]));
  return commandsOf(instruction).map((command) => {
    const tool = naming.get(command);
    return tool === undefined ? command.words.map(({ text }) => text) : [tool];
  });
}
