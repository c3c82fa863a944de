import { isInFinalImage } from '../../../dockerfile/stages.js';
import { pairsOf, type Pair } from '../../../dockerfile/arguments.js';
import { resolve } from '../../../dockerfile/state.js';
import type { Instruction } from '../../../dockerfile/tree.js';
import { say, type Message } from '../../../engine/message.js';
import type { Fix, Problem, Rule, Severity } from '../../../engine/rule.js';
import { findSecret, looksSecret } from '../../../text/secret-text.js';
import { nothing } from '../nothing.js';
import { removePair } from '../remove-pair.js';
import { isSetElsewhere, lendVariable, usesOf } from './env-mounts.js';
import { isNoSecret, isSecretVariable, mayNameSecret } from './secret-names.js';

export const secretInEnv: Rule = {
  id: 'secret-in-env',
  title: 'Secret in an environment variable of the image',
  severity: 'warning',
  on: true,
  standards: { cis: ['4.10'], nsa: 'Building secure container images', cwe: [526, 798] },
  aliases: {
    buildkit: ['SecretsUsedInArgOrEnv'],
    dockle: ['CIS-DI-0010'],
    hadolint: ['DL3064'],
    kics: [
      'a88baa34-e2ad-44ea-ad6f-8cac87bc7c71', '487f4be7-3fd9-4506-a07a-eae252180c08', '3e2d3b2f-c22a-4df1-9cc6-a7a0aebb0c99',
      'baee238e-1921-4801-9c3f-79ae1d7b2cbc', '74736dd1-dd11-4139-beb6-41cd43a50317',
    ], // prettier-ignore
    sonar: ['S6472'],
    trivy: ['DS-0031'],
  },

  instruction: { ENV: check, ONBUILD: check },
};

function check(instruction: Instruction): Iterable<Problem> {
  const target = instruction.sub ?? instruction;
  return target.keyword === 'ENV' && mayNameSecret.test(target.line.text) ? secretsOf(instruction, target) : nothing;
}

function* secretsOf(instruction: Instruction, target: Instruction): Iterable<Problem> {
  const ships = !instruction.stage || isInFinalImage(instruction.stage);
  for (const pair of pairsOf(target)) {
    const name = pair.name.text;
    if (!isSecretVariable(name) || !pair.value) continue;
    const value = resolve(target, pair.value).value?.text;
    // Secrets of a known format are told wherever they stand.
    if (value !== undefined && value !== '' && (isNoSecret(value) || findSecret(value))) continue;
    yield {
      at: pair.name,
      message: messageFor(name, value, ships),
      severity: severityOf(value, ships),
      fixes: instruction.sub ? [] : withoutPair(instruction, pair, value),
    };
  }
}

function severityOf(value: string | undefined, ships: boolean): Severity {
  if (value === '') return 'hint';
  return ships && value !== undefined && looksSecret(value) ? 'error' : 'warning';
}

function messageFor(name: string, value: string | undefined, ships: boolean): Message {
  if (value === '')
    return say`'${name}' is empty here and seems to be a secret: give it when the container starts, not in the image.`;
  return ships
    ? say`'${name}' is part of the image's configuration: whoever gets the image, and every process in the container, can read it.`
    : say`'${name}' is part of the configuration that the build cache keeps: whoever gets at the cache can read it.`;
}

function withoutPair(instruction: Instruction, pair: Pair, value: string | undefined): readonly Fix[] {
  const { stage } = instruction;
  if (!stage) return [];
  const name = pair.name.text;
  if (isSetElsewhere(name, instruction, stage)) return [];
  const uses = usesOf(name, instruction, stage);
  const removal = removePair(instruction, pair);
  if (!removal) return [];
  // A final image is given its secrets when it starts; what only its build names is lent to that.
  if (!isInFinalImage(stage) || uses.runs.length > 0) return lendVariable(name, uses, stage, removal);
  if (uses.isNamedElsewhere) return [];
  return [
    {
      title: say`Remove '${name}' and give it when the container starts`,
      // Whoever starts the container has to do something before it works again.
      applicability: value === '' ? 'hardening' : 'placeholder',
      command: `docker run --env ${name} …`,
      changes: () => [{ op: 'text', edits: removal }],
    },
  ];
}
