/**
 * How much of the node a host path gives away. `runtime-socket`: the socket of a container runtime or a directory that holds one ·
 * `sensitive`: files that the node relies on · `harmless`: files that agents read and that hold no secret · `ordinary`: the rest.
 */
export type HostPathKind = 'runtime-socket' | 'sensitive' | 'harmless' | 'ordinary';

/** Judges a `hostPath.path` of a Linux or Windows node. */
export function hostPathKind(path: string): HostPathKind {
  const normal = normalizeHostPath(path);
  if (isRuntimeSocket(normal)) return 'runtime-socket';
  if (harmless.some((place) => isWithin(normal, place))) return 'harmless';
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
  '/etc', '/root', '/home', '/boot', '/dev', '/proc', '/sys', '/usr', '/bin', '/sbin', '/lib', '/lib64', '/run',
  '/var/lib/kubelet', '/var/lib/docker', '/var/lib/containerd', '/var/lib/containers', '/var/lib/etcd', '/var/lib/rancher',
  '/var/log', 'c:/windows', 'c:/programdata/docker', 'c:/programdata/containerd', 'c:/var/lib/kubelet', 'c:/etc/kubernetes',
]; // prettier-ignore
const cloudCredentials = /\/(\.aws|\.azure|\.kube|\.ssh|\.config\/gcloud)(\/|$)/;

/** Devices that lead to no disk and no memory of the node: serial ports, cameras, sound, accelerators. */
const peripheral = /^\/dev\/(tty(USB|ACM|AMA)\d+|serial|video\d+|snd|nvidia|infiniband|kvm)/;

function isSensitive(normal: string): boolean {
  if (peripheral.test(normal)) return false;
  if (cloudCredentials.test(normal) || /^[a-z]:$/.test(normal)) return true;
  // A directory above a sensitive one holds it too.
  return sensitive.some((place) => isWithin(normal, place) || isWithin(place, normal));
}

/** What ordinary agents and the manifests of kubeadm mount: time zones, public certificates, kernel modules, graphics and tunnel devices, the socket of the log. */
const harmless = [
  '/etc/localtime', '/etc/timezone', '/usr/share/zoneinfo', '/etc/ssl/certs', '/etc/ca-certificates', '/etc/pki',
  '/usr/share/ca-certificates', '/usr/local/share/ca-certificates', '/lib/modules', '/usr/lib/modules', '/run/xtables.lock',
  '/dev/fuse', '/dev/dri', '/dev/net/tun', '/dev/log',
]; // prettier-ignore

/** Whether `path` is `directory` or stands below it; both normal. */
function isWithin(path: string, directory: string): boolean {
  if (directory === '/') return true;
  return path === directory || path.startsWith(`${directory}/`);
}
