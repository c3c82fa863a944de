import { say } from '../../../engine/message.js';
import type { Fix, Problem, Rule, RuleContext } from '../../../engine/rule.js';
import { effective } from '../../../kubernetes/inherit.js';
import type { Container } from '../../../kubernetes/model.js';
import { mayRunAsAnyUser, takesPodContext } from '../../../kubernetes/pod-security.js';
import { placeholder, set } from '../../../yaml/change.js';
import type { YamlValue } from '../../../yaml/value.js';
import { unlessShared } from '../fixes.js';
import { nameContainers } from '../wording.js';
import { hintsForControlPlanes } from './static-pods.js';
import { hasOrdinaryUser, proposedUser, runsAsRoot } from './users.js';

export const runAsNonRoot: Rule = {
  id: 'run-as-non-root',
  title: 'Container may run as root',
  severity: 'warning',
  on: true,
  standards: { podSecurity: 'restricted', cis: ['5.2.7'], nsa: '"Non-root" containers', cwe: [250] },
  aliases: {
    'kube-linter': ['run-as-non-root'],
    trivy: ['KSV-0012'],
    kics: ['cf34805e-3872-4c08-bf92-6ff7bb0cfadb'],
    checkov: ['CKV_K8S_23'],
    kubescape: ['C-0013', 'C-0198'],
    polaris: ['runAsRootAllowed'],
    kubesec: ['RunAsNonRoot'],
    kubeaudit: ['RunAsNonRootPSCNilCSCNil', 'RunAsNonRootCSCFalse', 'RunAsNonRootPSCFalseCSCNil'],
    kyverno: ['require-run-as-nonroot', 'require-run-as-non-root-user'],
    semgrep: [
      'run-as-non-root', 'run-as-non-root-unsafe-value', 'run-as-non-root-container-level',
      'run-as-non-root-container-level-missing-security-context', 'run-as-non-root-security-context-pod-level',
    ], // prettier-ignore
  },

  podSpec: hintsForControlPlanes(function* (podSpec, context) {
    if (mayRunAsAnyUser(podSpec, context.kubernetesMinor)) return;
    const { containers, securityContext } = podSpec;
    const common = securityContext.get('runAsNonRoot');
    const refusing = containers.filter((container) => ownWord(container).is(false));
    const silent = containers.filter((container) => isMissing(ownWord(container)));

    if (common.is(false)) yield* allowedByPod(securityContext, [...silent, ...refusing], context);
    for (const container of refusing) yield* explicit(container.securityContext, [container], context);

    if (!isMissing(common) || silent.length === 0 || context.level === 'baseline') return;
    // One place for all, unless a container says otherwise or there is none: then each of the others is asked for its own word.
    if (refusing.length === 0 && takesPodContext(podSpec)) yield* missing(securityContext, silent, context);
    else for (const container of silent) yield* missing(container.securityContext, [container], context);
  }),
};

const ownWord = ({ securityContext }: Container): YamlValue => securityContext.get('runAsNonRoot');
const isMissing = ({ exists, opaque }: YamlValue): boolean => !exists && !opaque;

/** A pod-level `false`, which Pod Security refuses even where every container overrides it. */
function* allowedByPod(scope: YamlValue, affected: readonly Container[], context: RuleContext): Iterable<Problem> {
  if (affected.length > 0) {
    yield* explicit(scope, affected, context);
    return;
  }
  const word = scope.get('runAsNonRoot');
  yield {
    at: word,
    message: say`'runAsNonRoot: false' holds for no container here, but Pod Security level 'restricted' refuses it all the same.`,
    severity: 'info',
    fixes: fixes(scope, [], context),
  };
}

function* explicit(scope: YamlValue, allowed: readonly Container[], context: RuleContext): Iterable<Problem> {
  const affected = allowed.filter((container) => !isReportedAsRoot(container, context));
  if (affected.length === 0) return;
  const unknown = affected.filter(hasUnknownUser);
  yield {
    at: scope.get('runAsNonRoot'),
    message:
      unknown.length > 0
        ? say`'runAsNonRoot: false' lets ${nameContainers(unknown)} run as root: whoever breaks in then has the rights of root.`
        : say`Nothing but the user id keeps ${nameContainers(affected)} from running as root; Pod Security level 'restricted' refuses 'runAsNonRoot: false'.`,
    ...(unknown.length === 0 && { severity: 'info' }),
    fixes: fixes(scope, allowed, context),
  };
}

/** Whether only the image tells which user it is. */
function hasUnknownUser(container: Container): boolean {
  return !hasOrdinaryUser(container) && !effective(container, 'runAsUser').opaque;
}

function* missing(scope: YamlValue, silent: readonly Container[], context: RuleContext): Iterable<Problem> {
  const affected = silent.filter((container) => !isReportedAsRoot(container, context));
  if (affected.length === 0) return;

  const unknown = affected.filter(hasUnknownUser);
  yield {
    at: scope.get('runAsNonRoot'),
    message:
      unknown.length > 0
        ? say`Nothing keeps ${nameContainers(unknown)} from running as root: whoever breaks in then has the rights of root.`
        : say`Nothing but the user id keeps ${nameContainers(affected)} from running as root; Pod Security level 'restricted' asks for 'runAsNonRoot: true'.`,
    ...(unknown.length === 0 && { severity: 'info' }),
    fixes: fixes(scope, silent, context),
  };
}

/** Whether run-as-root-user speaks of the container, for Pod Security too: it looks at the user since this minor version. */
function isReportedAsRoot(container: Container, { kubernetesMinor }: RuleContext): boolean {
  return kubernetesMinor >= 23 && runsAsRoot(container);
}

function fixes(scope: YamlValue, affected: readonly Container[], context: RuleContext): readonly Fix[] {
  // The API would take it, but the node does not start a container that must not be root and is told to be.
  if (affected.some(runsAsRoot)) return [];
  // A container's own word goes before the pod's, so that it must change with it.
  const overriding = affected.filter(({ securityContext }) => securityContext !== scope).map(ownWord);
  const words = [scope.get('runAsNonRoot'), ...overriding.filter((word) => word.is(false))];
  const setAll = () => words.map((word) => set(word, true));
  const isSafe = affected.every(hasOrdinaryUser);
  const simple: Fix = {
    title: say`Set runAsNonRoot to true`,
    applicability: isSafe ? 'safe' : 'hardening',
    changes: setAll,
  };
  const isWindows = affected.some(({ podSpec }) => podSpec.runsOnWindows);
  const ids = isSafe || isWindows ? [] : [scope.get('runAsUser'), scope.get('runAsGroup')].filter(isMissing);
  const id = placeholder(String(proposedUser(context)));
  const chosen: Fix = {
    title: say`Set runAsNonRoot to true and choose a user`,
    applicability: 'placeholder',
    changes: () => [...setAll(), ...ids.map((place) => set(place, id))],
  };
  return unlessShared(words, ids.length > 0 ? [simple, chosen] : [simple]);
}
