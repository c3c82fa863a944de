/** The keys above a map or list, from the root; `[]` stands for an item of a list. */
export type KeyPath = readonly string[];

/**
 * Where a key stands among its siblings: known keys first, in the order in which manifests are written, then the others by name.
 * The order is total, so that keys which are put in one by one end up where they end up together.
 */
export function compareKeys(above: KeyPath, a: string, b: string): number {
  const table = tableFor(above);
  const difference = (table.get(a) ?? unknown) - (table.get(b) ?? unknown);
  return difference !== 0 ? difference : compareText(a, b);
}

/** Whether the order of a list's items carries meaning, so that a new item may only go to its end. */
export function isOrdered(path: KeyPath): boolean {
  return orderedLists.has(path.at(-1) ?? '');
}

/** Code unit order, the same on every machine. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

const unknown = 1000;

/** Where order means something, and where people group what they list: in our own settings. */
const orderedLists = new Set([
  'command', 'args', 'env', 'envFrom', 'containers', 'initContainers', 'allowedRegistries', '[]',
]); // prettier-ignore

const containerLists = new Set(['containers', 'initContainers', 'ephemeralContainers']);

/** Maps whose keys are the user's own. */
const freeMaps = new Set(['labels', 'annotations', 'matchLabels', 'nodeSelector', 'data', 'stringData', 'binaryData']);

function tableFor(above: KeyPath): ReadonlyMap<string, number> {
  const last = above.at(-1);
  if (last === undefined) return topLevel;
  if (last === '[]') return tableOfItems(above.at(-2));
  if (freeMaps.has(last)) return none;
  if (last === 'securityContext')
    return isContainer(above.slice(0, -1)) ? containerSecurityContext : podSecurityContext;
  return tables.get(last) ?? general;
}

function tableOfItems(list: string | undefined): ReadonlyMap<string, number> {
  if (list === 'items') return topLevel;
  return list !== undefined && containerLists.has(list) ? container : (itemTables.get(list ?? '') ?? general);
}

function isContainer(path: KeyPath): boolean {
  return path.at(-1) === '[]' && containerLists.has(path.at(-2) ?? '');
}

function order(...keys: readonly string[]): ReadonlyMap<string, number> {
  return new Map(keys.flatMap((line) => line.split(' ')).map((key, index) => [key, index]));
}

const none = order();

const general = order('apiVersion apiGroup kind name namespace key type value');

/** Those of Kubernetes objects, and of Compose files, which have secrets too. */
const topLevel = order(
  'apiVersion kind metadata automountServiceAccountToken imagePullSecrets services networks volumes',
  'secrets immutable type spec roleRef subjects',
  'aggregationRule rules data stringData binaryData items status',
);

const metadata = order('name generateName namespace labels annotations finalizers ownerReferences');

/**
 * A workload's spec and a pod spec. What hardening adds to a pod spec comes first, because its neighbours (service account, host
 * namespaces, scheduling) stand before the containers in some files and behind them in others.
 */
const spec = order(
  'podSelector policyTypes ingress egress',
  'replicas schedule timeZone suspend concurrencyPolicy startingDeadlineSeconds successfulJobsHistoryLimit',
  'failedJobsHistoryLimit parallelism completions completionMode backoffLimit ttlSecondsAfterFinished',
  'revisionHistoryLimit progressDeadlineSeconds minReadySeconds serviceName selector strategy updateStrategy',
  'podManagementPolicy persistentVolumeClaimRetentionPolicy jobTemplate template volumeClaimTemplates',
  'automountServiceAccountToken hostUsers securityContext serviceAccountName initContainers containers',
  'ephemeralContainers volumes',
);

const container = order(
  'name image imagePullPolicy command args workingDir env envFrom ports securityContext resources resizePolicy',
  'restartPolicy lifecycle startupProbe livenessProbe readinessProbe volumeMounts volumeDevices',
);

const podSecurityContext = order(
  'runAsNonRoot runAsUser runAsGroup fsGroup fsGroupChangePolicy supplementalGroups supplementalGroupsPolicy',
  'seccompProfile appArmorProfile seLinuxOptions seLinuxChangePolicy sysctls windowsOptions',
);

const containerSecurityContext = order(
  'runAsNonRoot runAsUser runAsGroup privileged allowPrivilegeEscalation readOnlyRootFilesystem capabilities',
  'seccompProfile appArmorProfile seLinuxOptions procMount windowsOptions',
);

const quantities = order('cpu memory ephemeral-storage');

const tables: ReadonlyMap<string, ReadonlyMap<string, number>> = new Map([
  ['metadata', metadata],
  ['template', topLevel],
  ['jobTemplate', topLevel],
  ['spec', spec],
  ['capabilities', order('drop add')],
  ['resources', order('requests limits claims')],
  ['requests', quantities],
  ['limits', quantities],
  ['seccompProfile', order('type localhostProfile')],
  ['appArmorProfile', order('type localhostProfile')],
  ['emptyDir', order('medium sizeLimit')],
  ['hostPath', order('path type')],
  ['httpGet', order('path port host scheme httpHeaders')],
]);

const itemTables: ReadonlyMap<string, ReadonlyMap<string, number>> = new Map([
  [
    'volumes',
    order('name emptyDir configMap secret projected downwardAPI persistentVolumeClaim ephemeral csi hostPath'),
  ],
  ['volumeMounts', order('name mountPath subPath subPathExpr readOnly mountPropagation')],
  ['rules', order('apiGroups resources resourceNames nonResourceURLs verbs')],
  ['ports', order('name containerPort port targetPort hostPort hostIP protocol nodePort')],
  ['subjects', order('kind name namespace apiGroup')],
  ['env', order('name value valueFrom')],
]);
