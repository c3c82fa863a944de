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

/** A command that removes one of these packages, or their programs; what other commands of the same RUN name does not count. */
const removalOf = (packages: string): RegExp =>
  new RegExp(
    `(?:\\b(?:purge|remove|erase|del)|\\bdpkg\\b[^&;|\\n]*\\s(?:--purge|-P|-r))\\b[^&;|\\n]*\\s(?:${packages})(?=$|[\\s&;|])|` +
      `\\brm\\b[^&;|\\n]*/s?bin/(?:${packages.replace('apk-tools', 'apk')})\\b`,
  );
const rpm = (manager: string) => [manager, removalOf(`${manager}|yum|rpm`)] as const;
const apk = ['apk', removalOf('apk-tools')] as const;

/** The package manager of each family, and what of a RUN takes it away. */
const managers: Readonly<Partial<Record<BaseFamily, readonly [string, RegExp]>>> = {
  alpine: apk,
  debian: ['apt', removalOf('apt|dpkg')],
  fedora: rpm('dnf'),
  ubi: rpm('dnf'),
  'ubi-minimal': rpm('microdnf'),
  amazon: rpm('dnf'),
  photon: rpm('tdnf'),
  wolfi: apk,
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
