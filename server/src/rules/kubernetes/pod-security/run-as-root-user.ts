import { say } from '../../../engine/message.js';
import type { Fix, Problem, Rule, RuleContext } from '../../../engine/rule.js';
import { effective } from '../../../kubernetes/inherit.js';
import type { Container, PodSpec } from '../../../kubernetes/model.js';
import { mayRunAsAnyUser } from '../../../kubernetes/pod-security.js';
import { set } from '../../../yaml/change.js';
import type { YamlValue } from '../../../yaml/value.js';
import { unlessShared } from '../fixes.js';
import { nameContainers } from '../wording.js';
import { proposedUser } from './users.js';

export const runAsRootUser: Rule = {
  id: 'run-as-root-user',
  title: 'Container is told to run as root',
  severity: 'error',
  on: true,
  standards: {
    podSecurity: 'restricted',
    podSecuritySince: 23,
    cis: ['5.2.7'],
    nsa: '"Non-root" containers',
    cwe: [250],
  },
  aliases: {
    'kube-linter': ['run-as-non-root'],
    trivy: ['KSV-0105'],
    kics: ['cf34805e-3872-4c08-bf92-6ff7bb0cfadb'],
    kubescape: ['C-0013'],
    polaris: ['runAsRootAllowed'],
    kubeaudit: ['RunAsUserCSCRoot', 'RunAsUserPSCRoot'],
    kyverno: ['require-run-as-non-root-user'],
    checkov: ['CKV_K8S_23'],
  },

  *podSpec(podSpec, context) {
    yield* administrators(podSpec);
    if (mayRunAsAnyUser(podSpec, context.kubernetesMinor)) return;
    const { securityContext: common } = podSpec;
    const own = podSpec.containers.filter((container) => ownUser(container).is(0));
    const isCommon = common.get('runAsUser').is(0);

    if (isCommon) {
      const inheriting = podSpec.containers.filter((container) => !ownUser(container).exists);
      yield rootAt(common, inheriting, [common, ...own.map(({ securityContext }) => securityContext)], common, context);
    }
    for (const container of own) {
      const scope = container.securityContext;
      yield rootAt(scope, [container], isCommon ? [common, scope] : [scope], common, context);
    }
  },
};

const ownUser = ({ securityContext }: Container): YamlValue => securityContext.get('runAsUser');

/** The finding about the `runAsUser: 0` of one scope; `scopes` are those that must change for its containers to run as somebody else. */
function rootAt(
  scope: YamlValue,
  affected: readonly Container[],
  scopes: readonly YamlValue[],
  pod: YamlValue,
  context: RuleContext,
): Problem {
  const at = scope.get('runAsUser');
  const fixes = ordinaryUser(scopes, affected, pod, proposedUser(context));
  const contradicted = affected.filter((container) => effective(container, 'runAsNonRoot').is(true));
  if (affected.length === 0) {
    const message = say`'runAsUser: 0' holds for no container here, but Pod Security level 'restricted' refuses it all the same.`;
    return { at, message, severity: 'info', fixes };
  }
  if (contradicted.length > 0) {
    const related = contradicted.map((container) => ({
      at: effective(container, 'runAsNonRoot'),
      message: say`This forbids the user root.`,
    }));
    const message = say`The node will not start ${nameContainers(contradicted)}: 'runAsUser: 0' asks for root and 'runAsNonRoot: true' forbids it.`;
    return { at, message, related, fixes };
  }
  const message = say`'runAsUser: 0' runs ${nameContainers(affected)} as root: whoever breaks in has the rights of root, and more ways out to the node.`;
  return { at, message, fixes };
}

/** Another user, and the word that it must not be root: the first of the scopes says it unless the pod does, and none says otherwise. */
function ordinaryUser(
  scopes: readonly YamlValue[],
  affected: readonly Container[],
  pod: YamlValue,
  user: number,
): readonly Fix[] {
  const places = scopes.map((scope) => scope.get('runAsUser'));
  const said = pod.get('runAsNonRoot');
  const speaking = new Set([...scopes, ...affected.map(({ securityContext }) => securityContext)]);
  const words = [...speaking].map((scope) => scope.get('runAsNonRoot'));
  const changed = words.filter((word, index) => {
    const isLacking = index === 0 && !word.exists && !word.opaque && !said.is(true) && !said.opaque;
    return isLacking || word.is(false);
  });
  return unlessShared(
    [...places, ...changed],
    [
      {
        title: say`Run as user ${user}`,
        // Whether another user may read the files of the image and of the volumes is not known here.
        applicability: 'hardening',
        preferred: false,
        changes: () => [...places.map((place) => set(place, user)), ...changed.map((word) => set(word, true))],
      },
    ],
  );
}

/** The Windows account that is to a container what root is on Linux. */
function* administrators({ securityContext, containers }: PodSpec): Iterable<Problem> {
  const places = [securityContext, ...containers.map((container) => container.securityContext)];
  for (const place of places) {
    const user = place.get('windowsOptions', 'runAsUserName');
    if (user.text?.toLowerCase() !== 'containeradministrator') continue;
    yield {
      at: user,
      message: say`'ContainerAdministrator' may change everything in a Windows container: whoever breaks in does, too.`,
      severity: 'info',
      beyondPodSecurity: true,
    };
  }
}
