import { say } from '../../../engine/message.js';
import type { Rule } from '../../../engine/rule.js';
import { flagOf } from '../../../kubernetes/command-line.js';
import { isGone } from '../../../kubernetes/control-plane-flags.js';
import { withoutFlag } from '../../../kubernetes/flag-changes.js';
import { withoutFlagAndFile } from './file-flags.js';
import { fixBy, onCommandLines } from './lines.js';

export const apiserverBasicAuthFile: Rule = {
  id: 'apiserver-basic-auth-file',
  title: 'API server takes passwords from a file',
  severity: 'error',
  on: true,
  standards: { nsa: 'Authentication and authorization', cwe: [256, 522] },
  aliases: { kics: ['5da47109-f8d6-4585-9e2b-96a8958a12f5'], checkov: ['CKV_K8S_69'] },

  manifest: onCommandLines(['kube-apiserver'], function* (line, { kubernetesMinor }) {
    const flag = flagOf(line, 'basic-auth-file');
    if (!flag?.value) return;

    const gone = isGone(line, flag.name, kubernetesMinor);
    const applicability = gone ? 'safe' : 'hardening';
    yield {
      at: flag.at,
      message: gone
        ? say`'--basic-auth-file' went away in Kubernetes 1.19: the API server does not start with it, and older ones read passwords in plain text from the file.`
        : say`The API server takes passwords from a file, where they stand in plain text: whoever reads it may log in until the server is started anew without them.`,
      fixes: [
        ...fixBy(withoutFlag(flag), { title: say`Remove --basic-auth-file`, applicability }),
        ...fixBy(withoutFlagAndFile(line, flag), {
          title: say`Remove --basic-auth-file and the volume of the file`,
          applicability,
        }),
      ],
    };
  }),
};
