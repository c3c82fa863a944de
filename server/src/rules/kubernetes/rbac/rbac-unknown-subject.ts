import { say } from '../../../engine/message.js';
import type { Fix, Problem, Rule } from '../../../engine/rule.js';
import type { Manifest } from '../../../kubernetes/model.js';
import { sameNamespace } from '../../../kubernetes/namespace.js';
import { isBinding } from '../../../kubernetes/rbac.js';
import { remove, set } from '../../../yaml/change.js';
import type { YamlValue } from '../../../yaml/value.js';
import { unlessShared } from '../fixes.js';

export const rbacUnknownSubject: Rule = {
  id: 'rbac-unknown-subject',
  title: 'Binding for a service account that is not there',
  severity: 'info',
  on: true,
  standards: { cwe: [1284] },

  *workspace(manifest, workspace, { options }) {
    if (!isBinding(manifest)) return;
    const known = Array.isArray(options['known']) ? options['known'] : [];
    for (const subject of manifest.value.get('subjects').items) {
      const name = subject.get('name').text;
      if (!subject.get('kind').is('ServiceAccount') || name === undefined) continue;
      yield* refused(subject);
      // Every namespace has an account 'default'.
      if (name === 'default' || known.includes(name)) continue;
      const found = judge(subject, name, manifest, workspace.ofKind('ServiceAccount'));
      if (found) yield found;
    }
  },
};

function* refused(subject: YamlValue): Iterable<Problem> {
  const group = subject.get('apiGroup');
  if (!group.text) return;
  yield {
    at: group,
    message: say`The API refuses a ServiceAccount with a group: accounts are in the group without a name.`,
    severity: 'error',
    fixes: unlessShared(
      [group],
      [{ title: say`Remove apiGroup`, applicability: 'safe', changes: () => [remove(group)] }],
    ),
  };
}

function judge(
  subject: YamlValue,
  name: string,
  binding: Manifest,
  accounts: readonly Manifest[],
): Problem | undefined {
  const place = subject.get('namespace');
  const namespace = place.text ?? (binding.kind === 'RoleBinding' ? binding.namespace : undefined);
  const homes = accounts.flatMap((account) => (account.name === name ? [account.namespace] : []));
  if (place.opaque || accounts.length === 0 || accounts.some((account) => account.name === undefined)) return undefined;
  const [home, ...others] = homes;
  const moved = home === undefined || others.length > 0 ? undefined : home;

  if (!place.exists && binding.kind === 'ClusterRoleBinding') {
    // Where no object names a namespace, Kustomize puts in both.
    if (moved === undefined) return undefined;
    return {
      at: subject.get('name'),
      message: say`The API refuses a ServiceAccount without a namespace in a ClusterRoleBinding; '${name}' is in '${moved}' here.`,
      severity: 'error',
      fixes: inNamespace(place, moved, 'safe'),
    };
  }
  if (namespace === undefined || homes.some((found) => sameNamespace(found, namespace))) return undefined;
  if (homes.length > 0) {
    return {
      at: place.exists ? place : subject.get('name'),
      message: say`ServiceAccount '${name}' is not in namespace '${namespace}' here: the rights go to whoever makes an account of this name there.`,
      severity: 'warning',
      fixes: moved === undefined ? [] : inNamespace(place, moved, 'placeholder'),
    };
  }
  // Where the namespace has none here, they all are elsewhere.
  return accounts.some((account) => sameNamespace(account.namespace, namespace))
    ? {
        at: subject.get('name'),
        message: say`No ServiceAccount '${name}' is defined here, though others of its namespace are: whoever makes one gets these rights.`,
      }
    : undefined;
}

/** To make a grant live that was dead is for the author to decide, unless the API refuses the object as it is. */
function inNamespace(place: YamlValue, namespace: string, applicability: Fix['applicability']): readonly Fix[] {
  return unlessShared(
    [place],
    [{ title: say`Set namespace to '${namespace}'`, applicability, changes: () => [set(place, namespace)] }],
  );
}
