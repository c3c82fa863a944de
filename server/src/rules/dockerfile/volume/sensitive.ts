import { officialRepository } from '../../../dockerfile/base-images.js';
import { isWithin, joinPath } from '../../../dockerfile/paths.js';
import { alongChain, realBase } from '../../../dockerfile/stages.js';
import type { Instruction } from '../../../dockerfile/tree.js';
import { say, type Message } from '../../../engine/message.js';
import type { Severity } from '../../../engine/rule.js';

/** What is to be said of a volume over a directory of the system. */
export interface Verdict {
  readonly severity: Severity;
  readonly message: Message;
}

/** Directories that belong to the system as a whole; what lies below them may well be data of one program. */
const ofTheSystem = new Set([
  '/boot', '/etc', '/root', '/bin', '/sbin', '/lib', '/lib64', '/usr', '/var', '/var/run', '/run', '/home', '/var/lib',
]); // prettier-ignore
/** Directories that belong to a container runtime or to the kubelet, and the programs that have a right to them. */
const ofRuntimes: ReadonlyMap<string, RegExp> = new Map([
  ['/var/lib/docker', /\b(?:dockerd|docker-ce|docker\.io|moby-engine)\b/],
  ['/var/lib/containerd', /\b(?:dockerd|docker-ce|docker\.io|moby-engine|containerd(?:\.io)?)\b/],
  ['/var/lib/kubelet', /\b(?:kubelet|k3s|rke2|microk8s)\b/],
]);
/** Images with systemd name it so that people remember to mount the host's in its place. */
const cgroups = '/sys/fs/cgroup';
/** A directory like others: with a volume over it, it is slower and not smaller. */
const sharedMemory = '/dev/shm';

/** Judges the path of a VOLUME; undefined for one that it may well have. */
export function judgePath(instruction: Instruction, written: string): Verdict | undefined {
  const path = joinPath('/', written);
  if (path === undefined) return undefined;
  if (path === '/') {
    const message = say`VOLUME never mounts the host's '/': it asks for a new volume over the whole image, with which containers may not start.`;
    return { severity: 'error', message };
  }
  if (isWithin('/proc', path)) {
    // checkProcMount in github.com/opencontainers/runc/libcontainer/rootfs_linux.go
    const message = say`VOLUME never mounts the host's '${path}': it asks for a new volume over what the kernel shows there, and runc does not start the container.`;
    return { severity: 'error', message };
  }
  if (path === sharedMemory) return undefined;
  if (isWithin('/sys', path) || isWithin('/dev', path)) {
    const message = say`VOLUME never mounts the host's '${path}': it puts a new volume over what the kernel shows there, and programs that need it may fail.`;
    return { severity: path === cgroups ? 'warning' : 'error', message };
  }
  const isRuntimes = ofRuntimes.has(path) && !holdsRuntime(instruction, path);
  if (!ofTheSystem.has(path) && !isRuntimes) return undefined;
  const message = say`VOLUME never mounts the host's '${path}': it makes an anonymous volume, which can stay writable even in a read-only container, also for whoever breaks in.`;
  return { severity: 'warning', message };
}

/** Whether the image brings the program whose data these are: `docker:dind`, or an image that installs or starts it. */
function holdsRuntime({ stage }: Instruction, path: string): boolean {
  if (!stage) return false;
  const base = realBase(stage);
  if (base.kind === 'image' && base.reference && officialRepository(base.reference) === 'docker') return true;
  return runtimesNamedIn(stage).has(path);
}

/** The directories of `ofRuntimes` whose programs an instruction of the stage, or of those that it is built from, names. */
const runtimesNamedIn = alongChain<ReadonlySet<string>>(({ instructions }, inherited) => {
  const others = instructions.filter(({ keyword }) => keyword !== 'VOLUME');
  const named = [...ofRuntimes].filter(([, program]) => others.some(({ line }) => program.test(line.text)));
  return new Set([...(inherited ?? []), ...named.map(([path]) => path)]);
});
