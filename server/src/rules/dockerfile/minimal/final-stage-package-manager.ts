import { baseFamily, type BaseFamily } from '../../../dockerfile/bases.js';
import { realBase } from '../../../dockerfile/stages.js';
import type { Dockerfile } from '../../../dockerfile/tree.js';
import { say } from '../../../engine/message.js';
import type { Problem, Rule } from '../../../engine/rule.js';
import { finalBase, runsOf } from './final-bases.js';
import { lastRootRun } from './last-root-run.js';
import { ontoDistroless } from './smaller-base.js';

export const finalStagePackageManager: Rule = {
  id: 'final-stage-package-manager',
  title: 'Package manager in the final image',
  severity: 'hint',
  on: false,

  dockerfile: withManager,
};

/** The package manager of each family, and what of a RUN takes it away. */
const managers: Readonly<Partial<Record<BaseFamily, readonly [string, RegExp]>>> = {
  alpine: ['apk', /\bapk\b.*\bdel\b.*\bapk-tools\b|\brm\b.*\/s?bin\/apk\b/s],
  debian: ['apt', /\b(?:purge|remove)\b.*\bapt\b|\bdpkg\b.*(?:--purge|-P|-r)\b.*\bapt\b|\brm\b.*\/bin\/(?:apt|dpkg)/s],
  fedora: ['dnf', /\b(?:remove|erase)\b.*\b(?:dnf|yum|rpm)\b|\brm\b.*\/bin\/(?:dnf|yum|rpm)/s],
  ubi: ['dnf', /\b(?:remove|erase)\b.*\b(?:dnf|yum|rpm)\b|\brm\b.*\/bin\/(?:dnf|yum|rpm)/s],
  'ubi-minimal': ['microdnf', /\b(?:remove|erase)\b.*\b(?:microdnf|rpm)\b|\brm\b.*\/bin\/(?:microdnf|rpm)/s],
  amazon: ['dnf', /\b(?:remove|erase)\b.*\b(?:dnf|yum|rpm)\b|\brm\b.*\/bin\/(?:dnf|yum|rpm)/s],
  photon: ['tdnf', /\b(?:remove|erase)\b.*\b(?:tdnf|rpm)\b|\brm\b.*\/bin\/(?:tdnf|rpm)/s],
  wolfi: ['apk', /\bapk\b.*\bdel\b.*\bapk-tools\b|\brm\b.*\/s?bin\/apk\b/s],
};

function* withManager(dockerfile: Dockerfile): Iterable<Problem> {
  const base = finalBase(dockerfile);
  const family = base && baseFamily(realBase(base.stage));
  const manager = family && managers[family];
  if (!base || !manager) return;
  const [name, removal] = manager;
  if (
    runsOf(base.stage).some(({ line, heredocs }) =>
      [line.text, ...heredocs.map(({ body }) => body)].some((text) => removal.test(text)),
    )
  )
    return;
  yield {
    at: base.at,
    message: say`'${name}' stays in the image: whoever breaks in and becomes root installs with it what is missing for the next step.`,
    // Debian's and Fedora's own programs count on theirs.
    fixes:
      family === 'alpine'
        ? lastRootRun(base.stage, 'apk --no-cache del apk-tools', /\bapk\b/)
        : ontoDistroless(base.stage),
  };
}
