import { isWithin } from '../../../dockerfile/paths.js';
import { resolve } from '../../../dockerfile/state.js';
import { pathAt } from '../../../dockerfile/stages.js';
import type { Instruction } from '../../../dockerfile/tree.js';
import { say, type Message } from '../../../engine/message.js';
import type { Problem, Rule } from '../../../engine/rule.js';

export const workdirSystemDir: Rule = {
  id: 'workdir-system-dir',
  title: 'Working directory within the system',
  severity: 'warning',
  on: true,
  aliases: { trivy: ['DS-0030'] },

  instruction: { WORKDIR: withinSystem, ONBUILD: withinSystem },
};

function* withinSystem(instruction: Instruction): Iterable<Problem> {
  const target = instruction.sub ?? instruction;
  if (target.keyword !== 'WORKDIR') return;
  const [at] = target.args;
  const written = at && resolve(target, at).value?.text;
  // Where an ONBUILD starts from is for the later build to say.
  const isKnown = target === instruction || written?.startsWith('/');
  const path = written === undefined || !isKnown ? undefined : pathAt(target, written);
  const message = path === undefined ? undefined : messageFor(path);
  if (at && message) yield { at, message };
}

/** Over these every runtime mounts a file system of its own (opencontainers/runtime-spec, config-linux.md: default filesystems). */
const mounted = ['/proc', '/sys', '/dev'];
const reserved = new Set(['/boot', '/initrd', '/lost+found']);
/** A directory for any program. */
const sharedMemory = '/dev/shm';

function messageFor(path: string): Message | undefined {
  if (mounted.some((directory) => isWithin(directory, path)) && !isWithin(sharedMemory, path)) {
    return say`'${path}' shows the kernel and its devices: what the build puts there is hidden in the container, and a program works among files that act on the system.`;
  }
  return reserved.has(path)
    ? say`'${path}' belongs to the system: give the program a directory of its own, where nothing else is read or written.`
    : undefined;
}
