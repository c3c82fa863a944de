/** The resources of a group of the API: those in namespaces and those of the whole cluster. */
interface GroupResources {
  readonly namespaced: readonly string[];
  readonly cluster: readonly string[];
}

/**
 * The resources that Kubernetes serves itself, of the versions 1.22 to 1.37 (`kubectl api-resources`), and those that only
 * authorization knows: users, groups, signers and the like (kubernetes.io/docs/reference/access-authn-authz/rbac).
 */
const table: Readonly<Record<string, readonly [namespaced: string, cluster: string]>> = {
  '': [
    'bindings configmaps endpoints events limitranges persistentvolumeclaims pods podtemplates replicationcontrollers resourcequotas secrets serviceaccounts services',
    'componentstatuses namespaces nodes persistentvolumes users groups',
  ],
  apps: ['controllerrevisions daemonsets deployments replicasets statefulsets', ''],
  autoscaling: ['horizontalpodautoscalers', ''],
  batch: ['cronjobs jobs', ''],
  policy: ['poddisruptionbudgets', 'podsecuritypolicies'],
  'admissionregistration.k8s.io': [
    '',
    'mutatingadmissionpolicies mutatingadmissionpolicybindings mutatingwebhookconfigurations validatingadmissionpolicies validatingadmissionpolicybindings validatingwebhookconfigurations',
  ],
  'apiextensions.k8s.io': ['', 'customresourcedefinitions'],
  'apiregistration.k8s.io': ['', 'apiservices'],
  'authentication.k8s.io': ['', 'selfsubjectreviews tokenreviews uids userextras'],
  'authorization.k8s.io': [
    'localsubjectaccessreviews',
    'selfsubjectaccessreviews selfsubjectrulesreviews subjectaccessreviews',
  ],
  'certificates.k8s.io': ['podcertificaterequests', 'certificatesigningrequests clustertrustbundles signers'],
  'coordination.k8s.io': ['leases leasecandidates', ''],
  'discovery.k8s.io': ['endpointslices', ''],
  'events.k8s.io': ['events', ''],
  'flowcontrol.apiserver.k8s.io': ['', 'flowschemas prioritylevelconfigurations'],
  'networking.k8s.io': ['ingresses networkpolicies', 'ingressclasses ipaddresses servicecidrs'],
  'node.k8s.io': ['', 'runtimeclasses'],
  'rbac.authorization.k8s.io': ['rolebindings roles', 'clusterrolebindings clusterroles'],
  'scheduling.k8s.io': ['', 'priorityclasses'],
  'storage.k8s.io': [
    'csistoragecapacities',
    'csidrivers csinodes storageclasses volumeattachments volumeattributesclasses',
  ],
};

const groups: ReadonlyMap<string, GroupResources> = new Map(
  Object.entries(table).map(([group, [namespaced, cluster]]) => [
    group,
    { namespaced: namespaced.split(' '), cluster: cluster.split(' ') },
  ]),
);

/** Whether the group is one of those whose resources are all known. */
export function isKnownGroup(group: string): boolean {
  return groups.has(group);
}

/** Whether the group has this resource (plural; a subresource behind it does not matter). */
export function hasResource(group: string, resource: string): boolean {
  const found = groups.get(group);
  const plural = wholeResource(resource);
  return !!found && (found.namespaced.includes(plural) || found.cluster.includes(plural));
}

/** Whether the resource of this group is known to belong to no namespace. */
export function isClusterScoped(group: string, resource: string): boolean {
  // What a Role says of namespaces holds for its own one.
  const plural = wholeResource(resource);
  return plural !== 'namespaces' && !!groups.get(group)?.cluster.includes(plural);
}

/** The groups that have this resource. */
export function groupsWith(resource: string): readonly string[] {
  return [...groups.keys()].filter((group) => hasResource(group, resource));
}

/** The resource that somebody meant who wrote its kind (`Pod`) or one of it (`pod`); nothing where the group has none. */
export function pluralIn(group: string, word: string): string | undefined {
  const singular = wholeResource(word).toLowerCase();
  return [singular, `${singular}s`, `${singular}es`, singular.replace(/y$/, 'ies')].find((plural) =>
    hasResource(group, plural),
  );
}

const wholeResource = (resource: string): string => resource.split('/', 1)[0] ?? resource;
