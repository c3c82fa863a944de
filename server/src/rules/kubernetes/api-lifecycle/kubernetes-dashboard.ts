import { say } from '../../../engine/message.js';
import type { Problem, Rule } from '../../../engine/rule.js';
import { commandWords } from '../../../kubernetes/commands.js';
import type { Container } from '../../../kubernetes/model.js';
import { retiredImages } from '../../../text/retired-images.js';
import { imageOf } from '../../../kubernetes/retired-programs.js';
import { serviceAccounts } from '../../../kubernetes/service-account.js';
import { remove } from '../../../yaml/change.js';
import type { YamlValue } from '../../../yaml/value.js';
import { unlessShared } from '../fixes.js';

export const kubernetesDashboard: Rule = {
  id: 'kubernetes-dashboard',
  title: 'Kubernetes dashboard',
  severity: 'warning',
  on: true,
  standards: { cwe: [306, 1104] },
  aliases: { kics: ['d2ad057f-0928-41ef-a83c-f59203bb855b'], checkov: ['CKV_K8S_33'], kubescape: ['C-0014'] },

  *container(container) {
    const reference = imageOf('dashboard', container);
    if (!reference) return;
    // Of its old registries another rule says that nobody mends what is in them.
    if (!retiredImages(reference)) {
      yield {
        at: container.value.get('image'),
        message: say`The Kubernetes dashboard was archived in January 2026: holes in the program that shows and changes the cluster stay open.`,
      };
    }
    yield* withoutLogin(container);
  },

  *workspace(manifest, workspace) {
    if (manifest.kind !== 'ClusterRoleBinding' || !manifest.apiVersion.startsWith('rbac.')) return;
    const account = manifest.value
      .get('subjects')
      .items.find(
        (subject) => subject.get('kind').is('ServiceAccount') && subject.get('name').is('kubernetes-dashboard'),
      );
    if (!account || !serviceAccounts(workspace).givesAdmin(manifest)) return;
    yield {
      at: account.get('name'),
      severity: 'error',
      message: say`The dashboard itself is an administrator: whoever reaches it and skips the login, or finds a hole in it, owns the cluster.`,
    };
  },
};

const flags: Readonly<Record<string, string>> = {
  'enable-skip-login': "lets everybody in with the dashboard's own rights",
  'disable-settings-authorizer': "lets everybody change the dashboard's settings",
};

function* withoutLogin(container: Container): Iterable<Problem> {
  for (const word of commandWords(container)) {
    const [, flag = ''] = /^--([\w-]+)(?:=(?:true|1|t))?$/i.exec(word.text ?? '') ?? [];
    const effect = flags[flag];
    if (effect === undefined) continue;
    yield {
      at: word,
      message: say`'--${flag}' ${effect}.`,
      fixes: without(word, flag),
    };
  }
}

function without(word: YamlValue, flag: string): NonNullable<Problem['fixes']> {
  return unlessShared(
    [word],
    [{ title: say`Remove --${flag}`, applicability: 'hardening', changes: () => [remove(word)] }],
  );
}
