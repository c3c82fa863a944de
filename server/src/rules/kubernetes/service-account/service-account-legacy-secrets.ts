import { say } from '../../../engine/message.js';
import type { Rule } from '../../../engine/rule.js';
import { remove } from '../../../yaml/change.js';
import { unlessShared } from '../fixes.js';

export const serviceAccountLegacySecrets: Rule = {
  id: 'service-account-legacy-secrets',
  title: 'Service account with a list of token Secrets',
  severity: 'hint',
  on: false,
  standards: { nsa: 'Protecting Pod service account tokens', cwe: [477] },
  aliases: { kyverno: ['check-serviceaccount-secrets'] },

  *manifest({ kind, apiVersion, value }) {
    if (kind !== 'ServiceAccount' || apiVersion !== 'v1') return;
    const secrets = value.get('secrets');
    // With this annotation the list says which Secrets the pods may mount.
    const enforced = value.get('metadata', 'annotations', 'kubernetes.io/enforce-mountable-secrets');
    if (secrets.items.length === 0 || enforced.exists || enforced.opaque) return;

    yield {
      at: secrets.key,
      message: say`The list 'secrets' is left over from before Kubernetes 1.24, when each account had a token that never expires: pods get theirs without it.`,
      fixes: unlessShared(
        [secrets],
        [{ title: say`Remove the list`, applicability: 'hardening', changes: () => [remove(secrets)] }],
      ),
    };
  },
};
