import { removeInstruction } from '../../../dockerfile/edits.js';
import type { Word } from '../../../dockerfile/mapped-text.js';
import { resolve } from '../../../dockerfile/state.js';
import type { Instruction } from '../../../dockerfile/tree.js';
import { say } from '../../../engine/message.js';
import type { Fix } from '../../../engine/rule.js';
import type { Edit } from '../../../text/edit.js';
import { nothing } from '../nothing.js';

/** A path of a VOLUME as it is once variables are replaced. */
export interface VolumePath {
  readonly word: Word;
  readonly path: string;
}

/** The paths of a VOLUME, or of one that an ONBUILD holds back, that the file tells. */
export function volumePaths(instruction: Instruction): readonly VolumePath[] {
  const target = instruction.sub ?? instruction;
  if (target.keyword !== 'VOLUME') return nothing;
  return target.args.flatMap((word) => {
    const path = resolve(target, word).value?.text.trim();
    return path ? [{ word, path }] : [];
  });
}

/** Takes all these paths out of a VOLUME: one fix for all, because those of neighbours would overlap. */
export function withoutPaths(instruction: Instruction, paths: readonly VolumePath[]): readonly Fix[] {
  const names = paths.map(({ path }) => `'${path}'`).join(', ');
  return [
    {
      title: paths.length === 1 ? say`Remove ${names} from VOLUME` : say`Remove ${paths.length} paths from VOLUME`,
      applicability: 'hardening',
      changes: () => [{ op: 'text', edits: removePaths(instruction, paths) }],
    },
  ];
}

/** The edits that take paths out of a VOLUME, and the whole instruction where none is left. */
export function removePaths(instruction: Instruction, paths: readonly VolumePath[]): readonly Edit[] {
  const { stage } = instruction;
  const { args } = instruction.sub ?? instruction;
  const removed = new Set(paths.map(({ word }) => word));
  const first = args.findIndex((word) => !removed.has(word));
  if (first === -1) return stage ? removeInstruction(stage.dockerfile, instruction) : [];
  const edits: Edit[] = [];
  const head = args[0];
  const kept = args[first];
  if (first > 0 && head && kept) edits.push({ start: head.span.start, end: kept.span.start, newText: '' });
  let end = kept?.span.end ?? 0;
  for (const word of args.slice(first + 1)) {
    if (removed.has(word)) edits.push({ start: end, end: word.span.end, newText: '' });
    end = word.span.end;
  }
  return edits;
}
