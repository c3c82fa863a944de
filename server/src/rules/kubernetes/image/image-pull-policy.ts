import { say } from '../../../engine/message.js';
import type { Rule } from '../../../engine/rule.js';
import { parseImageReference } from '../../../text/image-reference.js';
import { set } from '../../../yaml/change.js';
import { unlessShared } from '../fixes.js';

export const imagePullPolicy: Rule = {
  id: 'image-pull-policy',
  title: 'Image is taken from the node without asking the registry',
  severity: 'hint',
  on: false,
  standards: { cis: ['1.2.11'], cwe: [284] },
  aliases: {
    kics: ['caa3479d-885d-4882-9aac-95e5e78ef5c2'],
    checkov: ['CKV_K8S_15'],
    kubescape: ['C-0075'],
    polaris: ['pullPolicyNotAlways'],
    'kube-score': ['container-image-pull-policy'],
    kyverno: ['imagepullpolicy-always', 'always-pull-images'],
  },

  *container({ name, value }) {
    const policy = value.get('imagePullPolicy');
    const reference = parseImageReference(value.get('image').text ?? '');
    if (!reference || reference.digest || policy.opaque || policy.is('Always')) return;
    // Where nothing is set, Kubernetes asks for images without a version and for no others (API reference, Container).
    const asksByDefault = reference.tag === undefined || reference.tag.text === 'latest';
    if (!policy.exists && asksByDefault) return;

    yield {
      at: policy,
      message: say`Container '${name}' runs whatever its node has under this tag: nobody asks the registry whether the tag has moved or the pod may have it.`,
      fixes: unlessShared(
        [policy],
        [
          {
            title: say`Set imagePullPolicy to Always`,
            applicability: 'hardening',
            preferred: false,
            changes: () => [set(policy, 'Always')],
          },
        ],
      ),
    };
  },
};
