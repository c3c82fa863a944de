import { say } from '../../engine/message.js';
import type { Rule } from '../../engine/rule.js';
import { addReason } from '../../engine/suppression/edits.js';

export const suppressionWithoutReason: Rule = {
  id: 'suppression-without-reason',
  title: 'Suppression without a reason',
  severity: 'info',
  on: true,

  *suppression(use) {
    if (use.suppression.reason !== undefined) return;
    const hasFix = addReason(use).length > 0;

    yield {
      at: use.suppression,
      message: say`This suppression does not say why the risk is accepted, so nobody can tell when it no longer is.`,
      fixes: hasFix ? [{ title: say`Add a reason`, applicability: 'placeholder', changes: () => addReason(use) }] : [],
    };
  },
};
