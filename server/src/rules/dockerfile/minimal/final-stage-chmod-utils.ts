import { baseFamily } from '../../../dockerfile/bases.js';
import { realBase } from '../../../dockerfile/stages.js';
import type { Dockerfile } from '../../../dockerfile/tree.js';
import { say } from '../../../engine/message.js';
import type { Problem, Rule } from '../../../engine/rule.js';
import { finalBase, runsOf, type FinalBase } from './final-bases.js';
import { lastRootRun } from './last-root-run.js';
import { ontoDistroless } from './smaller-base.js';

export const finalStageChmodUtils: Rule = {
  id: 'final-stage-chmod-utils',
  title: `Programs 'chmod' and 'chown' in the final image`,
  severity: 'hint',
  on: false,

  dockerfile: withChmod,
};

const families = new Set(['debian', 'alpine', 'busybox', 'fedora', 'ubi', 'ubi-minimal', 'amazon', 'photon', 'wolfi']);

function* withChmod(dockerfile: Dockerfile): Iterable<Problem> {
  const base = finalBase(dockerfile);
  if (!base || !families.has(baseFamily(realBase(base.stage)))) return;
  if (runsOf(base.stage).some(({ line }) => /\brm\b[^&;|]*\bchmod\b/.test(line.text))) return;
  yield {
    at: base.at,
    message: say`'chmod' and 'chown' stay in the image. Without them whoever breaks in needs another way to make a file executable; an interpreter or busybox is one.`,
    fixes: [
      ...ontoDistroless(base.stage),
      ...(hasPrograms(base) ? lastRootRun(base.stage, removal, /\bch(?:mod|own)\b|\.sh\b|entrypoint/) : []),
    ],
  };
}

const removal = 'rm -f /bin/chmod /bin/chown /usr/bin/chmod /usr/bin/chown';

/** Whether they are programs of their own: in Alpine they are links to busybox, since Ubuntu 25.10 to uutils, and stay as that. */
function hasPrograms({ name, tag, stage }: FinalBase): boolean {
  if (baseFamily(realBase(stage)) !== 'debian') return false;
  return name !== 'ubuntu' || /^(?:1\d|2[0-4])\.|^(?:bionic|focal|jammy|noble)/.test(tag);
}
