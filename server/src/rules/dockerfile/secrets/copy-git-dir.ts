import { addFlag, removeInstruction } from '../../../dockerfile/edits.js';
import { joinPath } from '../../../dockerfile/paths.js';
import { mayMention } from '../../../dockerfile/shell/mentions.js';
import { stageChain, isInFinalImage } from '../../../dockerfile/stages.js';
import { resolve } from '../../../dockerfile/state.js';
import type { Word } from '../../../dockerfile/mapped-text.js';
import type { Instruction } from '../../../dockerfile/tree.js';
import { requireSyntax } from '../../../dockerfile/syntax.js';
import { say } from '../../../engine/message.js';
import type { Fix, Problem, Rule } from '../../../engine/rule.js';

export const copyGitDir: Rule = {
  id: 'copy-git-dir',
  title: 'History of the repository copied into the image',
  severity: 'warning',
  on: true,
  standards: { cis: ['4.10'], cwe: [527] },
  aliases: { dockle: ['DKL-LI-0003'] },

  mentions: ['git'],
  instruction: { COPY: gitDirectories, ADD: gitDirectories, ONBUILD: gitDirectories },
};

const gitDirectory = /^(?!.*:\/\/)(?:.*\/)?\.git\/?$/;

function* gitDirectories(outer: Instruction): Iterable<Problem> {
  const { stage } = outer;
  const { keyword, args, flags } = outer.sub ?? outer;
  if (!stage || (keyword !== 'COPY' && keyword !== 'ADD') || flags.some(({ name }) => name === 'from')) return;
  for (const word of args.slice(0, -1)) {
    if (!gitDirectory.test(word.text)) continue;
    yield {
      at: word,
      message: isInFinalImage(stage)
        ? say`'${word.text}' holds every version of every file, deleted secrets too: whoever gets the image can read them.`
        : say`'${word.text}' holds every version of every file, deleted secrets too: whoever gets at the build cache can read them.`,
      ...(!isInFinalImage(stage) && { severity: 'info' }),
      fixes: outer.sub ? [] : mountForGit(outer, word),
    };
  }
}

/** What asks Git for a version: Git itself, the builders that stamp it, and the usual plug-ins. */
const asksGit =
  /\bgit\b|\bgo (?:build|install)\b|\bcargo\b|\bsetuptools|\bpip\b|\bpoetry\b|\bmake\b|\bmvnw?\b|\bgradlew?\b|\bnpm\b/;

function mountForGit(instruction: Instruction, word: Word): readonly Fix[] {
  const { stage, args, state } = instruction;
  const [, destination] = args;
  const to = destination && resolve(instruction, destination).value?.text;
  if (!stage || to === undefined || args.length > 2) return [];
  const { dockerfile } = stage;
  const target = joinPath(state.workdir, to);
  const users = stage.instructions
    .slice(stage.instructions.indexOf(instruction) + 1)
    .filter((one) => one.keyword === 'RUN' && mayMention(one, asksGit));
  const isNamed = dockerfile.instructions.some(
    (one) => one !== instruction && one.keyword !== 'RUN' && one.line.text.includes('.git'),
  );
  const isBase = dockerfile.stages.some((other) => other !== stage && stageChain(other).includes(stage));
  const syntax = requireSyntax(dockerfile, 2);
  if (
    !target?.endsWith('/.git') ||
    /[,"'\s$]/.test(word.text + target) ||
    users.length === 0 ||
    isNamed ||
    isBase ||
    !syntax
  )
    return [];
  const source = word.text.replace(/^(?:\.?\/)+|\/$/g, '');
  const flags = users.flatMap((one) => addFlag(one, `--mount=type=bind,source=${source},target=${target}`));
  return [
    {
      title: users.length === 1 ? say`Mount it for the step that asks Git` : say`Mount it for the steps that ask Git`,
      applicability: 'hardening',
      changes: () => [{ op: 'text', edits: [...syntax, ...removeInstruction(dockerfile, instruction), ...flags] }],
    },
  ];
}
