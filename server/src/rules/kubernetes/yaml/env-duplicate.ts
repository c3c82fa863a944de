import { say } from '../../../engine/message.js';
import type { Fix, Problem, Rule } from '../../../engine/rule.js';
import { remove } from '../../../yaml/change.js';
import type { YamlValue } from '../../../yaml/value.js';
import { unlessShared } from '../fixes.js';

export const envDuplicate: Rule = {
  id: 'env-duplicate',
  title: 'Environment variable that stands twice',
  severity: 'info',
  on: true,
  standards: { cwe: [694] },
  aliases: {
    'kube-linter': ['duplicate-env-var'],
    kubescape: ['C-0295'],
    'kube-score': ['environment-variable-key-duplication'],
    sonar: ['S6907'],
  },

  *container({ value }) {
    const { items } = value.get('env');
    const last = new Map<string, number>();
    for (let index = items.length - 1; index >= 0; index--) {
      const item = items[index];
      const name = item?.get('name').text;
      if (!item || item.opaque || !name) continue;
      const next = last.get(name);
      last.set(name, index);
      const following = next === undefined ? [] : items.slice(index + 1, next + 1);
      const problem = judge(item, name, following);
      if (problem) yield problem;
    }
  },
};

/**
 * The API warns of a variable that hides an earlier one, unless its value is made of that one (pkg/api/pod/warnings.go, "hides
 * previous definition"). `following`: the variables behind the item up to the next of its name.
 */
function judge(item: YamlValue, name: string, following: readonly YamlValue[]): Problem | undefined {
  const next = following.at(-1);
  if (!next || mayExclude(item, next)) return undefined;
  const reference = `$(${name})`;
  const value = next.get('value');
  if (value.opaque) return undefined;
  if (value.text?.includes(reference) && value.text !== reference) return undefined;
  // What stands between them may be made of this value.
  const isUsed = following.some((other) => other.get('value').opaque || other.get('value').text?.includes(reference));
  return {
    at: item.get('name'),
    message: say`'${name}' stands again further down, which is the one that the container gets: this one may be the one that people read.`,
    fixes: isUsed ? [] : unlessShared([item], removal(item)),
  };
}

function removal(item: YamlValue): readonly Fix[] {
  return [{ title: say`Remove the one that does not count`, applicability: 'safe', changes: () => [remove(item)] }];
}

/** Whether a template stands between the two, so that perhaps only one of them comes out of it. */
function mayExclude({ place: { document }, span: { start } }: YamlValue, { span: { end } }: YamlValue): boolean {
  return document.actions.some(({ role, span }) => role !== 'output' && span.start < end && span.end > start);
}
