/**
 * What an attacker in a container gains by a capability that reaches beyond it, as the end of "lets an attacker in it …"
 * (capabilities(7); the list of kube-bench 5.2.8/5.2.9, Trivy KSV-0005 and Kubescape C-0046 in common).
 * @checked 2026-11-21
 */
const gains: ReadonlyMap<string, string> = new Map([
  ['ALL', 'use every right that root has'],
  ['SYS_ADMIN', 'mount file systems and change much else of the kernel, which is enough to take over the node'],
  ['NET_ADMIN', "change the pod's network: its addresses, routes and firewall rules"],
  ['NET_RAW', 'forge network packets, for instance to pose as another pod'],
  ['SYS_PTRACE', 'read and change the memory of every process that it sees'],
  ['SYS_MODULE', "load code into the node's kernel"],
  ['DAC_READ_SEARCH', 'read files past all permissions, even files of the node that are not mounted'],
  ['BPF', "load programs into the node's kernel"],
  ['PERFMON', 'watch what the kernel and other processes do'],
  ['SYS_RAWIO', "reach the node's memory and devices directly"],
  ['SYS_BOOT', 'use the system calls that restart a machine or load another kernel'],
  ['MAC_ADMIN', 'change the access rules that the kernel enforces on containers'],
]);

/** The capabilities that act on the pod's own network only, unless the pod uses the node's network. */
const networkOnly: ReadonlySet<string> = new Set(['NET_ADMIN', 'NET_RAW']);

/** The name of a capability as the kernel's documentation writes it without its prefix: `cap_sys_admin` gives `SYS_ADMIN`. */
export function capabilityName(text: string): string {
  return text.trim().toUpperCase().replace(/^CAP_/, '');
}

/** What an attacker gains by the capability, as the end of a sentence; nothing if it is none of the dangerous ones. */
export function gainOf(capability: string, network: 'own' | 'node'): string | undefined {
  return gains
    .get(capability)
    ?.replace("the pod's network", network === 'own' ? "the pod's network" : "the node's network");
}

/** Whether the capability acts on the network of the pod only. */
export function isNetworkOnly(capability: string): boolean {
  return networkOnly.has(capability);
}

/** The capabilities that Pod Security level `baseline` lets a container add: those that it has anyway (check_capabilities_baseline.go). */
const baseline: ReadonlySet<string> = new Set([
  'AUDIT_WRITE', 'CHOWN', 'DAC_OVERRIDE', 'FOWNER', 'FSETID', 'KILL', 'MKNOD', 'NET_BIND_SERVICE', 'SETFCAP', 'SETGID', 'SETPCAP',
  'SETUID', 'SYS_CHROOT',
]); // prettier-ignore
/** Since this minor version level `restricted` lets a container add `NET_BIND_SERVICE` only (check_capabilities_restricted.go). */
const strictSince = 22;

/** Whether a Pod Security level lets a container add the capability; it compares the exact text. */
export function mayBeAdded(text: string, level: 'baseline' | 'restricted', kubernetesMinor: number): boolean {
  return level === 'restricted' && kubernetesMinor >= strictSince ? text === 'NET_BIND_SERVICE' : baseline.has(text);
}

/** Whether containers have the capability by default, unless they drop it. */
export function isUsualCapability(text: string): boolean {
  return baseline.has(text);
}

/** All capabilities of Linux but for those above (capabilities(7) of man-pages 6.9). */
const others = [
  'AUDIT_CONTROL', 'AUDIT_READ', 'BLOCK_SUSPEND', 'CHECKPOINT_RESTORE', 'IPC_LOCK', 'IPC_OWNER', 'LEASE', 'LINUX_IMMUTABLE',
  'MAC_OVERRIDE', 'NET_BROADCAST', 'SYS_NICE', 'SYS_PACCT', 'SYS_RESOURCE', 'SYS_TIME', 'SYS_TTY_CONFIG', 'SYSLOG', 'WAKE_ALARM',
]; // prettier-ignore

/** The names of all capabilities, and `ALL`, as the API wants them written. */
export const capabilityNames: ReadonlySet<string> = new Set([...gains.keys(), ...baseline, ...others]);
