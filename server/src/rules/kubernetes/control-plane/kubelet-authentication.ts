import { say } from '../../../engine/message.js';
import type { Problem, Rule } from '../../../engine/rule.js';
import { isConfig, isForKubeadm, isKubeletPatch } from '../../../kubernetes/component-config.js';
import { set } from '../../../yaml/change.js';
import type { YamlValue } from '../../../yaml/value.js';
import { unlessShared } from '../fixes.js';
import { setFlag, weakFlag } from './kubelet-flags.js';
import { onCommandLines } from './lines.js';

export const kubeletAuthentication: Rule = {
  id: 'kubelet-authentication',
  title: 'Kubelet that does not ask who is calling',
  severity: 'error',
  on: true,
  standards: { cis: ['4.2.1', '4.2.3'], nsa: 'Authentication and authorization', cwe: [306] },
  aliases: {
    trivy: ['KCV-0079', 'KCV-0081'],
    kics: ['1de5cc51-f376-4638-a940-20f2e85ae238', 'e0e00aba-5f1c-4981-a542-9a9563c0ee20'],
    checkov: ['CKV_K8S_138', 'CKV_K8S_140'],
    kubescape: ['C-0069', 'C-0070', 'C-0172', 'C-0174'],
  },

  manifest: onCommandLines(['kubelet'], function* (line) {
    const found = weakFlag(line, 'anonymous-auth', isYes);
    if (!found) return;
    yield {
      at: found.at,
      message: found.flag ? answersAll : answersAllByDefault,
      fixes: setFlag(line, found.flag, 'anonymous-auth', 'false'),
    };
  }),

  *workspace(manifest, workspace) {
    if (!isConfig(manifest, 'KubeletConfiguration')) return;
    const authentication = manifest.value.get('authentication');
    const anonymous = authentication.get('anonymous', 'enabled');
    // In the file it is off unless switched on (kubelet.config.k8s.io/v1beta1); only flags alone leave it on.
    if (anonymous.is(true)) yield openToAll(anonymous);
    else if (authentication.exists && !isKubeletPatch(manifest) && !isForKubeadm(workspace)) {
      yield* withoutCertificates(authentication);
    }
  },
};

const answersAll = say`The kubelet answers callers without a name: where authorization lets them, anyone who reaches port 10250 runs commands in every pod of the node.`;
const answersAllByDefault = say`Without '--config' and '--anonymous-auth=false' the kubelet answers callers without a name: anyone who reaches port 10250 may run commands in every pod of the node.`;

const isYes = (value: string) => /^(1|t|true)$/i.test(value);

function openToAll(anonymous: YamlValue): Problem {
  return {
    at: anonymous,
    message: answersAll,
    fixes: unlessShared(
      [anonymous],
      [
        {
          title: say`Set authentication.anonymous.enabled to false`,
          applicability: 'hardening',
          changes: () => [set(anonymous, false)],
        },
      ],
    ),
  };
}

function* withoutCertificates(authentication: YamlValue): Iterable<Problem> {
  const authority = authentication.get('x509', 'clientCAFile');
  if (authority.opaque || authority.text) return;
  const webhook = authentication.get('webhook', 'enabled');
  if (webhook.is(false)) {
    yield {
      at: webhook,
      message: say`The kubelet takes neither tokens nor client certificates, so that nobody can prove who is calling, not even the API server.`,
      severity: 'warning',
    };
    return;
  }
  if (webhook.opaque) return;
  yield {
    at: authority,
    message: say`Without 'clientCAFile' the kubelet takes no client certificates, which the API server shows when it calls: logs and exec do not work, and anonymous access is the tempting way out.`,
    severity: 'info',
  };
}
