import { nearest } from '../../../engine/nearest.js';
import { say } from '../../../engine/message.js';
import type { Fix, Problem, Rule } from '../../../engine/rule.js';
import {
  booleanSecurityFields,
  containerSecurityFields,
  podSecurityFields,
} from '../../../kubernetes/security-fields.js';
import { move, remove, set } from '../../../yaml/change.js';
import type { YamlValue } from '../../../yaml/value.js';
import { unlessShared } from '../fixes.js';
import { saySame } from './moves.js';

export const misspelledSecurityField: Rule = {
  id: 'misspelled-security-field',
  title: 'Security setting that Kubernetes cannot read',
  severity: 'error',
  on: true,
  standards: { cwe: [693] },
  aliases: { 'kube-linter': ['schema-validation'] },

  *podSpec({ securityContext, containers }) {
    yield* inScope(securityContext, podSecurityFields);
    for (const container of containers) yield* inScope(container.securityContext, containerSecurityFields);
  },
};

/** Fields that stand at the wrong place are misplaced-security-field's. */
const known: ReadonlySet<string> = new Set([...podSecurityFields, ...containerSecurityFields]);

function* inScope(scope: YamlValue, fields: readonly string[]): Iterable<Problem> {
  for (const { name, value } of scope.entries) {
    const right = known.has(name) ? undefined : meant(name, fields);
    if (right !== undefined) yield misspelt(scope, name, right, value);
  }
  for (const key of booleanSecurityFields) {
    const value = scope.get(key);
    if (value.is('true') || value.is('false')) yield quoted(key, value);
  }
}

function meant(name: string, fields: readonly string[]): string | undefined {
  return fields.find((field) => field.toLowerCase() === name.toLowerCase()) ?? nearest(name, fields, 2);
}

function misspelt(scope: YamlValue, name: string, right: string, value: YamlValue): Problem {
  return {
    at: value.key,
    message: protects(right, value)
      ? say`Kubernetes knows no '${name}' and drops it, so that it protects nothing: '${right}' is probably meant.`
      : say`Kubernetes knows no '${name}' and drops it, so that it does nothing: '${right}' is probably meant.`,
    fixes: rename(scope.get(right), right, value),
  };
}

/** A setting that would grant a right, or that stands there rightly spelt as well, is only removed: the pods never had it. */
function rename(target: YamlValue, right: string, value: YamlValue): readonly Fix[] {
  if (target.opaque || value.opaque) return [];
  if (target.exists) return saySame([value, target]) ? removal(value) : [];
  if (!protects(right, value)) return removal(value);
  return unlessShared(
    [value, target],
    [{ title: say`Write it ${right}`, applicability: 'hardening', changes: () => [move(value, target)] }],
  );
}

function quoted(key: string, value: YamlValue): Problem {
  const word = value.is('true');
  const isStrict = word === (key === 'runAsNonRoot' || key === 'readOnlyRootFilesystem');
  return {
    at: value,
    message: say`Kubernetes refuses the object: '${key}' is true or false, and in quotes it is a text.`,
    fixes: isStrict
      ? unlessShared(
          [value],
          [{ title: say`Write it without quotes`, applicability: 'hardening', changes: () => [set(value, word)] }],
        )
      : removal(value),
  };
}

function removal(value: YamlValue): readonly Fix[] {
  return unlessShared([value], [{ title: say`Remove it`, applicability: 'hardening', changes: () => [remove(value)] }]);
}

/** Whether a field with this value takes rights away and grants none. */
function protects(key: string, value: YamlValue): boolean {
  if (key === 'runAsNonRoot' || key === 'readOnlyRootFilesystem') return value.is(true);
  if (key === 'allowPrivilegeEscalation' || key === 'privileged') return value.is(false);
  if (key === 'capabilities') return value.get('drop').items.length > 0 && !value.get('add').exists;
  if (key === 'seccompProfile' || key === 'appArmorProfile') return value.isMap && !value.get('type').is('Unconfined');
  if (key === 'windowsOptions') return !value.get('hostProcess').is(true);
  if (key === 'procMount') return value.is('Default');
  return key !== 'sysctls' && !value.is(0) && !value.items.some((item) => item.is(0));
}
