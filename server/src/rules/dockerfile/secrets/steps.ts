import type { Instruction, Stage } from '../../../dockerfile/tree.js';
import { placedCommands, unknownWorkdir, type PlacedCommand } from '../shell-paths.js';

export { unknownWorkdir } from '../shell-paths.js';

/** An instruction of a stage, or one that an ONBUILD holds back, with what a shell runs in it. */
export interface Step {
  /** With its ONBUILD. */
  readonly outer: Instruction;
  readonly instruction: Instruction;
  readonly index: number;
  /** The directory for relative paths: a stand-in where the base image decides and no WORKDIR changes it. */
  readonly workdir: string | undefined;
  readonly commands: readonly PlacedCommand[];
}

/** The steps of a stage: those of its own build, and those that run when another image is built from it. */
export function stepsOf({ instructions }: Stage): readonly (readonly Step[])[] {
  const own = instructions.filter(({ keyword }) => keyword !== 'ONBUILD');
  const held = instructions.filter(({ keyword, sub }) => keyword === 'ONBUILD' && sub !== undefined);
  return [own, held].map(toSteps);
}

function toSteps(instructions: readonly Instruction[]): readonly Step[] {
  const hasWorkdir = instructions.some(({ keyword, sub }) => (sub?.keyword ?? keyword) === 'WORKDIR');
  return instructions.map((outer, index) => {
    const instruction = outer.sub ?? outer;
    const workdir = instruction.state.workdir ?? (hasWorkdir ? undefined : unknownWorkdir);
    const commands = instruction.keyword === 'RUN' ? placedCommands(outer, workdir) : [];
    return { outer, instruction, index, workdir, commands };
  });
}
