import { say } from '../../../engine/message.js';
import type { Rule } from '../../../engine/rule.js';
import { isPrivileged, maySeeAllOfProc } from '../../../kubernetes/pod-security.js';
import { remove, set } from '../../../yaml/change.js';
import { unlessShared } from '../fixes.js';

export const procMount: Rule = {
  id: 'proc-mount',
  title: 'Container sees what is hidden of /proc',
  severity: 'error',
  on: true,
  standards: { podSecurity: 'baseline', nsa: 'Kubernetes Pod security', cwe: [668] },
  aliases: {
    'kube-linter': ['unsafe-proc-mount'],
    trivy: ['KSV-0027'],
    kics: ['f922827f-aab6-447c-832a-e1ff63312bd3'],
    kubescape: ['C-0211'],
    polaris: ['procMount'],
    kubesec: ['ProcMount'],
    kyverno: ['disallow-proc-mount'],
  },

  *container(container, { level, kubernetesMinor }) {
    const { podSpec, securityContext, name } = container;
    // Nothing of /proc is hidden from a privileged container; privileged-container says so.
    if (podSpec.isWindows || isPrivileged(container)) return;
    const mount = securityContext.get('procMount');
    if (!mount.exists || mount.opaque || mount.is('Default')) return;
    if (level === 'baseline' && maySeeAllOfProc(podSpec, kubernetesMinor)) return;

    const isConfined = podSpec.value.get('hostUsers').is(false);
    yield {
      at: mount,
      message: isConfined
        ? say`Container '${name}' sees parts of /proc that are usually hidden, though only with the rights that its user namespace has.`
        : say`Container '${name}' sees and may change parts of /proc that are usually hidden, such as settings of the node's kernel.`,
      ...(isConfined && { severity: 'info' }),
      fixes: unlessShared(
        [mount],
        [
          {
            title: say`Set procMount to Default`,
            applicability: 'hardening',
            changes: () => [set(mount, 'Default')],
          },
          { title: say`Remove procMount`, applicability: 'hardening', changes: () => [remove(mount)] },
        ],
      ),
    };
  },
};
