import type { Located } from '../text/span.js';
import type { YamlValue } from '../yaml/value.js';
import { minorOf, type CommandLine, type Component, type Flag } from './command-line.js';
import { mayHoldMore } from './lists.js';
import type { Manifest } from './model.js';

/** Where kubeadm keeps the flags of the components. Source: the references of kubeadm's configuration v1beta2 to v1beta4. */
const clusterSections: readonly (readonly [Component, path: readonly string[]])[] = [
  ['kube-apiserver', ['apiServer']],
  ['kube-controller-manager', ['controllerManager']],
  ['kube-scheduler', ['scheduler']],
  ['etcd', ['etcd', 'local']],
];

/** Where the kinds of Cluster API keep a whole configuration of kubeadm. */
const embedded: Readonly<Record<string, readonly string[]>> = {
  KubeadmControlPlane: ['spec', 'kubeadmConfigSpec'],
  KubeadmControlPlaneTemplate: ['spec', 'template', 'spec', 'kubeadmConfigSpec'],
  KubeadmConfig: ['spec'],
  KubeadmConfigTemplate: ['spec', 'template', 'spec'],
};

/** The flags that a configuration of kubeadm, or an object of Cluster API that holds one, gives to components. */
export function kubeadmLines({ kind, apiVersion, value }: Manifest): readonly CommandLine[] {
  const [group = '', version = ''] = apiVersion.split('/');
  if (group === 'kubeadm.k8s.io') {
    const isList = !/^v1(alpha\d|beta[123])$/.test(version);
    if (kind === 'ClusterConfiguration')
      return ofCluster(value, isList, value.get('kind'), value.get('kubernetesVersion'));
    return kind === 'InitConfiguration' || kind === 'JoinConfiguration' ? ofNode(value, isList) : [];
  }
  const path = /^(controlplane|bootstrap)\.cluster\.x-k8s\.io$/.test(group) ? embedded[kind] : undefined;
  if (!path) return [];
  const isList = !/^v1(alpha\d|beta1)$/.test(version);
  const spec = value.get(...path);
  const cluster = spec.get('clusterConfiguration');
  return [
    ...(cluster.isMap ? ofCluster(cluster, isList, cluster.key, value.get('spec', 'version')) : []),
    ...ofNode(spec.get('initConfiguration'), isList),
    ...ofNode(spec.get('joinConfiguration'), isList),
  ];
}

function ofCluster(cluster: YamlValue, isList: boolean, home: Located, version: YamlValue): CommandLine[] {
  return clusterSections.flatMap(([component, path]) => {
    const section = cluster.get(...path);
    // Every cluster has an API server, whether or not its section is there; of others only what is written counts.
    if (!section.isMap && (component !== 'kube-apiserver' || section.exists || section.opaque)) return [];
    const line = readArguments(component, section.get('extraArgs'), isList, section.isMap ? section.key : home);
    // etcd has versions and volumes of its own.
    const known = { minor: minorOf(version.text), volumes: section.get('extraVolumes') };
    if (component === 'etcd') return line;
    const servers = component === 'kube-apiserver' ? plainServers(cluster) : [];
    return { ...line, ...known, flags: [...servers, ...line.flags] };
  });
}

/** The addresses of an etcd of other machines that kubeadm gives to the API server, as far as they are without TLS. */
function plainServers(cluster: YamlValue): readonly Flag[] {
  const endpoints = cluster.get('etcd', 'external', 'endpoints').items;
  return endpoints.filter(({ text }) => text?.startsWith('http://')).map((item) => flag('etcd-servers', item, item));
}

function ofNode(configuration: YamlValue, isList: boolean): CommandLine[] {
  const registration = configuration.get('nodeRegistration');
  if (!registration.isMap) return [];
  return [readArguments('kubelet', registration.get('kubeletExtraArgs'), isList, registration.key)];
}

/** The flags of a component that stand in a map or, `isList`, in a list of names with values; `home` is where to point without them. */
export function readArguments(component: Component, at: YamlValue, isList: boolean, home: Located): CommandLine {
  const form = at.isList || (isList && !at.isMap) ? 'list' : 'map';
  const open = at.opaque || (form === 'list' ? mayHoldMore(at) : at.get('\0').opaque);
  const flags =
    form === 'list' ? at.items.flatMap(ofItem) : at.entries.map(({ name, value }) => flag(name, value, value));
  const place = at.exists ? at.key : home;
  const target = { form, at } as const;
  return { component, origin: 'kubeadm', at: place, open, flags, target, container: undefined, minor: undefined };
}

function ofItem(item: YamlValue): Flag[] {
  const name = item.get('name').text;
  return name === undefined ? [] : [flag(name, item.get('value'), item)];
}

function flag(name: string, value: YamlValue, item: YamlValue): Flag {
  const known = value.text !== undefined && !/\$[({\w]|\{\{/.test(value.text) ? value.text : undefined;
  return {
    name: name.replace(/^-+/, '').replaceAll('_', '-'),
    value: known,
    at: value,
    written: { as: item === value ? 'map' : 'list', item },
  };
}
