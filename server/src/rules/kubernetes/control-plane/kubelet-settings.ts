import { say, type Message } from '../../../engine/message.js';
import type { Severity } from '../../../engine/rule.js';

/** What is wrong with a value, and which is better. */
export interface Advice {
  readonly better: boolean | number;
  readonly message: Message;
  readonly severity?: Severity;
}

/** A setting of the kubelet that is weak at one value. */
export interface KubeletSetting extends Advice {
  readonly path: readonly string[];
  /** The flag that says the same. */
  readonly flag?: string;
  /** The value that is reported; a missing one is not. */
  readonly weak: boolean | number;
  /** The minor version since which the value means what the message says. */
  readonly since?: number;
}

/** What is as it should be unless the file says otherwise (kubelet.config.k8s.io/v1beta1 of Kubernetes 1.37). */
export const kubeletSettings: readonly KubeletSetting[] = [
  {
    path: ['protectKernelDefaults'],
    flag: 'protect-kernel-defaults',
    weak: false,
    better: true,
    message: say`The kubelet changes the kernel's settings to what it expects, rather than to stop where somebody changed them.`,
    severity: 'hint',
  },
  {
    path: ['makeIPTablesUtilChains'],
    flag: 'make-iptables-util-chains',
    weak: false,
    better: true,
    message: say`Without this chain network plugins do not learn which kind of iptables the node uses, and may write rules that do not count.`,
    severity: 'hint',
  },
  {
    path: ['rotateCertificates'],
    flag: 'rotate-certificates',
    weak: false,
    better: true,
    message: say`The kubelet does not renew its client certificate: the node drops out when it ends, and a stolen one is good for as long.`,
  },
  {
    path: ['featureGates', 'RotateKubeletServerCertificate'],
    weak: false,
    better: true,
    message: say`The kubelet does not renew the certificate of its server: a stolen one is good until it ends.`,
  },
  {
    path: ['eventRecordQPS'],
    flag: 'event-qps',
    weak: 0,
    better: 50,
    message: say`Since Kubernetes 1.37 this means no limit: a pod that fails quickly floods the API server with events.`,
    since: 37,
  },
  {
    path: ['failCgroupV1'],
    weak: false,
    better: true,
    message: say`The node may run with cgroup v1, which is deprecated: Kubernetes limits memory less well with it, and swap not at all.`,
    since: 35,
  },
];

export const oldTlsMessage = say`Clients may fall back to a version of TLS that has known holes: what goes to and from the kubelet may be read.`;

export const weakCipherMessage = say`Go counts this cipher suite as insecure: recorded or intercepted connections to the kubelet may be read.`;

export const unsafeSysctlsMessage = say`Pods on this node may set kernel settings that are not known to be safe, and with them disturb other pods or the node.`;
