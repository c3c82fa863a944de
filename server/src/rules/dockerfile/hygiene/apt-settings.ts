import type { Instruction } from '../../../dockerfile/tree.js';
import { searchedText } from '../../../dockerfile/shell/mentions.js';
import { firstInChain, isBefore } from '../stage-facts.js';

/** Files of package managers that hold settings for each of their calls, and the directories that they lie in. */
const files = /\/etc\/(?:apt\/apt\.conf|dnf\/|yum\.conf|yum\/)|^\/etc\/(?:apt\/?)?$/;

/**
 * Finds what writes a setting to the configuration of apt or dnf, in a stage or those that it is built from, or copies a file there
 * that may hold it.
 */
const settingOf = (setting: RegExp) =>
  firstInChain((instruction) => {
    const { keyword, args } = instruction;
    if (keyword === 'COPY' || keyword === 'ADD') return files.test(args.at(-1)?.text ?? '');
    if (keyword !== 'RUN') return false;
    const text = searchedText(instruction);
    return files.test(text) && setting.test(text);
  });

const recommends = settingOf(/(?<!-)install-recommends/i);
const yes = settingOf(/(?<!-)assume-?yes/i);

/** Whether a file of settings says by then which recommended packages apt installs. */
export const decidesRecommends = (instruction: Instruction): boolean => isSaidBefore(recommends, instruction);

/** Whether a file of settings says yes by then, for apt or dnf. */
export const saysYes = (instruction: Instruction): boolean => isSaidBefore(yes, instruction);

function isSaidBefore(setting: ReturnType<typeof settingOf>, instruction: Instruction): boolean {
  const said = instruction.stage && setting(instruction.stage);
  return said === instruction || isBefore(said, instruction);
}
