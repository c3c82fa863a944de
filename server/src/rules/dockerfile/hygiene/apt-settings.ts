import { stageChain } from '../../../dockerfile/stages.js';
import type { Instruction } from '../../../dockerfile/tree.js';
import { searchedText } from '../../../dockerfile/shell/mentions.js';

/** Files of package managers that hold settings for each of their calls. */
const files = /\/etc\/(?:apt\/apt\.conf|dnf\/|yum\.conf|yum\/|apt\b)/;

/**
 * Whether an instruction before this one, or this one itself, writes a setting of that name to the configuration of apt or dnf, or
 * copies a file there that may hold it.
 */
export function isConfigured(instruction: Instruction, setting: string): boolean {
  const { stage } = instruction;
  if (!stage) return false;
  return stageChain(stage).some(({ instructions }) =>
    instructions.some((other) => {
      if (other.keyword === 'COPY' || other.keyword === 'ADD') return files.test(other.args.at(-1)?.text ?? '');
      if (other.keyword !== 'RUN') return false;
      const text = searchedText(other);
      return files.test(text) && text.toLowerCase().includes(setting);
    }),
  );
}
