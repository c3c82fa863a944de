import { say } from '../../engine/message.js';
import type { Rule } from '../../engine/rule.js';
import { removeName, removeSuppression } from '../../engine/suppression/edits.js';

export const suppressionUnused: Rule = {
  id: 'suppression-unused',
  title: 'Suppression that suppresses nothing',
  severity: 'hint',
  on: true,

  *suppression(use) {
    const { suppression, unused } = use;
    if (unused === 'all') {
      yield {
        at: suppression,
        message: say`This suppression accepts no finding, so it would hide the next one unseen.`,
        fixes: [{ title: say`Remove the suppression`, applicability: 'safe', changes: () => removeSuppression(use) }],
      };
      return;
    }
    for (const name of unused) {
      yield {
        at: name,
        message: say`Nothing here breaks the rule '${name.text}', so accepting it would hide the next fault unseen.`,
        fixes: [
          {
            title: say`Remove '${name.text}' from the suppression`,
            applicability: 'safe',
            changes: () => removeName(use, name),
          },
        ],
      };
    }
  },
};
