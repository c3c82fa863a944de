/**
 * How much of the node a host path gives away. `runtime-socket`: the socket of a container runtime or a directory that holds one ·
 * `sensitive`: files that the node relies on · `harmless`: files that agents read and that hold no secret · `ordinary`: the rest.
 */
export type HostPathKind = 'runtime-socket' | 'sensitive' | 'harmless' | 'ordinary';

/** Judges a `hostPath.path` of a Linux or Windows node. */
export function hostPathKind(path: string): HostPathKind {
  const normal = normalizeHostPath(path);
  if (isRuntimeSocket(normal)) return 'runtime-socket';
  if (!secrets.test(normal) && (isBelow(harmless, normal) || isBelow(trusted, normal))) return 'harmless';
  return isSensitive(normal) ? 'sensitive' : 'ordinary';
}

/**
 * The path with one spelling for each place: no `.`, `..`, double or trailing slash, `/run` for its old name `/var/run`,
 * Windows paths in lower case with forward slashes.
 */
export function normalizeHostPath(path: string): string {
  const isWindows = /^[a-zA-Z]:|\\/.test(path);
  const slashed = isWindows ? path.replaceAll('\\', '/').toLowerCase() : path;
  if (slashed.startsWith('//./pipe/')) return slashed;
  const parts: string[] = [];
  for (const part of slashed.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  const normal = (isWindows ? '' : '/') + parts.join('/');
  return normal.replace(/^\/var\/run(?=\/|$)/, '/run');
}

const sockets = [
  '/run/docker.sock',
  '/run/containerd/containerd.sock',
  '/run/crio/crio.sock',
  '/run/k3s/containerd/containerd.sock',
  '/run/podman/podman.sock',
  '/run/cri-dockerd.sock',
];
const socketName = /\/(docker|containerd|crio|podman|cri-dockerd)\.sock$/;
const rootlessRuntime = /^\/run\/user(\/[^/]+)?(\/podman|\/docker)?$/;
const runtimePipe = /^\/\/\.\/pipe\/(docker_engine|containerd-containerd|containerd|cri-dockerd)$/;

function isRuntimeSocket(normal: string): boolean {
  if (socketName.test(normal) || rootlessRuntime.test(normal) || runtimePipe.test(normal)) return true;
  // Of the whole file system the rule about sensitive paths has more to say.
  return normal !== '/' && sockets.some((socket) => isWithin(socket, normal));
}

/** Directories whose files, at any depth, the node relies on, or which hold its credentials. */
const sensitive = [
  '/etc', '/root', '/home', '/boot', '/dev', '/proc', '/sys', '/usr', '/bin', '/sbin', '/lib', '/lib64', '/run', '/opt/cni',
  '/var/lib/kubelet', '/var/lib/docker', '/var/lib/containerd', '/var/lib/containers', '/var/lib/etcd', '/var/lib/rancher',
  '/var/lib/k0s', '/var/log', '/var/snap/microk8s', '/var/spool/cron', 'c:/windows', 'c:/programdata/docker',
  'c:/programdata/containerd', 'c:/var/lib/kubelet', 'c:/etc/kubernetes',
]; // prettier-ignore
const secrets = /\/(\.aws|\.azure|\.kube|\.ssh|\.config\/gcloud)(\/|$)|^\/etc\/pki\/.*\bprivate(\/|$)/;

/**
 * What stands in sensitive directories and is not: devices that lead to no disk and no memory of the node (serial ports, cameras,
 * sound, accelerators), and the disks of the person's own computer, as Docker Desktop shows them.
 */
const foreign =
  /^\/dev\/(tty(USB|ACM|AMA)\d+|serial|video\d+|snd|nvidia|infiniband|kvm)|^\/run\/desktop\/mnt\/host\/[a-z]+\/./;

function isSensitive(normal: string): boolean {
  if (secrets.test(normal) || /^[a-z]:$/.test(normal)) return true;
  if (foreign.test(normal)) return false;
  // A directory above a sensitive one holds it too.
  return sensitive.some((place) => isWithin(normal, place) || isWithin(place, normal));
}

/** What the node trusts, and agents and the manifests of kubeadm read: public certificates, kernel modules. */
const trusted = [
  '/etc/ssl/certs', '/etc/ca-certificates', '/etc/pki', '/usr/share/ca-certificates', '/usr/local/share/ca-certificates',
  '/lib/modules', '/usr/lib/modules',
]; // prettier-ignore

/** What else ordinary agents mount: time zones, graphics and tunnel devices, a lock, the socket of the log. */
const harmless = [
  '/etc/localtime', '/etc/timezone', '/usr/share/zoneinfo', '/run/xtables.lock', '/dev/fuse', '/dev/dri', '/dev/net/tun',
  '/dev/log',
]; // prettier-ignore

/** Whether the path holds no secret, but whoever may write to it has a say in what the node trusts: certificates, kernel modules. */
export function isTrustedByNode(path: string): boolean {
  return isBelow(trusted, normalizeHostPath(path));
}

function isBelow(places: readonly string[], normal: string): boolean {
  return places.some((place) => isWithin(normal, place));
}

/** Whether `path` is `directory` or stands below it; both normal. */
function isWithin(path: string, directory: string): boolean {
  if (directory === '/') return true;
  return path === directory || path.startsWith(`${directory}/`);
}
