import { isInFinalImage } from '../../../dockerfile/stages.js';
import { parseIgnoreFile } from '../../../dockerfile/ignore-file.js';
import type { Word } from '../../../dockerfile/mapped-text.js';
import type { Dockerfile, Instruction, Stage } from '../../../dockerfile/tree.js';
import { say } from '../../../engine/message.js';
import type { Problem, Rule } from '../../../engine/rule.js';
import { remember } from '../../../text/remember.js';
import { nothing } from '../nothing.js';

export const copyContextAll: Rule = {
  id: 'copy-context-all',
  title: 'Whole build context copied',
  severity: 'info',
  on: true,
  standards: { cis: ['4.10'], nsa: 'Building secure container images', cwe: [538] },
  aliases: { sonar: ['S6470'] },

  dockerfile(dockerfile) {
    return dockerfile.ignoreFile === undefined ? nothing : wholeContext(dockerfile, dockerfile.ignoreFile);
  },
};

/** What lies in most projects and in no image by right. */
const unwanted = ['.git', '.env'];

/** One finding for the file: what mends it is one line of `.dockerignore`, however many steps copy. */
function* wholeContext({ stages }: Dockerfile, ignoreFile: string): Iterable<Problem> {
  const copying = stages.filter((stage) => firstWhole(stage) !== undefined);
  const stage = copying.find(isInFinalImage) ?? copying[0];
  const copied = stage && firstWhole(stage);
  if (!copied) return;
  const patterns = parseIgnoreFile(ignoreFile);
  const left = unwanted.filter((path) => !patterns.ignores(path)).map((path) => `'${path}'`);
  if (left.length === 0) return;
  const names = left.join(' and ');
  yield {
    at: copied,
    message:
      ignoreFile === ''
        ? say`All of the build context is copied, and no '.dockerignore' keeps ${names} out: whoever gets the layer gets the secrets and the history in them.`
        : say`All of the build context is copied, and '.dockerignore' does not keep ${names} out: whoever gets the layer gets what is in there.`,
    ...(!isInFinalImage(stage) && { severity: 'hint' }),
  };
}

/** The source of the first step of a stage that copies all. */
const firstWhole = remember(({ instructions }: Stage): Word | undefined => {
  for (const instruction of instructions) {
    const word = wholeSource(instruction.sub ?? instruction);
    if (word) return word;
  }
  return undefined;
});

function wholeSource({ keyword, flags, args }: Instruction): Word | undefined {
  if ((keyword !== 'COPY' && keyword !== 'ADD') || flags.some(({ name }) => name === 'from' || name === 'exclude'))
    return undefined;
  return args.slice(0, -1).find(({ text }) => /^(?:\.?\/)*(?:\.|\*)?$/.test(text));
}
