import type { YamlValue } from '../yaml/value.js';
import { mayHoldMore } from './lists.js';
import type { Manifest, PodSpec } from './model.js';
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

/** The kinds of others that isolate pods, too (Cilium, Calico, Antrea, and the policies of cluster administrators). */
const otherKinds = [
  'NetworkPolicy',
  'CiliumNetworkPolicy',
  'CiliumClusterwideNetworkPolicy',
  'GlobalNetworkPolicy',
  'ClusterNetworkPolicy',
  'AdminNetworkPolicy',
  'BaselineAdminNetworkPolicy',
];

/** Whether a policy of another kind may hold for a namespace; what it selects is not read. */
function isCoveredByOthers(others: readonly Manifest[], namespace: string | undefined): boolean {
  return others.some((policy) => !isNetworkPolicy(policy) && sameNamespace(policy.namespace, namespace));
}

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
  const others = otherKinds.flatMap((kind) => objects.ofKind(kind));
  if (isCoveredByOthers(others, namespace)) return undefined;
  return read(...['NetworkPolicy', 'Namespace', ...everyWorkloadKind].map((kind) => objects.ofKind(kind))).get(
    namespace ?? '',
  );
}

/** The workloads that run pods in the very namespace of an object, as far as it is written. */
export function workloadsBeside(objects: Objects, { namespace }: Manifest): readonly PodSpec[] {
  return everyWorkloadKind
    .flatMap((kind) => objects.ofKind(kind))
    .flatMap(({ podSpec }) => (podSpec && podSpec.manifest.namespace === namespace ? [podSpec] : []));
}

const read = rememberLists((...lists: readonly (readonly Manifest[])[]): ReadonlyMap<string, NamespacePolicies> => {
  const [all = [], namespaces = [], ...workloads] = lists;
  const policies = all.filter(isNetworkPolicy);
  const known = new Set([...namespaces.map(({ name }) => name), ...policies.map(({ namespace }) => namespace ?? '')]);
  return new Map(
    [...known].flatMap((name) => {
      if (name === undefined) return [];
      const own = policies.filter((policy) => sameNamespace(policy.namespace, name || undefined));
      const isLeftOut = ({ namespace, podSpec }: Manifest): boolean =>
        (namespace ?? '') === name && podSpec !== undefined && isOpenPod(podSpec, own);
      return [
        [
          name,
          {
            unselected: workloads.flat().filter(isLeftOut),
            hasDefault: own.some(mayBeDefault),
          } satisfies NamespacePolicies,
        ],
      ] as const;
    }),
  );
});

function isOpenPod(podSpec: PodSpec, policies: readonly Manifest[]): boolean {
  const host = podSpec.value.get('hostNetwork');
  // In a patch, what is missing is not known.
  if (host.opaque || host.is(true)) return false;
  return policies.every((policy) => selectsPods(policy, podSpec) === false);
}

function mayBeDefault(policy: Manifest): boolean {
  const selector = podSelectorOf(policy);
  return selectsAll(selector) || selects(selector, () => null) === undefined;
}
