import { say } from '../../../engine/message.js';
import type { Rule } from '../../../engine/rule.js';
import type { Container, Manifest, PodSpec } from '../../../kubernetes/model.js';
import type { YamlValue } from '../../../yaml/value.js';
import { writtenAccount } from '../service-account/account.js';

export const staticPodApiReference: Rule = {
  id: 'static-pod-api-reference',
  title: 'Static pod that needs an object of the API',
  severity: 'error',
  on: true,
  standards: { cwe: [1284] },

  *podSpec(podSpec, { kubernetesMinor, options }) {
    const { manifest } = podSpec;
    if (manifest.kind !== 'Pod' || !isStatic(manifest, options['folders'])) return;
    for (const { at, what } of referencesOf(podSpec)) {
      if (!at.exists) continue;
      yield {
        at: at.isMap || at.isList ? at.key : at,
        message:
          kubernetesMinor >= refusedSince
            ? say`A static pod may not use ${what}: the kubelet refuses the file, so that the pod does not run.`
            : say`A static pod may not use ${what}: the API server does not take its mirror pod, and from Kubernetes 1.34 on the kubelet refuses the file.`,
      };
    }
  },
};

/** The minor version since which the kubelet refuses them unless told otherwise, and since 1.37 always (PreventStaticPodAPIReferences). */
const refusedSince = 34;

/** Whether the file stands in the folder that kubeadm's kubelet watches, or in one that the option `folders` names by its end. */
function isStatic({ path }: Manifest, folders: unknown): boolean {
  const more = Array.isArray(folders) ? folders.filter((folder) => typeof folder === 'string') : [];
  const folder = `/${path.slice(0, path.lastIndexOf('/') + 1)}`;
  return ['etc/kubernetes/manifests', ...more].some((end) => folder.endsWith(`/${end.replace(/^\/|\/$/g, '')}/`));
}

interface ApiReference {
  readonly at: YamlValue;
  /** As the object of "may not use". */
  readonly what: string;
}

/** All that needs the API server (HasAPIObjectReference in pkg/api/pod/util.go, of 2026-07). */
function referencesOf(podSpec: PodSpec): readonly ApiReference[] {
  const { value, containers } = podSpec;
  const account = writtenAccount(podSpec);
  return [
    ...(account ? [{ at: account, what: 'a ServiceAccount' }] : []),
    ...value.get('imagePullSecrets').items.map((item) => ({ at: item.get('name'), what: 'a Secret' })),
    ...(value.get('resourceClaims').items.length > 0
      ? [{ at: value.get('resourceClaims'), what: 'a ResourceClaim' }]
      : []),
    ...containers.flatMap(variables),
    ...value
      .get('volumes')
      .items.flatMap((volume) => [
        ...named(volume, volumeTypes),
        ...withSecrets.map((type) => ({ at: volume.get(type, 'secretRef'), what: 'a Secret' })),
        ...volume.get('projected', 'sources').items.flatMap((source) => named(source, sourceTypes)),
      ]),
  ];
}

function variables({ value }: Container): readonly ApiReference[] {
  return [
    ...value.get('env').items.flatMap((item) => named(item.get('valueFrom'), variableTypes)),
    ...value.get('envFrom').items.flatMap((item) => named(item, variableTypes)),
  ];
}

function named(owner: YamlValue, types: Readonly<Record<string, string>>): readonly ApiReference[] {
  return Object.entries(types).map(([key, what]) => ({ at: owner.get(key), what }));
}

const variableTypes = {
  secretKeyRef: 'a Secret',
  configMapKeyRef: 'a ConfigMap',
  secretRef: 'a Secret',
  configMapRef: 'a ConfigMap',
};

const volumeTypes = {
  secret: 'a Secret',
  configMap: 'a ConfigMap',
  csi: 'a CSI volume',
  glusterfs: 'an Endpoints object',
  persistentVolumeClaim: 'a PersistentVolumeClaim',
  ephemeral: 'a PersistentVolumeClaim',
  azureFile: 'a Secret',
};

/** Volumes that need nothing of the API but a Secret with their password. */
const withSecrets = ['cephfs', 'cinder', 'flexVolume', 'iscsi', 'rbd', 'scaleIO', 'storageos'];

const sourceTypes = {
  secret: 'a Secret',
  configMap: 'a ConfigMap',
  serviceAccountToken: 'the token of a ServiceAccount',
  clusterTrustBundle: 'a ClusterTrustBundle',
  podCertificate: 'a certificate for the pod',
};
