import { insertLinesBefore } from '../../../dockerfile/edits.js';
import { realBase, stageChain } from '../../../dockerfile/stages.js';
import type { Stage } from '../../../dockerfile/tree.js';
import { say } from '../../../engine/message.js';
import type { Fix, Rule } from '../../../engine/rule.js';

export const healthcheckMissing: Rule = {
  id: 'healthcheck-missing',
  title: 'Image without a health check',
  severity: 'hint',
  on: false,
  standards: { cis: ['4.6'] },
  aliases: {
    hadolint: ['DL3057'],
    trivy: ['DS-0026'],
    kics: ['b03a748a-542d-44f4-bb86-9199ab4fd2d5'],
    checkov: ['CKV_DOCKER_2'],
    dockle: ['CIS-DI-0006'],
  },

  *dockerfile({ finalStage: stage }) {
    if (!stage?.image || (realBase(stage).kind === 'scratch' && !stage.end.entrypoint && !stage.end.command)) return;
    const hasOne = stageChain(stage).some(({ instructions }) =>
      instructions.some(({ keyword, sub }) => (sub?.keyword ?? keyword) === 'HEALTHCHECK'),
    );
    if (hasOne) return;

    yield {
      at: stage.image,
      message: say`No HEALTHCHECK is set, so Docker takes the container for healthy while its process runs, even when it no longer answers. Kubernetes has probes of its own.`,
      fixes: addHealthcheck(stage),
    };
  },
};

const command = 'COMMAND';
const line = `HEALTHCHECK CMD ["${command}"]`;

function addHealthcheck({ dockerfile, instructions }: Stage): readonly Fix[] {
  const start = instructions.find(({ keyword }) => keyword === 'CMD' || keyword === 'ENTRYPOINT');
  if (!start) return [];
  const at = line.indexOf(command);
  const tabStops = [{ start: at, end: at + command.length }];
  return [
    {
      title: say`Add a HEALTHCHECK`,
      applicability: 'placeholder',
      changes: () => [
        { op: 'text', edits: insertLinesBefore(dockerfile, start, [line]).map((edit) => ({ ...edit, tabStops })) },
      ],
    },
  ];
}
