import { say } from '../../../engine/message.js';
import type { Fix, Rule, RuleContext } from '../../../engine/rule.js';
import { entriesOf, flagOf, flagsOf, isTrue, type CommandLine, type Flag } from '../../../kubernetes/command-line.js';
import { isKnown, isUnset } from '../../../kubernetes/control-plane-flags.js';
import { withFlag, withoutFlag, withValue } from '../../../kubernetes/flag-changes.js';
import { placeholder } from '../../../yaml/change.js';
import { fixBy, onCommandLines, setsFlags, together, withHostPath } from './lines.js';

export const apiserverAnonymousAuth: Rule = {
  id: 'apiserver-anonymous-auth',
  title: 'API server takes requests of nobody',
  severity: 'info',
  on: true,
  standards: { cis: ['1.2.1'], nsa: 'Authentication and authorization', cwe: [306] },
  aliases: {
    trivy: ['KCV-0001'],
    kics: ['1de5cc51-f376-4638-a940-20f2e85ae238'],
    checkov: ['CKV_K8S_68'],
    kubescape: ['C-0113'],
  },

  manifest: onCommandLines(['kube-apiserver'], function* (line, context) {
    const flag = flagOf(line, 'anonymous-auth');
    // A file of authentication may name the paths for them.
    if (allowsAll(line)) return;
    if (isTrue(flag) === true) {
      yield {
        at: flag?.at ?? line.at,
        message: say`The API server takes requests without credentials at every path: one careless role binding, or one hole, and they come from anyone who reaches it.`,
        severity: 'warning',
        fixes: fixes(line, flag, context),
      };
    } else if (setsFlags(line) && isUnset(line, 'anonymous-auth') && isUnset(line, 'authentication-config')) {
      yield {
        at: line.at,
        message: say`The API server takes requests without credentials at every path, as nothing says otherwise: what a role binding grants to all, anyone who reaches it has.`,
        fixes: fixes(line, undefined, context),
      };
    }
  }),
};

/** With AlwaysAllow, which is the default, the API server turns such requests away whatever the flag says. */
function allowsAll(line: CommandLine): boolean {
  if (isUnset(line, 'authorization-mode') && isUnset(line, 'authorization-config')) return true;
  return flagsOf(line, 'authorization-mode').some((mode) => entriesOf(mode).includes('AlwaysAllow'));
}

const file = '/etc/kubernetes/authentication.yaml';

function fixes(line: CommandLine, flag: Flag | undefined, { kubernetesMinor }: RuleContext): readonly Fix[] {
  const limited = together(
    ...(flag ? [withoutFlag(flag)] : []),
    withFlag(line, 'authentication-config', placeholder(file)),
    withHostPath(line, 'authentication', file, 'File'),
  );
  const off = flag ? withValue(flag, 'false') : withFlag(line, 'anonymous-auth', 'false');
  // Which paths are open to all can be said in a file since 1.32; a flag beside it stops the server.
  const mayLimit = isKnown(line, 'authentication-config', kubernetesMinor) && isUnset(line, 'authentication-config');
  return [
    ...(mayLimit
      ? fixBy(limited, {
          title: say`Open only the health checks, by --authentication-config`,
          applicability: 'placeholder',
        })
      : []),
    ...(isProbed(line)
      ? []
      : fixBy(off, { title: say`Set --anonymous-auth=false`, applicability: 'hardening', preferred: false })),
  ];
}

/** Whether the kubelet asks for the health of the server without credentials, as it does in what kubeadm writes. */
function isProbed({ container }: CommandLine): boolean {
  return (
    container === undefined ||
    ['livenessProbe', 'readinessProbe', 'startupProbe'].some((name) => {
      const probe = container.value.get(name);
      return probe.opaque || probe.get('httpGet').exists;
    })
  );
}
