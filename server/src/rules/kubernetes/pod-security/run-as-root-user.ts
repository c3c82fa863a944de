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
    kics: ['containers_running_as_root'],
    kubescape: ['C-0013'],
    polaris: ['runAsRootAllowed'],
    kubeaudit: ['RunAsUserCSCRoot', 'RunAsUserPSCRoot'],
    kyverno: ['require-run-as-non-root-user'],
    checkov: ['CKV_K8S_23'],
  },

  *podSpec(podSpec, context) {
    yield* administrators(podSpec);
    if (mayRunAsAnyUser(podSpec, context.kubernetesMinor)) return;
    const common = podSpec.securityContext.get('runAsUser');
    const own = podSpec.containers.filter((container) => ownUser(container).is(0));

    if (common.is(0)) {
      const inheriting = podSpec.containers.filter((container) => !ownUser(container).exists);
      yield rootAt(common, inheriting, [common, ...own.map(ownUser)], context);
    }
    for (const container of own) {
      const places = [ownUser(container), ...(common.is(0) ? [common] : [])];
      yield rootAt(ownUser(container), [container], places, context);
    }
  },
};

const ownUser = ({ securityContext }: Container): YamlValue => securityContext.get('runAsUser');

/** The finding about one `runAsUser: 0`; `places` are those that must change for its containers to run as somebody else. */
function rootAt(
  at: YamlValue,
  affected: readonly Container[],
  places: readonly YamlValue[],
  context: RuleContext,
): Problem {
  const fixes = ordinaryUser(places, proposedUser(context));
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

function ordinaryUser(places: readonly YamlValue[], user: number): readonly Fix[] {
  return unlessShared(places, [
    {
      title: say`Run as user ${user}`,
      // Whether another user may read the files of the image and of the volumes is not known here.
      applicability: 'hardening',
      preferred: false,
      changes: () => places.map((place) => set(place, user)),
    },
  ]);
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
