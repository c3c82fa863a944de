import { say } from '../../../engine/message.js';
import type { Rule } from '../../../engine/rule.js';
import type { PodSpec } from '../../../kubernetes/model.js';
import { isAddOn, systemNamespaces } from '../../../kubernetes/system-namespaces.js';

export const systemNamespace: Rule = {
  id: 'system-namespace',
  title: 'Workload in a namespace of Kubernetes itself',
  severity: 'warning',
  on: true,
  standards: { cwe: [653] },
  aliases: { trivy: ['KSV-0037'], kics: ['611ab018-c4aa-4ba2-b0f6-a448337509a6'] },

  *podSpec(podSpec) {
    const { namespace, value } = podSpec.manifest;
    if (namespace === undefined || !systemNamespaces.has(namespace)) return;
    // Nothing of Kubernetes runs in the others.
    if (namespace === 'kube-system' && mayBelong(podSpec)) return;

    yield {
      at: value.get('metadata', 'namespace'),
      message:
        namespace === 'kube-system'
          ? say`Namespace '${namespace}' is for Kubernetes itself: who breaks in here is next to its Secrets and accounts, and rules for pods often leave it out.`
          : say`Namespace '${namespace}' is for Kubernetes itself, which runs no pods here: nobody looks for some, and rules for pods often leave it out.`,
    };
  },
};

/** Labels and settings that only parts of a cluster have. */
function mayBelong({ manifest, metadata, value, containers }: PodSpec): boolean {
  const maps = [manifest.value.get('metadata', 'labels'), metadata.get('labels')];
  const isMarked = ([key, value]: readonly [string, string?]): boolean =>
    maps
      .map((labels) => labels.get(key))
      .some((label) => label.opaque || (value === undefined ? label.exists : label.is(value)));
  const priority = value.get('priorityClassName');
  return (
    marks.some(isMarked) ||
    priority.opaque ||
    (priority.text ?? '').startsWith('system-') ||
    isAddOn(manifest.name ?? '') ||
    containers.some((container) => isAddOn(container.value.get('image').text ?? ''))
  );
}

/** Labels of parts of a cluster, some with their value. */
const marks: readonly (readonly [string, string?])[] = [
  ['tier', 'control-plane'],
  ['k8s-app'],
  ['kubernetes.io/cluster-service'],
  ['addonmanager.kubernetes.io/mode'],
];
