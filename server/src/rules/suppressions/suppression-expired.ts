import { say } from '../../engine/message.js';
import type { Rule } from '../../engine/rule.js';
import { removeSuppression } from '../../engine/suppression/edits.js';
import { isDay } from '../../engine/suppression/suppression.js';

export const suppressionExpired: Rule = {
  id: 'suppression-expired',
  title: 'Suppression past its last day',
  severity: 'warning',
  on: true,

  *suppression(use) {
    const { until = '' } = use.suppression;
    if (!use.ended) return;

    yield {
      at: use.suppression,
      message: isDay(until)
        ? say`This suppression ended on ${until} and no longer holds; decide anew, or mend what it was for.`
        : say`'${until}' is not a day (YYYY-MM-DD), so this suppression does not hold.`,
      // Never made by a run on save: the person may want to move the date.
      fixes: [
        { title: say`Remove the suppression`, applicability: 'placeholder', changes: () => removeSuppression(use) },
      ],
    };
  },
};
