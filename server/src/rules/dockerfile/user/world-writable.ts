import { replacePart } from '../../../dockerfile/edits.js';
import { sourceSpan } from '../../../dockerfile/mapped-text.js';
import { isInFinalImage } from '../../../dockerfile/stages.js';
import type { Instruction } from '../../../dockerfile/tree.js';
import { say } from '../../../engine/message.js';
import type { Problem } from '../../../engine/rule.js';
import type { ModeWord } from './mode-words.js';
import { isWorldWritable, withoutWorldWrite } from './modes.js';

/** Directories in which everybody writes by design, what lies below them, and sockets. */
const shared = /^(?:\/tmp|\/var\/tmp|\/run|\/var\/run|\/var\/lock|\/dev)(?:\/|$)|\.sock$/;

/** What to say of a mode that lets everybody write. */
export function* worldWritable({ word, mode, targets }: ModeWord, instruction: Instruction): Iterable<Problem> {
  if (!isWorldWritable(mode) || (targets.length > 0 && targets.every((path) => shared.test(path)))) return;

  const narrower = withoutWorldWrite(mode);
  // A mode serves all its paths, and /tmp among them would be closed.
  const isFixable = narrower !== undefined && !targets.some((path) => shared.test(path));
  const edits = !isFixable ? undefined : replacePart(word, 0, word.text.length, narrower);
  yield {
    at: { span: sourceSpan(word) },
    message: say`'${mode}' lets every user write: whoever takes over any process of the container can replace what root or the program itself trusts there.`,
    severity: isInFinalImage(instruction.stage) ? 'warning' : 'hint',
    fixes: edits
      ? [
          {
            title: say`Do not let everybody write: '${narrower ?? ''}'`,
            applicability: 'hardening',
            changes: () => [{ op: 'text', edits }],
          },
        ]
      : [],
  };
}
