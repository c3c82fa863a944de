import { isInFinalImage } from '../../../dockerfile/stages.js';
import type { Instruction } from '../../../dockerfile/tree.js';
import { say } from '../../../engine/message.js';
import type { Problem, Rule } from '../../../engine/rule.js';
import { skipsRecommended } from '../integrity/apt.js';
import { addFlag, packageCalls } from '../packages.js';
import { decidesRecommends } from './apt-settings.js';

export const aptNoRecommends: Rule = {
  id: 'apt-no-recommends',
  title: 'Packages that are only recommended',
  severity: 'hint',
  on: true,
  standards: { cis: ['4.3'], cwe: [1104] },
  aliases: {
    hadolint: ['DL3015'],
    trivy: ['DS-0029'],
    kics: ['7384dfb2-fcd1-4fbf-91cd-6c44c318c33c'],
    semgrep: ['missing-no-install-recommends'],
    sonar: ['S6500'],
  },

  mentions: ['apt-get', 'apt', 'aptitude'],
  instruction: { RUN: withRecommended, ONBUILD: withRecommended },
};

function* withRecommended(instruction: Instruction): Iterable<Problem> {
  for (const call of packageCalls(instruction)) {
    const { manager, action, verb, operands } = call;
    if (manager !== 'apt' || action !== 'install' || !verb || skipsRecommended(call)) continue;
    if (verb.text !== 'install' || operands.length === 0) continue;
    if (!isInFinalImage(instruction.stage) || decidesRecommends(instruction)) continue;

    const flag = call.tool === 'aptitude' ? '--without-recommends' : '--no-install-recommends';
    yield {
      at: verb,
      message: say`Packages that these only recommend come along: each is one more program that an attacker in the container can use.`,
      fixes: [
        {
          title: say`Add '${flag}'`,
          applicability: 'hardening',
          changes: () => [{ op: 'text', edits: [addFlag(call, flag)] }],
        },
      ],
    };
  }
}
