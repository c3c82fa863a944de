import { removeArguments } from '../../../dockerfile/edits.js';
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

/** The paths of a VOLUME, or of one that an ONBUILD holds back, that the file tells; none before the first FROM, where BuildKit refuses it. */
export function volumePaths(instruction: Instruction): readonly VolumePath[] {
  const target = instruction.sub ?? instruction;
  if (!instruction.stage || target.keyword !== 'VOLUME') return nothing;
  return target.args.flatMap((word) => {
    const path = resolve(target, word).value?.text.trim();
    return path ? [{ word, path }] : [];
  });
}

/** Takes all these paths out of a VOLUME: one fix for all, because those of neighbours would overlap. */
export function withoutPaths(instruction: Instruction, paths: readonly VolumePath[]): readonly Fix[] {
  const edits = removePaths(instruction, paths);
  if (!edits) return [];
  const names = paths.map(({ path }) => `'${path}'`).join(', ');
  return [
    {
      title: paths.length === 1 ? say`Remove ${names} from VOLUME` : say`Remove ${paths.length} paths from VOLUME`,
      applicability: 'hardening',
      changes: () => [{ op: 'text', edits }],
    },
  ];
}

/** The edits that take paths out of a VOLUME, and the whole instruction where none is left; undefined where that cannot be done. */
export function removePaths(
  instruction: Instruction,
  paths: readonly Pick<VolumePath, 'word'>[],
): readonly Edit[] | undefined {
  const { stage } = instruction;
  return stage && removeArguments(stage.dockerfile, instruction, new Set(paths.map(({ word }) => word)));
}
