import { say, type Message } from '../../../engine/message.js';
import type { Fix, Rule, Severity } from '../../../engine/rule.js';
import { move, remove } from '../../../yaml/change.js';
import type { YamlValue } from '../../../yaml/value.js';
import { unlessShared } from '../fixes.js';

export const deprecatedServiceAccountField: Rule = {
  id: 'deprecated-service-account-field',
  title: 'Old name of the field serviceAccountName',
  severity: 'info',
  on: true,
  standards: { cwe: [477] },
  aliases: {
    'kube-linter': ['deprecated-service-account-field'],
    kubescape: ['C-0294'],
    kubeaudit: ['AutomountServiceAccountTokenDeprecated'],
  },

  *podSpec({ value }) {
    const old = value.get('serviceAccount');
    const current = value.get('serviceAccountName');
    if (!old.exists || current.opaque) return;
    yield { at: old.key, ...judge(old, current), fixes: replaced(old, current) };
  },
};

function judge(old: YamlValue, current: YamlValue): { readonly message: Message; readonly severity?: Severity } {
  if (!current.exists || current.is('')) {
    return {
      message: say`'serviceAccount' is the old name of the field: tools that look for 'serviceAccountName' do not see which account the pods have.`,
    };
  }
  if (current.text === undefined || old.text === undefined || current.text === old.text) {
    return {
      message: say`'serviceAccount' is the old name of the field and does nothing beside 'serviceAccountName'.`,
      severity: 'hint',
    };
  }
  return {
    message: say`'${old.text}' does nothing here: the pods run as '${current.text}', because 'serviceAccountName' wins over the old field.`,
    severity: 'warning',
  };
}

/** The pods keep the account that they have: where both stand, the new field counts (core/v1/conversion.go). */
function replaced(old: YamlValue, current: YamlValue): readonly Fix[] {
  if (current.exists && !current.is('')) {
    return unlessShared(
      [old],
      [{ title: say`Remove serviceAccount`, applicability: 'safe', changes: () => [remove(old)] }],
    );
  }
  if (current.exists || old.opaque) return [];
  return unlessShared(
    [old, current],
    [{ title: say`Rename it to serviceAccountName`, applicability: 'safe', changes: () => [move(old, current)] }],
  );
}
