import { isSocket } from '../../../dockerfile/sockets.js';
import type { Instruction } from '../../../dockerfile/tree.js';
import { say } from '../../../engine/message.js';
import type { Problem, Rule } from '../../../engine/rule.js';
import { volumePaths, withoutPaths } from './paths.js';

export const volumeDockerSocket: Rule = {
  id: 'volume-docker-socket',
  title: 'Volume in the place of a container runtime socket',
  severity: 'warning',
  on: true,
  standards: { cwe: [250] },
  aliases: { semgrep: ['dockerfile-dockerd-socket-mount'] },

  instruction: { VOLUME: sockets, ONBUILD: sockets },
};

function* sockets(instruction: Instruction): Iterable<Problem> {
  const found = volumePaths(instruction).filter(({ path }) => path.split(':').some(isSocket));
  if (found.length === 0) return;
  const fixes = withoutPaths(instruction, found);
  for (const { word, path } of found) {
    yield {
      at: word,
      message: say`'VOLUME ${path}' does not mount the host's socket: it makes an empty directory. An image that is given the socket hands the host to whoever breaks in.`,
      fixes,
    };
  }
}
