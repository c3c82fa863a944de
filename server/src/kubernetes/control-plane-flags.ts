import { lacks, type CommandLine, type Component } from './command-line.js';

/** What is known of a flag. Versions are minor versions of Kubernetes 1.x. */
interface KnownFlag {
  /** The first version that does not know it, and therefore does not start with it. */
  readonly goneIn?: number;
  /** The first version in which it does what rules ask of it; nothing where that is before 1.10. */
  readonly since?: number;
  /** The value that CIS asks for: at least this, or at most. */
  readonly wanted?: string;
  /** Whether kubeadm sets it on its own. */
  readonly byKubeadm?: true;
}

const kubeadm: KnownFlag = { byKubeadm: true };

/**
 * The flags that rules ask about. Sources, read in November 2026: the command line references of kubernetes.io (1.37) and etcd.io (3.6);
 * what kubeadm sets: cmd/kubeadm/app/phases/controlplane/manifests.go and phases/etcd/local.go; what is gone: the changelogs of 1.19
 * (basic-auth-file), 1.22 (kubelet-https, kubernetes/kubernetes#101178) and 1.24 (the insecure port, inert since 1.20, #95856).
 */
const flags: Readonly<Partial<Record<Component, Readonly<Record<string, KnownFlag>>>>> = {
  'kube-apiserver': {
    address: { goneIn: 24 },
    'audit-log-maxage': { wanted: '30' },
    'audit-log-maxbackup': { wanted: '10' },
    'audit-log-maxsize': { wanted: '100' },
    // On by default since 1.30; it can limit the paths for requests without credentials since 1.32.
    'authentication-config': { since: 32 },
    'authorization-mode': kubeadm,
    'basic-auth-file': { goneIn: 19 },
    'client-ca-file': kubeadm,
    'enable-admission-plugins': kubeadm,
    'encryption-provider-config': { since: 13 },
    'etcd-cafile': kubeadm,
    'etcd-certfile': kubeadm,
    'etcd-keyfile': kubeadm,
    'insecure-bind-address': { goneIn: 24 },
    'insecure-port': { goneIn: 24, byKubeadm: true },
    'kubelet-client-certificate': kubeadm,
    'kubelet-client-key': kubeadm,
    'kubelet-https': { goneIn: 22 },
    port: { goneIn: 24 },
    'request-timeout': { wanted: '5m0s' },
    // Pods get tokens that expire since 1.21.
    'service-account-extend-token-expiration': { since: 21 },
    'service-account-key-file': kubeadm,
    'tls-cert-file': kubeadm,
    'tls-private-key-file': kubeadm,
  },
  'kube-controller-manager': {
    'bind-address': kubeadm,
    'root-ca-file': kubeadm,
    'service-account-private-key-file': kubeadm,
    'use-service-account-credentials': kubeadm,
  },
  'kube-scheduler': { 'bind-address': kubeadm },
  etcd: {
    'cert-file': kubeadm,
    'client-cert-auth': kubeadm,
    'key-file': kubeadm,
    'listen-client-urls': kubeadm,
    'listen-peer-urls': kubeadm,
    'peer-cert-file': kubeadm,
    'peer-client-cert-auth': kubeadm,
    'peer-key-file': kubeadm,
    'trusted-ca-file': kubeadm,
    'peer-trusted-ca-file': kubeadm,
  },
};

/** What is known of a flag of the component; nothing at all of most. */
export function knownFlag(component: Component, name: string): KnownFlag {
  return flags[component]?.[name] ?? {};
}

/** Whether the flag is surely not set: not here, not by what is not seen, and not by kubeadm on its own. */
export function isUnset(line: CommandLine, name: string): boolean {
  return lacks(line, name) && !(line.origin === 'kubeadm' && knownFlag(line.component, name).byKubeadm);
}

/** Whether the version that the command line is for, or else this one, knows the flag and what rules ask of it. */
export function isKnown({ component, minor }: CommandLine, name: string, kubernetesMinor: number): boolean {
  const { since = 0, goneIn = Infinity } = knownFlag(component, name);
  const version = minor ?? kubernetesMinor;
  return version >= since && version < goneIn;
}

/** Whether the version that the command line is for, or else this one, does not know the flag any more. */
export function isGone({ component, minor }: CommandLine, name: string, kubernetesMinor: number): boolean {
  return (minor ?? kubernetesMinor) >= (knownFlag(component, name).goneIn ?? Infinity);
}
