import { say, type Message } from '../../../engine/message.js';
import type { Problem, Rule } from '../../../engine/rule.js';
import { capabilityName, isUsualCapability } from '../../../kubernetes/capabilities.js';
import { allowedSeccomp, isPodSecurityPolicy, policyGoneSince } from '../../../kubernetes/pod-security-policy.js';
import { set } from '../../../yaml/change.js';
import type { YamlValue } from '../../../yaml/value.js';
import { unlessShared } from '../fixes.js';

export const pspPermissive: Rule = {
  id: 'psp-permissive',
  title: 'PodSecurityPolicy that lets pods do too much',
  severity: 'warning',
  on: false,
  standards: { nsa: 'Kubernetes Pod security', cwe: [250] },
  aliases: {
    kics: [
      '87554eef-154d-411d-bdce-9dbd91e56851', '80f93444-b240-4ebb-a4c6-5c40b76c04ea', '91dacd0e-d189-4a9c-8272-5999a3cc32d9',
      'a33e9173-b674-4dfb-9d82-cf3754816e4b', 'c48e57d3-d642-4e0b-90db-37f807b41b91', '7307579a-3abb-46ad-9ce5-2a915634d5c8',
      'de4421f1-4e35-43b4-9783-737dd4e4a47e', 'caa93370-791f-4fc6-814b-ba6ce0cb4032', '2270987f-bb51-479f-b8be-3ca73e5ad648',
      'e3aa0612-4351-4a0d-983f-aefea25cf203',
    ], // prettier-ignore
    checkov: ['CKV_K8S_1', 'CKV_K8S_2', 'CKV_K8S_3', 'CKV_K8S_4', 'CKV_K8S_5', 'CKV_K8S_6', 'CKV_K8S_7', 'CKV_K8S_24', 'CKV_K8S_32', 'CKV_K8S_36'], // prettier-ignore
    kubescape: ['C-0213', 'C-0214', 'C-0215', 'C-0216', 'C-0217', 'C-0218', 'C-0219', 'C-0220'],
  },

  *manifest(manifest, { kubernetesMinor }) {
    // A policy that nothing reads permits nothing.
    if (kubernetesMinor >= policyGoneSince || !isPodSecurityPolicy(manifest)) return;
    const spec = manifest.value.get('spec');
    yield* switches(spec);
    yield* lists(spec);
    const seccomp = manifest.value.get('metadata', 'annotations', allowedSeccomp);
    if (seccomp.text?.split(',').some((name) => /^(\*|unconfined)$/.test(name.trim()))) {
      yield permits(
        seccomp,
        say`Pods under this policy may do without seccomp, so that an attacker may have every system call to try.`,
      );
    }
  },
};

/** The fields that are true or false, with what the wrong one permits; `byDefault` is what holds where the field is missing. */
const fields: readonly (readonly [field: string, good: boolean, byDefault: boolean, permits: string])[] = [
  ['privileged', false, false, 'be privileged: whoever breaks into one controls its node'],
  ['hostPID', false, false, 'see and stop the processes of their node'],
  ['hostIPC', false, false, 'share memory with the processes of their node'],
  ['hostNetwork', false, false, 'use the network of their node'],
  ['allowPrivilegeEscalation', false, true, 'gain more privileges than they start with'],
  ['readOnlyRootFilesystem', true, false, 'write to their own file system'],
];

function* switches(spec: YamlValue): Iterable<Problem> {
  for (const [field, good, byDefault, what] of fields) {
    const value = spec.get(field);
    if (value.opaque || (value.exists ? value.is(good) : byDefault === good)) continue;
    yield {
      ...permits(value, say`Pods under this policy may ${what}.`),
      fixes: unlessShared(
        [value],
        [
          {
            title: say`Set ${field} to ${String(good)}`,
            applicability: 'hardening',
            changes: () => [set(value, good)],
          },
        ],
      ),
    };
  }
}

function* lists(spec: YamlValue): Iterable<Problem> {
  for (const key of ['allowedCapabilities', 'defaultAddCapabilities']) {
    for (const item of spec.get(key).items) {
      if (item.text === undefined || isUsualCapability(capabilityName(item.text))) continue;
      yield permits(
        item,
        item.is('*')
          ? say`Pods under this policy may have every capability.`
          : say`Pods under this policy may have the capability ${item.text}, which containers do not have by default.`,
      );
    }
  }
  const dropped = spec.get('requiredDropCapabilities');
  if (!dropped.opaque && !dropped.items.some(({ text, opaque }) => opaque || text === 'ALL' || text === 'NET_RAW')) {
    yield permits(
      dropped.exists ? dropped.key : dropped,
      say`Pods under this policy keep the capability NET_RAW: an attacker in one can forge packets, for instance to pose as another pod.`,
    );
  }
  const paths = spec.get('allowedHostPaths').items;
  const isLimited = paths.length > 0 && paths.every((path) => path.get('readOnly').is(true));
  for (const volume of spec.get('volumes').items) {
    if (!(volume.is('*') || volume.is('hostPath')) || isLimited) continue;
    yield permits(
      volume,
      say`Pods under this policy may mount files of their node and write to them, which is enough to take it over.`,
    );
  }
  const user = spec.get('runAsUser', 'rule');
  if (user.is('RunAsAny')) yield permits(user, say`Pods under this policy may run as root.`);
}

function permits(at: Problem['at'], message: Message): Problem {
  return { at, message };
}
