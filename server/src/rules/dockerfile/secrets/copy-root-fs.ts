import { joinPath } from '../../../dockerfile/paths.js';
import { realBase } from '../../../dockerfile/stages.js';
import { resolve } from '../../../dockerfile/state.js';
import type { Instruction } from '../../../dockerfile/tree.js';
import { say } from '../../../engine/message.js';
import type { Problem, Rule } from '../../../engine/rule.js';

export const copyRootFs: Rule = {
  id: 'copy-root-fs',
  title: 'Whole file system copied from another stage',
  severity: 'info',
  on: true,
  standards: { cis: ['4.3'], cwe: [1104] },
  aliases: { hadolint: ['DL3067'] },

  instruction: { COPY: wholeFileSystems },
};

function* wholeFileSystems(instruction: Instruction): Iterable<Problem> {
  const { args, flags, stage } = instruction;
  const from = flags.find(({ name }) => name === 'from')?.value;
  const destination = args.at(-1);
  if (!from || !destination || !stage || args.length < 2) return;
  // Into an empty image it makes one layer of many, which many do on purpose.
  const base = realBase(stage);
  if (base.kind === 'scratch') return;
  const to = resolve(instruction, destination).value?.text;
  if (to === undefined || joinPath(instruction.state.workdir, to) !== '/') return;
  for (const word of args.slice(0, -1)) {
    if (!/^\/+(?:\.\/?)?$/.test(word.text)) continue;
    yield {
      at: word,
      message: say`All of '${from.text}' is laid over this image: its tools, package lists and caches come along, and its files replace those of the base unseen.`,
    };
  }
}
