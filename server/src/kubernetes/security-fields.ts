/**
 * The fields of a pod's security context (API reference 1.37, PodSecurityContext v1 core).
 * @checked 2026-08-26
 */
export const podSecurityFields = [
  'appArmorProfile', 'fsGroup', 'fsGroupChangePolicy', 'runAsGroup', 'runAsNonRoot', 'runAsUser', 'seLinuxChangePolicy',
  'seLinuxOptions', 'seccompProfile', 'supplementalGroups', 'supplementalGroupsPolicy', 'sysctls', 'windowsOptions',
]; // prettier-ignore

/**
 * The fields of a container's security context (API reference 1.37, SecurityContext v1 core).
 * @checked 2026-08-26
 */
export const containerSecurityFields = [
  'allowPrivilegeEscalation', 'appArmorProfile', 'capabilities', 'privileged', 'procMount', 'readOnlyRootFilesystem', 'runAsGroup',
  'runAsNonRoot', 'runAsUser', 'seLinuxOptions', 'seccompProfile', 'windowsOptions',
]; // prettier-ignore

/** Those of both that are true or false. */
export const booleanSecurityFields = ['allowPrivilegeEscalation', 'privileged', 'readOnlyRootFilesystem', 'runAsNonRoot']; // prettier-ignore

/**
 * What the API refuses in a pod that says `os.name: windows`, by where it stands (kubernetes/kubernetes, validateWindows in
 * pkg/apis/core/validation/validation.go); of hostPID and hostIPC only the value true.
 */
export const linuxOnly = {
  pod: ['hostPID', 'hostIPC', 'hostUsers', 'shareProcessNamespace', 'resources'],
  podSecurityContext: [
    'appArmorProfile', 'seLinuxOptions', 'seLinuxChangePolicy', 'seccompProfile', 'fsGroup', 'fsGroupChangePolicy', 'sysctls',
    'runAsUser', 'runAsGroup', 'supplementalGroups', 'supplementalGroupsPolicy',
  ],
  containerSecurityContext: [
    'appArmorProfile', 'seLinuxOptions', 'seccompProfile', 'runAsUser', 'runAsGroup', 'capabilities', 'privileged',
    'allowPrivilegeEscalation', 'readOnlyRootFilesystem', 'procMount',
  ],
} as const; // prettier-ignore
