import { say } from '../../../engine/message.js';
import type { Fix } from '../../../engine/rule.js';
import type { Manifest, PodSpec } from '../../../kubernetes/model.js';
import type { ServiceAccounts } from '../../../kubernetes/service-account.js';
import { addDocument, remove, set } from '../../../yaml/change.js';
import { canAddDocument, unlessShared } from '../fixes.js';

/** The fixes for pods that share ServiceAccount 'default'. */
export function insteadOfDefault(podSpec: PodSpec, accounts: ServiceAccounts): readonly Fix[] {
  const account = accounts.find('default', podSpec.manifest);
  const fixes = [
    ...withoutToken(podSpec),
    ...withOwnAccount(podSpec, accounts),
    ...withoutTokenOfAccount(podSpec, account),
  ];
  // Somebody gave the account its rights for one of its pods; which one needs them the file does not show.
  const isBound = accounts.rightsOf('default', podSpec.manifest) !== 'none';
  return isBound ? fixes.map((fix) => ({ ...fix, preferred: false })) : fixes;
}

/** The fix that withholds the token from these pods. */
export function withoutToken({ value }: PodSpec): readonly Fix[] {
  const setting = value.get('automountServiceAccountToken');
  return unlessShared(
    [setting],
    [
      {
        title: say`Set automountServiceAccountToken to false`,
        applicability: 'hardening',
        // Who writes what holds anyway has a program that uses the API.
        ...(setting.is(true) && { preferred: false }),
        changes: () => [set(setting, false)],
      },
    ],
  );
}

/** The fix that withholds it from all pods of their account; none where the account stands elsewhere or the pods have their own word. */
export function withoutTokenOfAccount({ value }: PodSpec, account: Manifest | undefined): readonly Fix[] {
  const own = value.get('automountServiceAccountToken');
  const common = account?.value.get('automountServiceAccountToken');
  if (!common || own.exists || common.place.document !== own.place.document) return [];
  return unlessShared(
    [common],
    [
      {
        title: say`Set it on the ServiceAccount`,
        applicability: 'hardening',
        changes: () => [set(common, false)],
      },
    ],
  );
}

/** The fix that gives the workload an account of its own, and makes that account unless it is known. */
function withOwnAccount({ value, manifest }: PodSpec, accounts: ServiceAccounts): readonly Fix[] {
  const { name, namespace } = manifest;
  const known = name !== undefined && accounts.find(name, manifest) !== undefined;
  if (!name || name === 'default' || (!known && !canAddDocument(value))) return [];
  const named = value.get('serviceAccountName');
  const old = value.get('serviceAccount');
  const account = {
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: { name, ...(namespace && { namespace }) },
    automountServiceAccountToken: false,
  };
  return unlessShared(
    [named, ...(old.exists ? [old] : [])],
    [
      {
        title: say`Use a ServiceAccount '${name}' of its own`,
        applicability: 'hardening',
        changes: () => [
          set(named, name),
          ...(old.exists ? [remove(old)] : []),
          ...(known ? [] : [addDocument(account)]),
        ],
      },
    ],
  );
}
