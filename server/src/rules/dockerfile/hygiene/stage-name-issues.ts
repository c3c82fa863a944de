import { stageReferences } from '../../../dockerfile/stages.js';
import { sourceSpan } from '../../../dockerfile/mapped-text.js';
import type { Instruction, Stage } from '../../../dockerfile/tree.js';
import { say } from '../../../engine/message.js';
import type { Problem, Rule } from '../../../engine/rule.js';

export const stageNameIssues: Rule = {
  id: 'stage-name-issues',
  title: 'Stage name that leads astray',
  severity: 'warning',
  on: true,
  aliases: {
    hadolint: ['DL3023', 'DL3024', 'DL3063'],
    buildkit: ['DuplicateStageName', 'ReservedStageName'],
    trivy: ['DS-0006', 'DS-0012'],
    kics: ['f2daed12-c802-49cd-afed-fe41d0b82fed', 'cdddb86f-95f6-4fc4-b5a1-483d9afceb2b'],
    checkov: ['CKV_DOCKER_11'],
  },

  *dockerfile({ stages }) {
    const known = new Map<string, Stage>();
    for (const stage of stages) {
      if (stage.name === undefined) continue;
      yield* named(stage, known.get(stage.name));
      known.set(stage.name, stage);
    }
  },
  instruction: { COPY: copiesItself, RUN: copiesItself },
};

/** Names that BuildKit keeps for itself (frontend/dockerfile/dockerfile2llb/convert.go, reservedStageNames). */
const reserved: ReadonlySet<string> = new Set(['context', 'scratch']);

function* named({ alias, name = '' }: Stage, earlier: Stage | undefined): Iterable<Problem> {
  if (!alias) return;
  if (reserved.has(name)) {
    yield {
      at: alias,
      message: say`'${name}' means something else to BuildKit, so this stage may not be what is used.`,
    };
  }
  if (!earlier?.alias) return;
  yield {
    at: alias,
    message: say`A stage further up is called '${name}', too: what is copied from '${name}' comes from this one, whatever was meant.`,
    related: [{ at: earlier.alias, message: say`The other stage '${name}'.` }],
  };
}

function* copiesItself(instruction: Instruction): Iterable<Problem> {
  for (const { source, text } of stageReferences(instruction)) {
    if (source.kind !== 'stage' || source.stage !== instruction.stage) continue;
    yield {
      at: { span: sourceSpan(text) },
      severity: 'error',
      message: say`'${text.text}' is this stage itself, so the build fails.`,
    };
  }
}
