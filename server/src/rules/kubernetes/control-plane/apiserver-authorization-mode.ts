import { say } from '../../../engine/message.js';
import type { Rule } from '../../../engine/rule.js';
import { entriesOf, flagOf, flagsOf, type CommandLine } from '../../../kubernetes/command-line.js';
import { isUnset } from '../../../kubernetes/control-plane-flags.js';
import { withFlag, withValue } from '../../../kubernetes/flag-changes.js';
import { fixBy, onCommandLines } from './lines.js';

export const apiserverAuthorizationMode: Rule = {
  id: 'apiserver-authorization-mode',
  title: 'API server does not ask who may do what',
  severity: 'error',
  on: true,
  standards: { cis: ['1.2.6', '1.2.7', '1.2.8'], nsa: 'Authentication and authorization', cwe: [862] },
  aliases: {
    trivy: ['KCV-0007', 'KCV-0008', 'KCV-0009'],
    kics: [
      'f1f4d8da-1ac4-47d0-b1aa-91e69d33f7d5', '4d7ee40f-fc5d-427d-8cac-dffbe22d42d1', '1aa4a1ae-5dbb-48a1-9aa2-630ea4be208e',
    ], // prettier-ignore
    checkov: ['CKV_K8S_74', 'CKV_K8S_75', 'CKV_K8S_77'],
    kubescape: ['C-0118', 'C-0119', 'C-0120', 'C-0088'],
  },

  manifest: onCommandLines(['kube-apiserver'], function* (line) {
    // A file of authorizers takes the place of the flag (since 1.30 on by default).
    if (flagOf(line, 'authorization-config')) return;
    const [flag, second] = flagsOf(line, 'authorization-mode');
    if (!flag) {
      if (!isUnset(line, 'authorization-mode')) return;
      const modes = modesWith(line, []);
      yield {
        at: line.at,
        message: say`Without '--authorization-mode' the API server allows everything to everyone who can log in: each service account is an administrator.`,
        fixes: fixBy(withFlag(line, 'authorization-mode', modes), {
          title: say`Set --authorization-mode=${modes}`,
          applicability: 'hardening',
        }),
      };
      return;
    }
    // Of several such flags the values are joined; which one should change nobody knows.
    if (flag.value === undefined || second) return;
    const modes = entriesOf(flag);
    const wanted = modesWith(line, modes);
    const missing = ['Node', 'RBAC'].filter((mode) => !modes.includes(mode));
    const fixes = fixBy(withValue(flag, wanted), {
      title: say`Set --authorization-mode=${wanted}`,
      applicability: 'hardening',
    });
    if (modes.includes('AlwaysAllow')) {
      yield {
        at: flag.at,
        message: say`'AlwaysAllow' lets everyone who can log in do everything: each service account of each pod is an administrator.`,
        fixes,
      };
    } else if (missing.length > 0 && !modes.includes('AlwaysDeny')) {
      yield {
        at: flag.at,
        message: say`The API server does not use ${missing.map((mode) => `'${mode}'`).join(' and ')}: what kubelets, users and pods may do is left to other authorizers, and is mostly too much.`,
        severity: 'warning',
        fixes,
      };
    } else if (modes.includes('ABAC')) {
      yield {
        at: flag.at,
        message: say`'ABAC' grants rights from a file that no API call shows, and that changes only with a new start of the API server.`,
        severity: 'info',
      };
    }
  }),
};

/** The modes with Node and RBAC and without AlwaysAllow; with those that other flags need, for the server starts with both or none. */
function modesWith(line: CommandLine, modes: readonly string[]): string {
  const kept = modes.filter((mode) => mode !== 'AlwaysAllow');
  const needed = [
    'Node',
    'RBAC',
    ...(flagOf(line, 'authorization-policy-file') ? ['ABAC'] : []),
    ...(flagOf(line, 'authorization-webhook-config-file') ? ['Webhook'] : []),
  ];
  const first = needed.slice(0, 2).filter((mode) => !kept.includes(mode));
  return [...first, ...kept, ...needed.slice(2).filter((mode) => !kept.includes(mode))].join(',');
}
