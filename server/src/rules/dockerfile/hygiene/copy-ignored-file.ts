import { parseIgnoreFile } from '../../../dockerfile/ignore-file.js';
import { resolve } from '../../../dockerfile/state.js';
import type { Dockerfile, Instruction } from '../../../dockerfile/tree.js';
import { say } from '../../../engine/message.js';
import type { Problem, Rule } from '../../../engine/rule.js';
import { remember } from '../../../text/remember.js';
import { nothing } from '../nothing.js';

export const copyIgnoredFile: Rule = {
  id: 'copy-ignored-file',
  title: 'Copied file is left out of the build context',
  severity: 'warning',
  on: true,
  aliases: { buildkit: ['CopyIgnoredFile'] },

  instruction: { COPY: check, ADD: check },
};

function check(instruction: Instruction): Iterable<Problem> {
  const { stage, flags } = instruction;
  return stage?.dockerfile.ignoreFile && !flags.some(({ name }) => name === 'from')
    ? ignoredSources(instruction, stage.dockerfile)
    : nothing;
}

const patternsOf = remember(({ ignoreFile = '' }: Dockerfile) => parseIgnoreFile(ignoreFile));

/** BuildKit does not judge a file with `!`, either: what is in an ignored directory may be taken back in (dockerfile2llb/validations.go). */
function* ignoredSources(instruction: Instruction, dockerfile: Dockerfile): Iterable<Problem> {
  const patterns = patternsOf(dockerfile);
  if (patterns.hasExceptions) return;
  for (const word of instruction.args.slice(0, -1)) {
    const source = resolve(instruction, word).value?.text;
    if (
      source === undefined ||
      /^(?:(?:\.?\/)*\.?$|\d*<<|[a-z][a-z0-9+.-]*:\/\/|git@|\.\.)/i.test(source) ||
      !patterns.ignores(source)
    )
      continue;
    yield {
      at: word,
      // A wildcard may match nothing (moby/moby#26332).
      message: /[*?[]/.test(source)
        ? say`'.dockerignore' leaves what '${source}' matches out of the build context: it is not copied, and the build does not tell.`
        : say`'.dockerignore' leaves '${source}' out of the build context: the build does not find it and stops here.`,
    };
  }
}
