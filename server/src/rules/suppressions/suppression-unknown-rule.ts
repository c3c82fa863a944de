import { say } from '../../engine/message.js';
import type { Fix, Rule } from '../../engine/rule.js';
import type { SuppressionUse } from '../../engine/suppression/audit.js';
import { removeName, replaceName } from '../../engine/suppression/edits.js';

export const suppressionUnknownRule: Rule = {
  id: 'suppression-unknown-rule',
  title: 'Suppression of a rule that does not exist',
  severity: 'warning',
  on: true,

  *suppression(use) {
    for (const unknown of use.unknown) {
      const { name, meant } = unknown;
      const looksLikeProse = /\s/.test(name.text);
      yield {
        at: name,
        message: looksLikeProse
          ? say`'${name.text}' is not a rule; rules stand apart by commas, and the reason behind ' -- '.`
          : meant === undefined
            ? say`There is no rule '${name.text}', so this accepts nothing.`
            : say`There is no rule '${name.text}', so this accepts nothing; did you mean '${meant}'?`,
        fixes: fixesOf(use, unknown),
      };
    }
  },
};

/** Neither is ever made by a run on save: what was meant is a guess. */
function fixesOf(use: SuppressionUse, { name, meant }: SuppressionUse['unknown'][number]): readonly Fix[] {
  const remove: Fix = {
    title: say`Remove '${name.text}' from the suppression`,
    applicability: 'placeholder',
    changes: () => removeName(use, name),
  };
  if (meant === undefined) return [remove];
  const replace: Fix = {
    title: say`Change '${name.text}' to '${meant}'`,
    applicability: 'placeholder',
    changes: () => replaceName(use, name, meant),
  };
  return [replace, remove];
}
