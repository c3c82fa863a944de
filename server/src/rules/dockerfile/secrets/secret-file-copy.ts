import { isInFinalImage } from '../../../dockerfile/stages.js';
import type { Instruction, Stage } from '../../../dockerfile/tree.js';
import { say, type Message } from '../../../engine/message.js';
import type { Problem, Rule } from '../../../engine/rule.js';
import { nothing } from '../nothing.js';
import { keptFiles, mountForRuns } from './kept-files.js';
import { isSecretFolder, secretKind } from './secret-files.js';

export const secretFileCopy: Rule = {
  id: 'secret-file-copy',
  title: 'File with a secret copied into the image',
  severity: 'warning',
  on: true,
  standards: { cis: ['4.10'], nsa: 'Building secure container images', cwe: [538] },
  aliases: { trivy: ['DS-0031'], dockle: ['CIS-DI-0010'] },

  stage(stage) {
    return stage.instructions.some((one) => mayCopySecret(one.sub ?? one)) ? secretsOf(stage) : nothing;
  },
};

function* secretsOf(stage: Stage): Iterable<Problem> {
  const ships = isInFinalImage(stage);
  for (const kept of keptFiles(stage, mayCopySecret)) {
    const { file } = kept;
    if (!file.secret || file.origin.kind !== 'copy') continue;
    const fixes = mountForRuns(kept);
    const isOften = /(?:^|\/)(?:\.npmrc|settings\.xml)$/.test(file.name);
    yield {
      at: file.at,
      message: isOften ? ifSecret(file.name) : messageFor(file.name, ships, fixes.length > 0),
      ...(isOften && { severity: 'info' }),
      fixes,
    };
  }
}

function messageFor(name: string, ships: boolean, isForBuild: boolean): Message {
  if (!ships)
    return say`'${name}' seems to be a secret and stays in the build cache: whoever gets at the cache can read it.`;
  return isForBuild
    ? say`'${name}' seems to be a secret and becomes part of the image: whoever gets the image can read it.`
    : say`'${name}' seems to be a secret and becomes part of the image, where everyone can read it who gets that: mount it when the container starts.`;
}

/** Such files hold settings more often than a token. */
function ifSecret(name: string): Message {
  return say`If '${name}' holds a token or a password, the layer of this step keeps it for everyone who gets at it.`;
}

function mayCopySecret(instruction: Instruction): boolean {
  const { keyword } = instruction;
  if ((keyword !== 'COPY' && keyword !== 'ADD') || instruction.flags.some(({ name }) => name === 'from')) return false;
  return instruction.args.some(
    ({ text }) => text.includes('$') || secretKind(text) !== undefined || isSecretFolder(text),
  );
}
