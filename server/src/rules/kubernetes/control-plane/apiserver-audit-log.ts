import { say } from '../../../engine/message.js';
import type { Rule, RuleContext } from '../../../engine/rule.js';
import { flagOf, lacks, type CommandLine } from '../../../kubernetes/command-line.js';
import { knownFlag } from '../../../kubernetes/control-plane-flags.js';
import { withFlag, withValue } from '../../../kubernetes/flag-changes.js';
import { placeholder } from '../../../yaml/change.js';
import { fixBy, onCommandLines, together, versionOf, withHostPath } from './lines.js';

const folder = '/var/log/kubernetes/audit';
const policy = '/etc/kubernetes/audit-policy.yaml';
const limits = ['audit-log-maxage', 'audit-log-maxbackup', 'audit-log-maxsize'];

export const apiserverAuditLog: Rule = {
  id: 'apiserver-audit-log',
  title: 'API server keeps no audit log',
  severity: 'warning',
  on: true,
  standards: {
    cis: ['1.2.16', '1.2.17', '1.2.18', '1.2.19', '3.2.1'],
    nsa: 'Audit Logging and Threat Detection',
    cwe: [778],
  },
  aliases: {
    trivy: ['KCV-0019', 'KCV-0020', 'KCV-0021', 'KCV-0022'],
    kics: [
      '73e251f0-363d-4e53-86e2-0a93592437eb', 'da9f3aa8-fbfb-472f-b5a1-576127944218', '768aab52-2504-4a2f-a3e3-329d5a679848',
      '35c0a471-f7c8-4993-aa2c-503a3c712a66', '13a49a2e-488e-4309-a7c0-d6b05577a5fb',
    ], // prettier-ignore
    checkov: ['CKV_K8S_91', 'CKV_K8S_92', 'CKV_K8S_93', 'CKV_K8S_94'],
    kubescape: ['C-0067', 'C-0130', 'C-0131', 'C-0132', 'C-0133', 'C-0160'],
  },

  manifest: onCommandLines(['kube-apiserver'], function* (line, context) {
    if (lacks(line, 'audit-log-path', 'audit-webhook-config-file')) {
      yield {
        at: line.at,
        message: say`The API server keeps no audit log: nobody can tell later what an attacker read and changed, and with whose rights.`,
        fixes: fixBy(withLog(line), { title: say`Keep an audit log in ${folder}`, applicability: 'placeholder' }),
      };
      return;
    }
    const target = flagOf(line, 'audit-log-path', 'audit-webhook-config-file');
    if (target && lacks(line, 'audit-policy-file')) {
      yield {
        at: target.at,
        message: say`Without '--audit-policy-file' nothing is written to the audit log: nobody can tell later what an attacker did.`,
        fixes: fixBy(withPolicy(line), { title: say`Name a policy for the audit log`, applicability: 'placeholder' }),
      };
    }
    for (const name of shortLimits(line, context)) {
      const flag = flagOf(line, name);
      const wanted = least(name);
      const value = valueOf(line, name);
      if (!flag || !(value > 0 && value < Number(wanted))) continue;

      yield {
        at: flag.at,
        message: say`With '--${name}=${value}' old entries of the audit log are lost early: what an attacker did is often looked for weeks later.`,
        severity: 'info',
        fixes: fixBy(withValue(flag, wanted), {
          title: say`Set --${name}=${wanted}`,
          applicability: 'hardening',
        }),
      };
    }
  }),
};

function least(name: string): string {
  return knownFlag('kube-apiserver', name).wanted ?? '';
}

/** The number that a flag sets, 0 where it does not; nothing that compares to any number where that is not known. */
function valueOf(line: CommandLine, name: string): number {
  const flag = flagOf(line, name);
  return flag ? Number(flag.value ?? Number.NaN) : 0;
}

/** The minor version since which 100 files are kept where nothing is said; before, all were (kubernetes/kubernetes#136478). */
const filesLimited = 36;
const filesByDefault = 100;

/** Those of the limits that make entries go early, if they are low. */
function shortLimits(line: CommandLine, context: RuleContext): readonly string[] {
  // Standard output has no files, and what is sent away as well stays where it went.
  if (flagOf(line, 'audit-log-path')?.value === '-' || flagOf(line, 'audit-webhook-config-file')) return [];
  const byDefault = versionOf(line, context) < filesLimited ? 0 : filesByDefault;
  const files = flagOf(line, 'audit-log-maxbackup') ? valueOf(line, 'audit-log-maxbackup') : byDefault;
  const size = valueOf(line, 'audit-log-maxsize') || Number(least('audit-log-maxsize'));
  // Few large files hold as much as many small ones, and without a limit of files none of them goes.
  const isTight = files > 0 && files * size < Number(least('audit-log-maxbackup')) * Number(least('audit-log-maxsize'));
  return isTight ? limits : ['audit-log-maxage'];
}

function withPolicy(line: CommandLine) {
  return together(
    withFlag(line, 'audit-policy-file', placeholder(policy)),
    withHostPath(line, 'audit-policy', policy, 'File'),
  );
}

function withLog(line: CommandLine) {
  return together(
    withFlag(line, 'audit-log-path', `${folder}/audit.log`),
    ...limits.filter((name) => lacks(line, name)).map((name) => withFlag(line, name, least(name))),
    withHostPath(line, 'audit-log', folder, 'DirectoryOrCreate'),
    ...(lacks(line, 'audit-policy-file') ? [withPolicy(line)] : []),
  );
}
