import type { Located } from '../text/span.js';
import type { YamlValue } from '../yaml/value.js';
import type { Container } from './model.js';

/** The parts of Kubernetes whose command lines are read. */
export const components = [
  'kube-apiserver', 'kube-controller-manager', 'kube-scheduler', 'etcd', 'kubelet', 'kube-proxy',
] as const; // prettier-ignore

export type Component = (typeof components)[number];

/** The flags with which a component is started, as far as an object says it. */
export interface CommandLine {
  readonly component: Component;
  /** `command`: the flags are all that the component gets · `kubeadm`: kubeadm adds those that it sets on its own. */
  readonly origin: 'command' | 'kubeadm';
  /** Where to point when a flag is missing: the name of the program, or the key nearest to the flags of kubeadm. */
  readonly at: Located;
  /** Whether a template, a variable or another file may add flags, so that what is missing is not known to be missing. */
  readonly open: boolean;
  /** In the order in which they count: of two that may stand once, the last. */
  readonly flags: readonly Flag[];
  /** The list or map that new flags go to; nothing where they would have to go into the text of a shell. */
  readonly target: { readonly form: 'words' | 'map' | 'list'; readonly at: YamlValue } | undefined;
  /** Nothing for a file of kubeadm and its like. */
  readonly container: Container | undefined;
  /** kubeadm's list of the volumes of the component; nothing for a container. */
  readonly volumes?: YamlValue;
  /** The minor version of Kubernetes 1.x that the image or kubeadm's file names. */
  readonly minor: number | undefined;
}

/** A flag where it is set. */
export interface Flag {
  /** Without dashes at its start, and with dashes for underscores, which Kubernetes takes for the same. */
  readonly name: string;
  /** `true` for a flag without a value; nothing where a template or a variable decides it. */
  readonly value: string | undefined;
  /** The word that holds it, in the text of a shell the part of it if that is found; of a map or list the value. */
  readonly at: Located;
  readonly written: Written;
}

/** How a flag is written: as `--name=value`, `--name value`, a pair of a map, an item with name and value, or in the text of a shell. */
export type Written =
  | { readonly as: 'word' | 'map' | 'list' | 'env' | 'text'; readonly item: YamlValue }
  | { readonly as: 'words'; readonly item: YamlValue; readonly second: YamlValue };

/** The place of a flag that counts. */
export function flagOf({ flags }: CommandLine, ...names: readonly string[]): Flag | undefined {
  return flags.findLast(({ name }) => names.includes(name));
}

/** All places of a flag. */
export function flagsOf({ flags }: CommandLine, name: string): readonly Flag[] {
  return flags.filter((flag) => flag.name === name);
}

/** Whether none of the flags is set, nor can be by what is not seen: OpenShift starts components with a file for all of them. */
export function lacks(line: CommandLine, ...names: readonly string[]): boolean {
  return !line.open && flagOf(line, 'openshift-config', ...names) === undefined;
}

/** The value of a flag for yes or no as the component reads it; nothing for a value that is not known or not one of them. */
export function isTrue(flag: Flag | undefined): boolean | undefined {
  // The words that strconv.ParseBool takes.
  const value = flag?.value?.toLowerCase() ?? '';
  return ['1', 't', 'true'].includes(value) ? true : ['0', 'f', 'false'].includes(value) ? false : undefined;
}

/** The entries of a list with commas between them. */
export function entriesOf({ value }: Flag): readonly string[] {
  return (value ?? '')
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');
}

/** The minor version in the name of a release of Kubernetes, such as 37 in `v1.37.0`; nothing for anything else. */
export function minorOf(version: string | undefined): number | undefined {
  const minor = /^v?1\.(\d+)/.exec(version ?? '')?.[1];
  return minor === undefined ? undefined : Number(minor);
}
