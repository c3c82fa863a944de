/**
 * The first minor version of Kubernetes 1.x that does not know an admission plugin any more, and does not start where one is named.
 * Sources, read in November 2026: the changelogs; kubernetes/kubernetes#98669 (exec plugins), #124505 (PersistentVolumeLabel), kubernetes.io/docs/reference/access-authn-authz/
 * admission-controllers (PodSecurityPolicy), kubernetes/enhancements#3785 (SecurityContextDeny).
 */
const goneIn: Readonly<Record<string, number>> = {
  DenyEscalatingExec: 21,
  DenyExecOnPrivileged: 21,
  Initializers: 14,
  PersistentVolumeLabel: 31,
  PodPreset: 20,
  PodSecurityPolicy: 25,
  SecurityContextDeny: 30,
};

/** The first minor version that does not know the plugin; nothing where none is known. */
export function pluginGoneIn(name: string): number | undefined {
  return goneIn[name];
}

/** Plugins that are on unless told otherwise, and that security rests on; NodeRestriction must be switched on. */
export const vitalPlugins: readonly string[] = [
  'NamespaceLifecycle',
  'NodeRestriction',
  'PodSecurity',
  'ServiceAccount',
];
