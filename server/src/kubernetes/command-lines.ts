import type { CommandLine, Component } from './command-line.js';
import { containerLines } from './container-command-line.js';
import { k0sLines } from './k0s.js';
import { kubeadmLines } from './kubeadm.js';
import type { Manifest } from './model.js';
import { rancherLines } from './rancher.js';

const known = new WeakMap<Manifest, readonly CommandLine[]>();

/** The command lines of these components in an object: those of its containers, or what it tells kubeadm, k0s or Rancher. Read once. */
export function commandLines(manifest: Manifest, ...wanted: readonly Component[]): readonly CommandLine[] {
  let lines = known.get(manifest);
  if (!lines) {
    const { podSpec } = manifest;
    lines = podSpec
      ? podSpec.containers.flatMap(containerLines)
      : [...kubeadmLines(manifest), ...k0sLines(manifest), ...rancherLines(manifest)];
    known.set(manifest, lines);
  }
  return lines.length === 0 ? lines : lines.filter(({ component }) => wanted.includes(component));
}
