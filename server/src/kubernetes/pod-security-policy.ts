import { mayBeAdded } from './capabilities.js';
import type { Manifest } from './model.js';
import { refusedVolumeType } from './volume-types.js';
import type { YamlValue } from '../yaml/value.js';

/** The minor versions of Kubernetes since which a PodSecurityPolicy is deprecated, and does not exist any more (deprecation guide). */
export const policyDeprecatedSince = 21;
export const policyGoneSince = 25;

/** Whether the object is a PodSecurityPolicy of Kubernetes. */
export function isPodSecurityPolicy({ kind, apiVersion }: Manifest): boolean {
  return kind === 'PodSecurityPolicy' && /^(policy|extensions)\/v1beta1$/.test(apiVersion);
}

/** The annotation with the seccomp profiles that a PodSecurityPolicy lets pods choose; `*` stands for any. */
export const allowedSeccomp = 'seccomp.security.alpha.kubernetes.io/allowedProfileNames';

/** Volumes without which no pod is less safe; `*` stands for any type. */
const harmless = (volume: YamlValue): boolean => {
  const { text } = volume;
  return text !== undefined && text !== '*' && text !== 'hostPath' && refusedVolumeType(text) === undefined;
};

/**
 * The level of the Pod Security Standards that is nearest to a policy: one that refuses a pod only where the policy does, or where it asks for
 * more than a field of the policy can say. Groups, the file system and SELinux are left out, because no level knows them.
 */
export function nearestLevel({ value }: Manifest): 'privileged' | 'baseline' | 'restricted' {
  const spec = value.get('spec');
  const capabilities = [...spec.get('allowedCapabilities').items, ...spec.get('defaultAddCapabilities').items];
  const volumes = spec.get('volumes').items;
  const adds = (level: 'baseline' | 'restricted'): boolean =>
    capabilities.every(({ text }) => text !== undefined && mayBeAdded(text, level, policyGoneSince));
  const isOpen =
    ['privileged', 'hostPID', 'hostIPC', 'hostNetwork'].some((key) => spec.get(key).is(true)) ||
    ['hostPorts', 'allowedUnsafeSysctls'].some((key) => spec.get(key).items.length > 0) ||
    volumes.some((volume) => volume.is('*') || volume.is('hostPath')) ||
    spec.get('allowedProcMountTypes').items.some((type) => type.is('Unmasked'));
  if (isOpen || !adds('baseline')) return 'privileged';
  const isStrict =
    adds('restricted') &&
    volumes.every(harmless) &&
    spec.get('allowPrivilegeEscalation').is(false) &&
    spec.get('requiredDropCapabilities').items.some((item) => item.is('ALL')) &&
    spec.get('runAsUser', 'rule').is('MustRunAsNonRoot');
  return isStrict ? 'restricted' : 'baseline';
}
