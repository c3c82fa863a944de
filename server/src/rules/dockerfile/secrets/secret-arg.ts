import { pairsOf, type Pair } from '../../../dockerfile/arguments.js';
import { globalNames, isInFinalImage } from '../../../dockerfile/stages.js';
import { resolve } from '../../../dockerfile/state.js';
import type { Instruction } from '../../../dockerfile/tree.js';
import { say, type Message } from '../../../engine/message.js';
import type { Fix, Problem, Rule } from '../../../engine/rule.js';
import { findSecret } from '../../../text/secret-text.js';
import { nothing } from '../nothing.js';
import { removePair } from '../remove-pair.js';
import { isSetElsewhere, lendVariable, usesOf } from './env-mounts.js';
import { isNoSecret, isSecretVariable, mayNameSecret } from './secret-names.js';

export const secretArg: Rule = {
  id: 'secret-arg',
  title: 'Secret as a build argument',
  severity: 'warning',
  on: true,
  standards: { cis: ['4.10'], nsa: 'Building secure container images', cwe: [522, 538] },
  aliases: {
    buildkit: ['SecretsUsedInArgOrEnv'],
    hadolint: ['DL3064'],
    semgrep: ['secret-in-build-arg'],
    sonar: ['S6472'],
    trivy: ['DS-0031'],
  },

  instruction: { ARG: check, ONBUILD: check },
};

function check(instruction: Instruction): Iterable<Problem> {
  const target = instruction.sub ?? instruction;
  // One before the first FROM is in no image unless a stage declares it, too.
  return target.keyword === 'ARG' && instruction.stage && mayNameSecret.test(target.line.text)
    ? secretsOf(instruction, target)
    : nothing;
}

function* secretsOf(instruction: Instruction, target: Instruction): Iterable<Problem> {
  const ships = isInFinalImage(instruction.stage);
  for (const pair of pairsOf(target)) {
    const name = pair.name.text;
    if (!isSecretVariable(name)) continue;
    const value = pair.value && resolve(target, pair.value).value?.text;
    if (value !== undefined && (isNoSecret(value) || findSecret(value))) continue;
    yield {
      at: pair.name,
      message: messageFor(name, ships),
      fixes: instruction.sub ? [] : lend(instruction, pair),
    };
  }
}

/** The history of an image has no step of other stages; what BuildKit records of a build has all its arguments. */
function messageFor(name: string, ships: boolean): Message {
  return ships
    ? say`'${name}' is handed to the build in the open: the history of the image and a full record of the build (provenance) keep build arguments for whoever gets them.`
    : say`'${name}' is handed to the build in the open: the builder's records and a full record of the build (provenance) keep build arguments for whoever gets them.`;
}

function lend(instruction: Instruction, pair: Pair): readonly Fix[] {
  const { stage } = instruction;
  if (!stage) return [];
  const name = pair.name.text;
  const removal = removePair(instruction, pair);
  // A default that others are made of, or that the stage takes from above, is more than this line.
  const isFromAbove = globalNames(stage.dockerfile).has(name);
  if (isFromAbove || isSetElsewhere(name, instruction, stage) || !removal || pair.value?.text.includes('$')) return [];
  return lendVariable(name, usesOf(name, instruction, stage), stage, removal);
}
