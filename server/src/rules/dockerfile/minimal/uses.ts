import { commandsOf } from '../../../dockerfile/shell/commands.js';
import { searchedText } from '../../../dockerfile/shell/mentions.js';
import { stageChain } from '../../../dockerfile/stages.js';
import type { Dockerfile, Instruction, Stage } from '../../../dockerfile/tree.js';
import { eachFor, remember } from '../../../text/remember.js';
import { packageCalls } from '../packages.js';

/**
 * Where the last instruction of the image starts that runs one of these programs: a RUN, or what the container starts. Numbers at the
 * end of a program's name do not count. -1 for none; infinity where a script that the file does not show may run them.
 */
export const lastUse = eachFor((programs: readonly string[]) => {
  const inStage = remember((stage: Stage) => lastUseIn(stage, programs));
  return remember(({ finalStage }: Dockerfile): number => {
    for (const stage of finalStage ? stageChain(finalStage) : []) {
      const last = inStage(stage);
      if (last >= 0) return last;
    }
    return -1;
  });
});

function lastUseIn({ instructions }: Stage, programs: readonly string[]): number {
  for (let index = instructions.length - 1; index >= 0; index--) {
    const instruction = instructions[index];
    const use = instruction && useIn(instruction, programs);
    if (use) return use === 'by script' ? Number.POSITIVE_INFINITY : instruction.span.start;
  }
  return -1;
}

const starts = new Set(['CMD', 'ENTRYPOINT', 'HEALTHCHECK', 'ONBUILD', 'SHELL']);

/** How an instruction runs one of the programs, in the last of its commands that does. */
function useIn(instruction: Instruction, programs: readonly string[]): 'by name' | 'by script' | undefined {
  if (starts.has(instruction.keyword)) return useInWords([instruction.line.text], programs);
  if (instruction.keyword !== 'RUN' || !mayRun(searchedText(instruction), programs)) return undefined;
  // The words that only name packages are left out.
  const naming = new Map(packageCalls(instruction).map((call) => [call.command, call.tool]));
  const commands = commandsOf(instruction);
  for (let index = commands.length - 1; index >= 0; index--) {
    const command = commands[index];
    const tool = command && naming.get(command);
    const words = tool === undefined ? (command?.words ?? []).map(({ text }) => text) : [tool];
    const use = useInWords(words, programs);
    if (use) return use;
  }
  return undefined;
}

/** Most steps have none of the letters, so that their words need not be looked at. */
function mayRun(text: string, programs: readonly string[]): boolean {
  return text.includes('.sh') || text.includes('entrypoint') || programs.some((program) => text.includes(program));
}

const separators = /[\s"'(`;&|,)\]]+/;
const script = /\.sh$|entrypoint/;
const version = /[\d.]+$/;

function useInWords(texts: readonly string[], programs: readonly string[]): 'by name' | 'by script' | undefined {
  const words = texts.flatMap((text) => text.split(separators));
  if (words.some((word) => script.test(word))) return 'by script';
  const runs = (word: string): boolean => {
    const name = word.slice(Math.max(word.lastIndexOf('/'), word.lastIndexOf('=')) + 1);
    return programs.includes(name) || programs.includes(name.replace(version, ''));
  };
  return words.some(runs) ? 'by name' : undefined;
}
