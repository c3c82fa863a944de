import type { YamlValue } from '../yaml/value.js';
import { components, type CommandLine, type Flag } from './command-line.js';
import type { Manifest } from './model.js';

/**
 * The flags that a cluster of Rancher gives to the components of RKE2 and K3s: lists such as `kube-apiserver-arg: [profiling=false]`.
 * What else is set Rancher decides, so that nothing is known to be missing. Source: the reference of provisioning.cattle.io/v1.
 */
export function rancherLines({ kind, apiVersion, value }: Manifest): readonly CommandLine[] {
  if (kind !== 'Cluster' || apiVersion !== 'provisioning.cattle.io/v1') return [];
  const config = value.get('spec', 'rkeConfig');
  const selected = config.get('machineSelectorConfig').items.map((item) => item.get('config'));
  return [config.get('machineGlobalConfig'), ...selected].flatMap(ofConfig);
}

function ofConfig(config: YamlValue): CommandLine[] {
  return components.flatMap((component): CommandLine[] => {
    const list = config.get(`${component}-arg`);
    const flags = list.items.flatMap(flagIn);
    if (flags.length === 0) return [];
    const unknown = { target: undefined, container: undefined, minor: undefined };
    return [{ component, origin: 'command', at: list.key, open: true, flags, ...unknown }];
  });
}

function flagIn(item: YamlValue): Flag[] {
  const [, name, value = 'true'] = /^(?:--)?([A-Za-z][\w.-]*)(?:=([^]*))?$/.exec(item.text ?? '') ?? [];
  if (name === undefined) return [];
  const known = /\$[({\w]|\{\{/.test(value) ? undefined : value;
  return [{ name: name.replaceAll('_', '-'), value: known, at: item, written: { as: 'word', item } }];
}
