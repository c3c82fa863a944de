import { say } from '../../../engine/message.js';
import type { Fix, Problem, Rule } from '../../../engine/rule.js';
import { move, remove } from '../../../yaml/change.js';
import type { YamlNode } from '../../../yaml/tree.js';
import type { YamlEntry, YamlValue } from '../../../yaml/value.js';
import { unlessShared } from '../fixes.js';

export const duplicateKey: Rule = {
  id: 'duplicate-key',
  title: 'Key that stands twice',
  severity: 'error',
  on: true,
  standards: { cwe: [694] },

  *manifest({ value }) {
    // The reader has noticed any; in templates, whose branches may each hold a key, it does not say so.
    if (value.place.document.errors.length > 0) yield* within(value, new Set());
  },
};

function* within(value: YamlValue, visited: Set<YamlNode>): Iterable<Problem> {
  const { node } = value.place;
  if (!node || visited.has(node)) return;
  visited.add(node);
  for (const entry of value.shadowed) yield judge(entry, value.get(entry.name));
  for (const entry of value.entries) yield* within(entry.value, visited);
  for (const item of value.items) yield* within(item, visited);
}

function judge({ name, value }: YamlEntry, counts: YamlValue): Problem {
  return {
    at: value.key,
    message: say`'${name}' stands again further down, and only the last one counts: Kubernetes never sees this one.`,
    fixes: unlessShared([value, counts], fixes(value, counts)),
  };
}

function fixes(value: YamlValue, counts: YamlValue): readonly Fix[] {
  if (value.scalar !== undefined && value.scalar === counts.scalar) {
    return [{ title: say`Remove this one, which is the same`, applicability: 'safe', changes: () => [remove(value)] }];
  }
  const isDisjoint = value.entries.every(({ name }) => counts.get(name).place.missing.length > 0);
  if (!value.isMap || !counts.isMap || value.entries.length === 0 || !isDisjoint || value.shadowed.length > 0)
    return [];
  return [
    {
      title: say`Put both together`,
      applicability: 'hardening',
      changes: () => value.entries.map((entry) => move(entry.value, counts.get(entry.name))),
    },
  ];
}
