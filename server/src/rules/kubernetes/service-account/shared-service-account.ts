import { say } from '../../../engine/message.js';
import type { Rule } from '../../../engine/rule.js';
import { accountName, workloadsAs } from '../../../kubernetes/service-account.js';
import { writtenAccount } from './account.js';

export const sharedServiceAccount: Rule = {
  id: 'shared-service-account',
  title: 'Service account of several workloads',
  severity: 'hint',
  on: false,
  standards: { nsa: 'Protecting Pod service account tokens', cwe: [250] },
  aliases: { kics: ['c1032cf7-3628-44e2-bd53-38c17cf31b6b'] },

  *workspace(manifest, workspace) {
    const { podSpec, namespace } = manifest;
    const named = podSpec && writtenAccount(podSpec);
    const name = podSpec && accountName(podSpec);
    // Of the account that all pods share by default others speak.
    if (!named || name === undefined || name === 'default') return;
    const users = workloadsAs(name, workspace).filter((user) => user.podSpec && accountName(user.podSpec) === name);
    const other = users.find((user) => user !== manifest && user.namespace === namespace);
    if (!other) return;

    yield {
      at: named,
      message: say`ServiceAccount '${name}' is that of ${other.kind} '${other.name ?? '(unnamed)'}', too: whoever breaks into one of them has the rights of both.`,
    };
  },
};
