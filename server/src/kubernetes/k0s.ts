import type { CommandLine, Component } from './command-line.js';
import { readArguments } from './kubeadm.js';
import type { Manifest } from './model.js';

/** Where k0s keeps the flags of the components (docs.k0sproject.io, configuration options of k0s.k0sproject.io/v1beta1). */
const sections: readonly (readonly [Component, path: readonly string[]])[] = [
  ['kube-apiserver', ['spec', 'api']],
  ['kube-controller-manager', ['spec', 'controllerManager']],
  ['kube-scheduler', ['spec', 'scheduler']],
  ['etcd', ['spec', 'storage', 'etcd']],
];

/** The flags that a configuration of k0s, or of k0sctl with one in it, gives to components. What else is set k0s decides. */
export function k0sLines({ kind, apiVersion, value }: Manifest): readonly CommandLine[] {
  if (kind === 'ClusterConfig' && apiVersion.startsWith('k0s.k0sproject.io/')) return linesIn(value);
  const isOfTool = kind === 'Cluster' && apiVersion.startsWith('k0sctl.k0sproject.io/');
  return isOfTool ? linesIn(value.get('spec', 'k0s', 'config')) : [];
}

function linesIn(config: Manifest['value']): readonly CommandLine[] {
  return sections.flatMap(([component, path]) => {
    const section = config.get(...path);
    const extra = section.get('extraArgs');
    if (!extra.isMap) return [];
    const line = readArguments(component, extra, false, section.key);
    return [{ ...line, origin: 'command' as const, open: true }];
  });
}
