import { baseFamily } from '../../../dockerfile/bases.js';
import { realBase } from '../../../dockerfile/stages.js';
import type { Dockerfile } from '../../../dockerfile/tree.js';
import { say } from '../../../engine/message.js';
import type { Problem, Rule } from '../../../engine/rule.js';
import { finalBase, runsOf } from './final-bases.js';
import { ontoDistroless } from './smaller-base.js';

export const finalStageShell: Rule = {
  id: 'final-stage-shell',
  title: 'Shell in a final image that needs none',
  severity: 'hint',
  on: false,

  dockerfile: withShell,
};

const families = new Set(['debian', 'alpine', 'busybox', 'fedora', 'ubi', 'ubi-minimal', 'amazon', 'photon', 'wolfi']);
/** Shells, what starts them or needs one, and scripts. */
const needing =
  /(?:^|\/)(?:(?:ba|da|a|z|k)?sh|npm|npx|yarn|pnpm|mvn|gradle|env|su|gosu|su-exec|supervisord|tini|dumb-init|[\w.-]+\.sh|[\w.-]*entrypoint[\w.-]*)$/;

function* withShell(dockerfile: Dockerfile): Iterable<Problem> {
  const base = finalBase(dockerfile);
  if (!base || !families.has(baseFamily(realBase(base.stage)))) return;
  const { end, instructions } = base.stage;
  const started = [end.entrypoint, end.command, instructions.findLast(({ keyword }) => keyword === 'HEALTHCHECK')];
  const needsShell = started.some((each) => {
    if (!each || each.args[0]?.text.toUpperCase() === 'NONE') return false;
    return each.form !== 'json' || each.args.some(({ text }) => needing.test(text));
  });
  const removesIt = runsOf(base.stage).some(({ line }) => /\brm\b[^&;|]*\/(?:ba|da)?sh\b/.test(line.text));
  if (needsShell || removesIt) return;
  yield {
    at: base.at,
    message: say`The image has a shell, and what it starts needs none: much that attackers do after a break-in begins with starting '/bin/sh'.`,
    fixes: ontoDistroless(base.stage),
  };
}
