import { say } from '../../../engine/message.js';
import type { Fix, Rule } from '../../../engine/rule.js';
import type { Container } from '../../../kubernetes/model.js';
import { looksSecret, namesSecret, secretFormat } from '../../../text/secret-text.js';
import { addDocument, placeholder, remove, set } from '../../../yaml/change.js';
import type { YamlValue } from '../../../yaml/value.js';
import { canAddDocument, unlessShared } from '../fixes.js';

export const secretLiteralEnv: Rule = {
  id: 'secret-literal-env',
  title: 'Secret in an environment variable',
  severity: 'error',
  on: true,
  standards: { nsa: 'Secrets', cwe: [798, 312] },
  aliases: {
    'kube-linter': ['env-var-secret'],
    kics: [
      'a88baa34-e2ad-44ea-ad6f-8cac87bc7c71', '487f4be7-3fd9-4506-a07a-eae252180c08', '3e2d3b2f-c22a-4df1-9cc6-a7a0aebb0c99',
      'baee238e-1921-4801-9c3f-79ae1d7b2cbc', '74736dd1-dd11-4139-beb6-41cd43a50317', '4b2b5fd3-364d-4093-bac2-17391b2a5297',
    ], // prettier-ignore
    kubescape: ['C-0012', 'C-0259'],
    polaris: ['sensitiveContainerEnvVar'],
  },

  *container(container) {
    for (const variable of container.value.get('env').items) {
      const name = variable.get('name').text;
      const value = variable.get('value');
      if (!name || !value.text) continue;
      const format = secretFormat(value.text);
      if (!format && !(namesSecret(name) && looksSecret(value.text))) continue;

      yield {
        at: value,
        message: format
          ? say`Variable '${name}' holds ${format} in plain text: whoever reads this file or the pod's definition has it.`
          : say`Variable '${name}' seems to hold a secret in plain text: whoever reads this file or the pod's definition has it.`,
        ...(!format && { severity: 'warning' }),
        fixes: fromSecret(container, variable, name),
      };
    }
  },
};

function fromSecret({ podSpec, name: container }: Container, variable: YamlValue, name: string): readonly Fix[] {
  const { name: workload = container, namespace } = podSpec.manifest;
  const key = kebab(name);
  const [value, source] = [variable.get('value'), variable.get('valueFrom')];
  const own = `${workload}-${key}`;
  // The value is not carried over: it has been in a file that others read, so that it must be replaced by a new one.
  const secret = {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: own, ...(namespace && { namespace }) },
    stringData: { [key]: placeholder('CHANGE_ME') },
  };
  const read = (from: {
    name: string | ReturnType<typeof placeholder>;
    key: string | ReturnType<typeof placeholder>;
  }) => [remove(value), set(source, { secretKeyRef: from })];
  const existing: Fix = {
    title: say`Read it from a Secret`,
    applicability: 'placeholder',
    changes: () => read({ name: placeholder(`${workload}-secret`), key: placeholder(key) }),
  };
  const made: Fix = {
    title: say`Read it from a new Secret '${own}'`,
    applicability: 'placeholder',
    changes: () => [...read({ name: own, key }), addDocument(secret)],
  };
  return unlessShared([value, source], canAddDocument(value) ? [existing, made] : [existing]);
}

/** The variable's name as a key of a Secret: `DB_PASSWORD` gives `db-password`. */
function kebab(name: string): string {
  return (
    name
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-+|-+$/g, '') || 'value'
  );
}
