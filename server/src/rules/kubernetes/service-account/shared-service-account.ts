import { say } from '../../../engine/message.js';
import type { Rule } from '../../../engine/rule.js';
import type { Manifest } from '../../../kubernetes/model.js';
import { accountName } from '../../../kubernetes/service-account.js';
import { workloadsOf } from '../../../kubernetes/workloads.js';
import { writtenAccount } from './account.js';

export const sharedServiceAccount: Rule = {
  id: 'shared-service-account',
  title: 'Service account of several workloads',
  severity: 'hint',
  on: false,
  standards: { nsa: 'Protecting Pod service account tokens', cwe: [250] },
  aliases: { kics: ['shared_service_account'] },

  *workspace(manifest, workspace) {
    const { podSpec, namespace } = manifest;
    const named = podSpec && writtenAccount(podSpec);
    const name = podSpec && accountName(podSpec);
    // Of the account that all pods share by default others speak.
    if (!named || name === undefined || name === 'default') return;
    const shares = (other: Manifest): boolean =>
      other !== manifest &&
      other.namespace === namespace &&
      other.podSpec !== undefined &&
      accountName(other.podSpec) === name;
    const other = workloadsOf(workspace).find(shares);
    if (!other) return;

    yield {
      at: named,
      message: say`ServiceAccount '${name}' is that of ${other.kind} '${other.name ?? '(unnamed)'}', too: whoever breaks into one of them has the rights of both.`,
    };
  },
};
