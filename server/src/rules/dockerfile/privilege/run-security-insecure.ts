import { realBase } from '../../../dockerfile/stages.js';
import type { Instruction } from '../../../dockerfile/tree.js';
import { say } from '../../../engine/message.js';
import type { Rule } from '../../../engine/rule.js';
import { nothing } from '../nothing.js';
import { flaggedRun } from './run-flags.js';

export const runSecurityInsecure: Rule = {
  id: 'run-security-insecure',
  title: 'Build step without a sandbox',
  severity: 'error',
  on: true,
  standards: { cwe: [250] },
  aliases: { semgrep: ['run-security-insecure'], sonar: ['S6502'] },

  mentions: ['insecure'],
  instruction: { RUN: insecure, ONBUILD: insecure },
};

const message = say`'--security=insecure' runs this step as 'docker run --privileged' would: whoever gets code into it, such as one bad package, can take over the build machine.`;

function insecure(instruction: Instruction) {
  return buildsImages(instruction) ? nothing : flaggedRun(instruction, 'security', 'insecure', message);
}

/** BuildKit's own image starts containers in its tests. */
function buildsImages({ stage }: Instruction): boolean {
  const base = stage && realBase(stage);
  return base?.kind === 'image' && base.reference?.familiarName === 'moby/buildkit';
}
