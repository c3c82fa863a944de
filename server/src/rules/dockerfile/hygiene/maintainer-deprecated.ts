import type { Instruction } from '../../../dockerfile/tree.js';
import { say } from '../../../engine/message.js';
import type { Fix, Problem, Rule } from '../../../engine/rule.js';

export const maintainerDeprecated: Rule = {
  id: 'maintainer-deprecated',
  title: 'Deprecated instruction MAINTAINER',
  severity: 'hint',
  on: true,
  aliases: {
    hadolint: ['DL4000'],
    buildkit: ['MaintainerDeprecated'],
    trivy: ['DS-0022'],
    kics: ['99614418-f82b-4852-a9ae-5051402b741c'],
    checkov: ['CKV_DOCKER_6'],
    semgrep: ['maintainer-is-deprecated'],
    sonar: ['S6586'],
  },

  instruction: { MAINTAINER: maintainer },
};

function* maintainer(instruction: Instruction): Iterable<Problem> {
  yield {
    at: { span: instruction.keywordSpan },
    message: say`MAINTAINER is deprecated: the label 'org.opencontainers.image.authors' says whom to tell of a fault, and stands beside all other labels.`,
    fixes: toLabel(instruction),
  };
}

/** MAINTAINER takes its text as it stands, a quoted LABEL replaces variables. */
function toLabel({ args, keywordSpan, innerComments, stage }: Instruction): readonly Fix[] {
  const [name] = args;
  if (!name || !stage || innerComments.length > 0) return [];
  const text = name.text.replace(/^(["'])(.*)\1$/s, '$2').trim();
  const escaped = stage.dockerfile.escape === '`' ? text.replace(/["$`]/g, '`$&') : text.replace(/["$\\]/g, '\\$&');
  const newText = `LABEL org.opencontainers.image.authors="${escaped}"`;
  return [
    {
      title: say`Write it as the label 'org.opencontainers.image.authors'`,
      applicability: 'safe',
      changes: () => [{ op: 'text', edits: [{ start: keywordSpan.start, end: name.span.end, newText }] }],
    },
  ];
}
