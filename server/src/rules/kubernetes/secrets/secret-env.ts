import { say } from '../../../engine/message.js';
import type { Fix, Rule } from '../../../engine/rule.js';
import { itemNamed, mayHoldMore } from '../../../kubernetes/lists.js';
import type { Container } from '../../../kubernetes/model.js';
import { add, remove, rewrite, set } from '../../../yaml/change.js';
import type { YamlValue } from '../../../yaml/value.js';
import { unlessShared } from '../fixes.js';

export const secretEnv: Rule = {
  id: 'secret-env',
  title: 'Secret handed over as an environment variable',
  severity: 'hint',
  on: false,
  standards: { cis: ['5.4.1'], nsa: 'Secrets', cwe: [526] },
  aliases: {
    'kube-linter': ['read-secret-from-env-var'],
    kics: ['3d658f8b-d988-41a0-a841-40043121de1e'],
    checkov: ['CKV_K8S_35'],
    kubescape: ['C-0207'],
    kubesec: ['SecretsAsEnvironmentVariables'],
    kyverno: ['disallow-secrets-from-env-vars', 'disallow-all-secrets'],
  },

  *container(container) {
    for (const variable of container.value.get('env').items) {
      const reference = variable.get('valueFrom', 'secretKeyRef');
      if (!reference.exists) continue;
      yield {
        at: reference.key,
        message: say`Variable '${variable.get('name').text ?? '(unnamed)'}' holds a secret: child processes inherit it, and crash reports and debug pages show it.`,
        fixes: asFile(container, variable, reference),
      };
    }
    for (const source of container.value.get('envFrom').items) {
      const reference = source.get('secretRef');
      if (!reference.exists) continue;
      yield {
        at: reference.key,
        message: say`Every key of Secret '${reference.get('name').text ?? '(unnamed)'}' becomes a variable: child processes inherit them, and crash reports and debug pages show them.`,
      };
    }
  },
};

/** The fix that mounts the Secret and says by a variable `…_FILE` where; many programs know these, but not all. */
function asFile({ podSpec, role, value }: Container, variable: YamlValue, reference: YamlValue): readonly Fix[] {
  const [name, secret, key] = [variable.get('name'), reference.get('name'), reference.get('key')];
  const [mounts, volumes] = [value.get('volumeMounts'), podSpec.value.get('volumes')];
  if (!name.text || !secret.text || !key.text || reference.get('optional').exists || role === 'ephemeral') return [];
  if (mayHoldMore(mounts) || mayHoldMore(volumes) || isUsed(name.text, value)) return [];

  const volume = secret.text.replaceAll('.', '-').slice(0, 63);
  const folder = `/etc/secrets/${secret.text}`;
  const present = itemNamed(volumes, volume);
  if (present && !present.get('secret', 'secretName').is(secret.text)) return [];
  if (mounts.items.some((mount) => mount.get('name').is(volume) !== mount.get('mountPath').is(folder))) return [];
  const changes = [
    rewrite(name, `${name.text}_FILE`),
    remove(variable.get('valueFrom')),
    set(variable.get('value'), `${folder}/${key.text}`),
    ...(mounts.items.some((mount) => mount.get('mountPath').is(folder))
      ? []
      : [add(mounts, { name: volume, mountPath: folder, readOnly: true })]),
    ...(present ? [] : [add(volumes, { name: volume, secret: { secretName: secret.text } })]),
  ];
  return unlessShared(
    [name, variable.get('valueFrom'), mounts, volumes],
    [
      {
        title: say`Mount it as a file, with '${name.text}_FILE' for its path`,
        applicability: 'hardening',
        preferred: false,
        // Only the person knows whether the program reads the file.
        kind: 'refactoring',
        changes: () => changes,
      },
    ],
  );
}

/** Whether Kubernetes fills the variable into another one or into the command. */
function isUsed(name: string, container: YamlValue): boolean {
  const variables = container.get('env').items.map((item) => item.get('value'));
  const words = ['command', 'args'].flatMap((key) => container.get(key).items);
  return [...variables, ...words].some(({ text }) => text?.includes(`$(${name})`));
}
