import type { YamlValue } from '../yaml/value.js';
import { mayHoldMore } from './lists.js';
import type { Manifest, PodSpec } from './model.js';
import { remember } from '../text/remember.js';
import { rememberLists } from './remember.js';
import { labelsIn, selects, selectsAll } from './selectors.js';
import { sameNamespace } from './namespace.js';
import { everyWorkloadKind } from './workloads.js';

/** The objects of a kind among those that are known together (see `Workspace` of the engine). */
interface Objects {
  ofKind(kind: string): readonly Manifest[];
}

/** Whether it is a NetworkPolicy of Kubernetes itself: Calico and Antrea have kinds of the same name. */
export function isNetworkPolicy({ kind, apiVersion }: Manifest): boolean {
  return kind === 'NetworkPolicy' && /^(networking\.k8s\.io|extensions)\//.test(apiVersion);
}

/** The kinds that isolate pods: that of Kubernetes and those of others (Cilium, Calico, Antrea, and the policies of cluster administrators). */
const policyKinds = [
  'NetworkPolicy',
  'CiliumNetworkPolicy',
  'CiliumClusterwideNetworkPolicy',
  'GlobalNetworkPolicy',
  'ClusterNetworkPolicy',
  'AdminNetworkPolicy',
  'BaselineAdminNetworkPolicy',
];

/**
 * Which directions a policy isolates: those of `policyTypes`; where it names none, ingress, and egress if there is an egress rule
 * (networking/v1/defaults.go, SetDefaults_NetworkPolicy). Nothing where a template decides it.
 */
export function isolatedBy({ value }: Manifest): { readonly ingress: boolean; readonly egress: boolean } | undefined {
  const [types, egress] = [value.get('spec', 'policyTypes'), value.get('spec', 'egress')];
  if (mayHoldMore(types)) return undefined;
  const named = (type: string): boolean => types.items.some((item) => item.is(type));
  if (types.items.length > 0) return { ingress: named('Ingress'), egress: named('Egress') };
  if (egress.items.length === 0 && mayHoldMore(egress)) return undefined;
  return { ingress: true, egress: egress.items.length > 0 };
}

/** Whether a policy selects the pods, as far as their labels tell. An absent or null selector is an empty one and takes in all. */
export function selectsPods(policy: Manifest, { metadata }: PodSpec): boolean | undefined {
  return selects(podSelectorOf(policy), labelsIn(metadata));
}

export function podSelectorOf({ value }: Manifest): YamlValue {
  return value.get('spec', 'podSelector');
}

/** What is known of the policies of a namespace. */
export interface NamespacePolicies {
  /** Its workloads that no policy selects, in the order of their kinds; without those that use the network of their node. */
  readonly unselected: readonly Manifest[];
  /** Whether a policy may select all pods. */
  readonly hasDefault: boolean;
}

/**
 * What the objects that are known together tell of the policies of a namespace (nothing: of the objects without one). Nothing where
 * they tell too little: they hold neither the Namespace nor a policy of it, or a policy of another kind.
 */
export function policiesOf(objects: Objects, namespace: string | undefined): NamespacePolicies | undefined {
  const known = ['Namespace', ...policyKinds].map((kind) => objects.ofKind(kind));
  // Without looking at the workloads, so that a rule is not asked again about all of them when one changes.
  if (known.every(({ length }) => length === 0)) return undefined;
  return read(...known, ...everyWorkloadKind.map((kind) => objects.ofKind(kind))).get(namespace ?? '');
}

const read = rememberLists((...lists: readonly (readonly Manifest[])[]): ReadonlyMap<string, NamespacePolicies> => {
  const [namespaces = [], ...others] = lists;
  const all = others.slice(0, policyKinds.length).flat();
  const pods = groupPods(...others.slice(policyKinds.length));
  const policies = all.filter(isNetworkPolicy);
  const foreign = all.filter((policy) => !isNetworkPolicy(policy));
  const known = new Set([...namespaces.map(({ name }) => name), ...policies.map(({ namespace }) => namespace ?? '')]);
  const result = new Map<string, NamespacePolicies>();
  for (const name of known) {
    // Of a policy of another kind nobody here knows what it selects.
    if (name === undefined || foreign.some(({ namespace }) => sameNamespace(namespace, name || undefined))) continue;
    const own = policies.filter((policy) => sameNamespace(policy.namespace, name || undefined));
    result.set(name, { unselected: unselectedIn(pods.get(name), own), hasDefault: own.some(mayBeDefault) });
  }
  return result;
});

function unselectedIn(pods: LabelledPods | undefined, policies: readonly Manifest[]): readonly Manifest[] {
  if (!pods) return [];
  const selected = new Set<PodSpec>();
  for (const policy of policies) {
    for (const podSpec of candidates(podSelectorOf(policy), pods)) {
      if (!selected.has(podSpec) && selectsPods(policy, podSpec) !== false) selected.add(podSpec);
    }
  }
  return pods.all.filter((podSpec) => !selected.has(podSpec) && !mayUseHost(podSpec)).map(({ manifest }) => manifest);
}

/** In a patch, what is missing is not known. */
function mayUseHost({ value }: PodSpec): boolean {
  const host = value.get('hostNetwork');
  return host.opaque || host.is(true);
}

/** The workloads that run pods in the very namespace of an object, as far as it is written. */
export function workloadsBeside(objects: Objects, { namespace }: Manifest): readonly PodSpec[] {
  return workloadsByNamespace(objects).get(namespace ?? '')?.all ?? [];
}

/** Those of the workloads beside an object that a selector may select. */
export function mayBeSelected(selector: YamlValue, objects: Objects, { namespace }: Manifest): readonly PodSpec[] {
  const pods = workloadsByNamespace(objects).get(namespace ?? '');
  return pods ? candidates(selector, pods) : [];
}

/** Whether a selector may take in one of the workloads beside an object. */
export function mayTakeIn(selector: YamlValue, objects: Objects, near: Manifest): boolean {
  return mayBeSelected(selector, objects, near).some(({ metadata }) => selects(selector, labelsIn(metadata)) !== false);
}

/** The pods of a namespace by their labels, so that a selector is held against few of them. */
interface LabelledPods {
  readonly all: PodSpec[];
  /** By `key=value`. */
  readonly byLabel: Map<string, PodSpec[]>;
  /** Those that a template may give more labels. */
  readonly unsure: PodSpec[];
}

function candidates(selector: YamlValue, { all, byLabel, unsure }: LabelledPods): readonly PodSpec[] {
  const [first] = selector.get('matchLabels').entries;
  if (first?.value.text === undefined) return all;
  return [...(byLabel.get(`${first.name}=${first.value.text}`) ?? []), ...unsure];
}

function workloadsByNamespace(objects: Objects): ReadonlyMap<string, LabelledPods> {
  return groupPods(...everyWorkloadKind.map((kind) => objects.ofKind(kind)));
}

const groupPods = rememberLists((...lists: readonly (readonly Manifest[])[]): ReadonlyMap<string, LabelledPods> => {
  const groups = new Map<string, LabelledPods>();
  for (const { podSpec, namespace = '' } of lists.flat()) {
    if (!podSpec) continue;
    const group = groups.get(namespace) ?? { all: [], byLabel: new Map<string, PodSpec[]>(), unsure: [] };
    groups.set(namespace, group);
    group.all.push(podSpec);
    const { labels, isSure } = writtenLabels(podSpec);
    if (!isSure) group.unsure.push(podSpec);
    else for (const label of labels) group.byLabel.set(label, [...(group.byLabel.get(label) ?? []), podSpec]);
  }
  return groups;
});

const writtenLabels = remember(({ metadata }: PodSpec) => {
  const labels = metadata.get('labels');
  // Whether a map may hold more shows at any key that is missing.
  const isSure = !labels.opaque && !labels.get('').opaque && labels.entries.every(({ value }) => !value.opaque);
  return { isSure, labels: labels.entries.map(({ name, value }) => `${name}=${value.text ?? ''}`) };
});

function mayBeDefault(policy: Manifest): boolean {
  const selector = podSelectorOf(policy);
  return selectsAll(selector) || selects(selector, () => null) === undefined;
}
