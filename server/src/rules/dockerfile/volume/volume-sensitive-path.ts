import type { Instruction } from '../../../dockerfile/tree.js';
import type { Problem, Rule } from '../../../engine/rule.js';
import { hostSyntax } from './host-syntax.js';
import { volumePaths, withoutPaths } from './paths.js';
import { judgePath } from './sensitive.js';

export const volumeSensitivePath: Rule = {
  id: 'volume-sensitive-path',
  title: 'Volume over a directory of the system',
  severity: 'warning',
  on: true,
  aliases: { dockle: ['DKL-DI-0002'] },

  instruction: { VOLUME: sensitive, ONBUILD: sensitive },
};

function* sensitive(instruction: Instruction): Iterable<Problem> {
  const found = volumePaths(instruction).flatMap((volume) => {
    const verdict = hostSyntax(volume.path) ? undefined : judgePath(instruction, volume.path);
    return verdict ? [{ ...volume, ...verdict }] : [];
  });
  if (found.length === 0) return;
  const fixes = withoutPaths(instruction, found);
  for (const { word, severity, message } of found) yield { at: word, severity, message, fixes };
}
