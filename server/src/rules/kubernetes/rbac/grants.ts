import { say, type Message } from '../../../engine/message.js';
import type { Fix, Problem } from '../../../engine/rule.js';
import { mayHoldMore } from '../../../kubernetes/lists.js';
import type { Manifest } from '../../../kubernetes/model.js';
import {
  grantsOf,
  isBuiltIn,
  policyRules,
  type Grant,
  type PolicyRule,
  type Rights,
} from '../../../kubernetes/rbac.js';
import { remove } from '../../../yaml/change.js';
import type { YamlValue } from '../../../yaml/value.js';
import { unlessShared } from '../fixes.js';

/** What a rule of a role grants of the rights that are asked for; at least one. */
export type Granted = readonly [Grant, ...Grant[]];

/**
 * Looks at each rule of a role for rights that are written out; of stars rbac-wildcard speaks. One problem for each of them, at the
 * first resource, or where `tell` says. Silent about the roles that Kubernetes makes itself.
 */
export function* judge(
  role: Manifest,
  rights: readonly Rights[],
  tell: (granted: Granted) => (Omit<Problem, 'at'> & Partial<Problem>) | undefined,
): Iterable<Problem> {
  for (const rule of judgedRules(role)) {
    const [first, ...more] = grantsOf(rule, rights).filter(({ isWild }) => !isWild);
    const told = first && tell([first, ...more]);
    if (told) yield { at: first.at.resource, ...told };
  }
}

/** The rules of a role that somebody wrote. */
export function judgedRules(role: Manifest): readonly PolicyRule[] {
  const rules = policyRules(role);
  return rules.length === 0 || isBuiltIn(role) ? [] : rules;
}

/** Where the rights of a role hold, as the end of a sentence. */
export function reachOf({ kind }: Manifest): string {
  return kind === 'Role' ? 'in its namespace' : 'wherever the role is bound';
}

/** The fix that takes these resources, or verbs, out of their rule, or the whole rule where nothing else is in it. */
export function without(part: 'resource' | 'verb', granted: Granted): readonly Fix[] {
  const [{ rule }] = granted;
  const gone = [...new Set(granted.map(({ at }) => at[part]))];
  const list = rule.value.get(part === 'resource' ? 'resources' : 'verbs');
  if (gone.length < list.items.length) return [removal(remainder(gone), gone)];
  // A role without rules would be as good as none, and that is for its author to say.
  const isOnly = rule.role.value.get('rules').items.length < 2;
  return isOnly ? [] : [removal(say`Remove this rule`, [rule.value])];
}

function remainder(gone: readonly YamlValue[]): Message {
  const names = gone.map(({ text }) => text).join(', ');
  return names.length > 60 ? say`Remove these ${gone.length}` : say`Remove ${names}`;
}

function removal(title: Message, gone: readonly YamlValue[]): Fix {
  return { title, applicability: 'hardening', preferred: false, changes: () => gone.map(remove) };
}

/** The fixes, unless something repeats the rule that they change, or a template adds to it. */
export function inOwnRule({ value }: PolicyRule, fixes: readonly Fix[]): readonly Fix[] {
  const lists = [value.get('resources'), value.get('verbs'), value.get('resourceNames')];
  return lists.some(mayHoldMore) ? [] : unlessShared([value, ...lists], fixes);
}
