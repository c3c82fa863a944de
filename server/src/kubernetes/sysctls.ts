/**
 * The sysctls that cannot reach beyond their pod, each with the minor version of Kubernetes since which it counts as safe
 * (pod-security-admission, check_sysctls.go, of 2026-07-01; "Using sysctls in a Kubernetes Cluster").
 * @checked 2026-07-01
 */
const safeSince: ReadonlyMap<string, number> = new Map([
  ['kernel.shm_rmid_forced', 0],
  ['net.ipv4.ip_local_port_range', 0],
  ['net.ipv4.tcp_syncookies', 0],
  ['net.ipv4.ping_group_range', 0],
  ['net.ipv4.ip_unprivileged_port_start', 0],
  ['net.ipv4.ip_local_reserved_ports', 27],
  ['net.ipv4.tcp_keepalive_time', 29],
  ['net.ipv4.tcp_fin_timeout', 29],
  ['net.ipv4.tcp_keepalive_intvl', 29],
  ['net.ipv4.tcp_keepalive_probes', 29],
  ['net.ipv4.tcp_rmem', 32],
  ['net.ipv4.tcp_wmem', 32],
  ['net.ipv4.tcp_slow_start_after_idle', 37],
  ['net.ipv4.tcp_notsent_lowat', 37],
]);

/** Whether Kubernetes 1.minor counts the sysctl of this name, with dots between its parts, as safe. */
export function isSafeSysctl(name: string, kubernetesMinor: number): boolean {
  return (safeSince.get(name) ?? Number.POSITIVE_INFINITY) <= kubernetesMinor;
}

/** The name with dots between its parts, as Pod Security knows it; Kubernetes also takes slashes. */
export function dottedSysctl(name: string): string {
  const firstSeparator = /[./]/.exec(name)?.[0];
  if (firstSeparator !== '/') return name;
  return name.replace(/[./]/g, (separator) => (separator === '/' ? '.' : '/'));
}

/**
 * The field of a pod by which it would share the namespace of the sysctl with its node; nothing where the kernel has no namespace for it
 * (kubernetes/kubernetes, pkg/kubelet/sysctl/namespace.go; the API refuses the two together).
 */
export function namespaceOf(dotted: string): 'hostNetwork' | 'hostIPC' | undefined {
  if (dotted.startsWith('net.')) return 'hostNetwork';
  return /^(kernel\.(shm|msg|sem$)|fs\.mqueue\.)/.test(dotted) ? 'hostIPC' : undefined;
}
