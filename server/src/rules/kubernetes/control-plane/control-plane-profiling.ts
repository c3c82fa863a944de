import { say } from '../../../engine/message.js';
import type { Rule } from '../../../engine/rule.js';
import { flagOf, isTrue } from '../../../kubernetes/command-line.js';
import { isUnset } from '../../../kubernetes/control-plane-flags.js';
import { withFlag, withValue } from '../../../kubernetes/flag-changes.js';
import { fixBy, onCommandLines, setsFlags } from './lines.js';

export const controlPlaneProfiling: Rule = {
  id: 'control-plane-profiling',
  title: 'Control plane lets itself be profiled',
  severity: 'info',
  on: true,
  standards: { cis: ['1.2.15', '1.3.2', '1.4.1'], cwe: [489] },
  aliases: {
    trivy: ['KCV-0018', 'KCV-0034', 'KCV-0040'],
    kics: ['2f491173-6375-4a84-b28e-a4e2b9a58a69'],
    checkov: ['CKV_K8S_90', 'CKV_K8S_107', 'CKV_K8S_114'],
    kubescape: ['C-0129', 'C-0145', 'C-0151'],
  },

  manifest: onCommandLines(['kube-apiserver', 'kube-controller-manager', 'kube-scheduler'], function* (line) {
    // With a file the scheduler does not look at the flag.
    if (line.component === 'kube-scheduler' && flagOf(line, 'config')) return;
    const flag = flagOf(line, 'profiling');
    if (flag ? isTrue(flag) !== true : !setsFlags(line) || !isUnset(line, 'profiling')) return;

    yield {
      at: flag?.at ?? line.at,
      message: say`'${line.component}' lets itself be profiled: who may use its debug endpoints sees how it works inside, and can slow it down.`,
      fixes: fixBy(flag ? withValue(flag, 'false') : withFlag(line, 'profiling', 'false'), {
        title: say`Set --profiling=false`,
        applicability: 'hardening',
      }),
    };
  }),
};
