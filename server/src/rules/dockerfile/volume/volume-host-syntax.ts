import { replaceWord } from '../../../dockerfile/edits.js';
import type { Word } from '../../../dockerfile/mapped-text.js';
import { isSocket } from '../../../dockerfile/sockets.js';
import { resolve } from '../../../dockerfile/state.js';
import type { Instruction } from '../../../dockerfile/tree.js';
import { say } from '../../../engine/message.js';
import type { Fix, Problem, Rule } from '../../../engine/rule.js';
import { hostSyntax } from './host-syntax.js';
import { removePaths } from './paths.js';
import { judgePath } from './sensitive.js';

export const volumeHostSyntax: Rule = {
  id: 'volume-host-syntax',
  title: 'Volume written as a mount of the host',
  severity: 'warning',
  on: true,

  instruction: { VOLUME: misread, ONBUILD: misread },
};

function* misread(instruction: Instruction): Iterable<Problem> {
  if (!instruction.stage || !instruction.line.text.includes(':')) return;
  const target = instruction.sub ?? instruction;
  if (target.keyword !== 'VOLUME') return;
  const found = target.args.flatMap((word) => toMount(target, word));
  const fixes = found.length === 0 ? [] : fixFor(instruction, found);
  for (const { word, path } of found) {
    const message = say`VOLUME takes no path of the host and no options: '${path}' makes a directory of that name, and what is written to the path meant is not kept.`;
    yield { at: word, message, fixes };
  }
}

interface Mount {
  readonly word: Word;
  /** For people: with the values of variables where they are known. */
  readonly path: string;
  readonly container: string;
}

function toMount(instruction: Instruction, word: Word): readonly Mount[] {
  const { value, parts } = resolve(instruction, word);
  // What a variable stands for may be unknown, but not that a path with a colon before it follows.
  const path = value?.text.trim() ?? parts.map((part) => part?.text ?? '$').join('');
  const mount = hostSyntax(path);
  if (!mount || path.split(':').some(isSocket)) return [];
  return [{ word, path: value ? path : word.text, container: mount.container }];
}

/** Keeps the container's side, or nothing of it where no volume should lie; one fix for all, because those of neighbours would overlap. */
function fixFor(instruction: Instruction, mounts: readonly Mount[]): readonly Fix[] {
  if (mounts.some(({ container }) => /[\s$"'\\]/.test(container))) return [];
  const removed = mounts.filter(({ container }) => judgePath(instruction, container));
  const kept = mounts.filter((mount) => !removed.includes(mount));
  const removal = removed.length > 0 ? removePaths(instruction, removed) : [];
  if (!removal) return [];
  const names = kept.map(({ container }) => `'${container}'`).join(', ');
  const { form } = instruction.sub ?? instruction;
  const toText = (path: string): string => (form === 'json' ? JSON.stringify(path) : path);
  return [
    {
      title: kept.length > 0 && kept.length < 3 ? say`Keep only ${names}` : say`Keep only what VOLUME can mean`,
      applicability: 'hardening',
      changes: () => [
        {
          op: 'text',
          edits: [...removal, ...kept.flatMap(({ word, container }) => replaceWord(word, toText(container)))],
        },
      ],
    },
  ];
}
