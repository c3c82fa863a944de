/** When a type of volume stopped working: the minor version of Kubernetes since which pods with it do not start. */
export interface VolumeType {
  readonly goneSince?: number;
}

/**
 * The types of volumes that a pod names itself and Pod Security level `restricted` refuses (pod-security-admission,
 * check_restrictedVolumes.go), but for `hostPath` and `gitRepo`, which have rules of their own. `goneSince` is of the API server's
 * warnings (kubernetes/kubernetes, pkg/api/pod/warnings.go: "non-functional in v1.x+"), as of 2026-08-26.
 * @checked 2026-08-26
 */
const refused: ReadonlyMap<string, VolumeType> = new Map([
  ['awsElasticBlockStore', {}],
  ['azureDisk', {}],
  ['azureFile', {}],
  ['cephfs', { goneSince: 31 }],
  ['cinder', {}],
  ['fc', {}],
  ['flexVolume', {}],
  ['flocker', { goneSince: 25 }],
  ['gcePersistentDisk', {}],
  ['glusterfs', { goneSince: 26 }],
  ['iscsi', {}],
  ['nfs', {}],
  ['photonPersistentDisk', { goneSince: 16 }],
  ['portworxVolume', {}],
  ['quobyte', { goneSince: 25 }],
  ['rbd', { goneSince: 31 }],
  ['scaleIO', { goneSince: 22 }],
  ['storageos', { goneSince: 25 }],
  ['vsphereVolume', {}],
]);

/** What is known of a type of volume, by its key, that level `restricted` refuses; nothing for one that it allows or nobody knows. */
export function refusedVolumeType(key: string): VolumeType | undefined {
  return refused.get(key);
}
