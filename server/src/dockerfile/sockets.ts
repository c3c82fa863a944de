import { isWithin, joinPath } from './paths.js';

const socketName = /\/(?:docker|containerd|crio|podman)\.sock$/;

/** Whether a path is where a runtime of the host listens, `/run` being the newer name of `/var/run`. */
export function isSocket(part: string): boolean {
  const path = joinPath('/', part);
  return path !== undefined && socketName.test(path) && (isWithin('/run', path) || isWithin('/var/run', path));
}
