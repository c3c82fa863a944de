import { say } from '../../../engine/message.js';
import type { Fix, Problem, Rule } from '../../../engine/rule.js';
import { commandSecrets, type CommandSecret } from '../../../text/command-secrets.js';
import { itemNamed } from '../../../kubernetes/lists.js';
import type { Container } from '../../../kubernetes/model.js';
import { looksSecret, namesSecret, secretFormat } from '../../../text/secret-text.js';
import { add, placeholder, rewrite } from '../../../yaml/change.js';
import type { YamlValue } from '../../../yaml/value.js';
import { unlessShared } from '../fixes.js';

export const secretLiteralArgs: Rule = {
  id: 'secret-literal-args',
  title: 'Secret in a command',
  severity: 'error',
  on: true,
  standards: { nsa: 'Secrets', cwe: [798, 214] },
  aliases: {
    kics: [
      'a88baa34-e2ad-44ea-ad6f-8cac87bc7c71', '487f4be7-3fd9-4506-a07a-eae252180c08', '3e2d3b2f-c22a-4df1-9cc6-a7a0aebb0c99',
      'baee238e-1921-4801-9c3f-79ae1d7b2cbc', '74736dd1-dd11-4139-beb6-41cd43a50317',
    ], // prettier-ignore
    kubescape: ['C-0012'],
  },

  *container(container) {
    const { value } = container;
    const words = [...value.get('command').items, ...value.get('args').items];
    for (const [item, found] of secretsIn(words)) {
      yield problem(item, found, fromSecret(container, item, found, words.slice(0, found.index)));
    }
    // Kubernetes fills variables into no other commands, so that only their author can mend them.
    for (const command of otherCommands(value)) {
      for (const [item, found] of secretsIn(command.items)) yield problem(item, found, []);
    }
    for (const header of httpHeaders(value)) yield* inHeader(header);
  },
};

function secretsIn(items: readonly YamlValue[]): [YamlValue, CommandSecret][] {
  return commandSecrets(items.map(({ text }) => text)).flatMap((found): [YamlValue, CommandSecret][] => {
    const item = items[found.index];
    return item ? [[item, found]] : [];
  });
}

function problem(at: YamlValue, { format, name }: CommandSecret, fixes: readonly Fix[]): Problem {
  if (format !== undefined) {
    return {
      at,
      message: say`The command holds ${format} in plain text: whoever reads this file or lists the processes has it.`,
      fixes,
    };
  }
  return {
    at,
    message: say`'${name ?? ''}' seems to hand over a secret in plain text: whoever reads this file or lists the processes has it.`,
    severity: 'warning',
    fixes,
  };
}

const hooks = [['lifecycle', 'postStart'], ['lifecycle', 'preStop'], ['livenessProbe'], ['readinessProbe'], ['startupProbe']]; // prettier-ignore

function otherCommands(container: YamlValue): YamlValue[] {
  return hooks.map((path) => container.get(...path, 'exec', 'command'));
}

function httpHeaders(container: YamlValue): YamlValue[] {
  return hooks.flatMap((path) => container.get(...path, 'httpGet', 'httpHeaders').items);
}

function* inHeader(item: YamlValue): Iterable<Problem> {
  const [name, value] = [item.get('name').text ?? '', item.get('value')];
  if (!value.text) return;
  const format = secretFormat(value.text);
  const isNamed = /^(proxy-)?authorization$/i.test(name) || namesSecret(name);
  if (format === undefined && !(isNamed && looksSecret(value.text.replace(/^\w+ /, '')))) return;
  const header = name.replace(/["'`]/g, '');
  yield {
    at: value,
    message:
      format === undefined
        ? say`Header '${header}' seems to hold a secret in plain text: whoever reads this file or the pod's definition has it.`
        : say`Header '${header}' holds ${format} in plain text: whoever reads this file or the pod's definition has it.`,
    ...(format === undefined && { severity: 'warning' }),
  };
}

/**
 * The fix that reads it from a Secret: Kubernetes fills `$(NAME)` in before the command starts; in a script the shell does, because it
 * would read the filled-in text as its own.
 */
function fromSecret(
  container: Container,
  item: YamlValue,
  { secret, name }: CommandSecret,
  before: readonly YamlValue[],
): readonly Fix[] {
  const { text } = item;
  const env = container.value.get('env');
  const variable = variableName(name);
  // What is broken over lines is mostly a script, with quotes around the value that the shell would read.
  if (
    !text ||
    secret === undefined ||
    text.includes('\n') ||
    /["'\\]/.test(text) ||
    env.opaque ||
    itemNamed(env, variable)
  )
    return [];
  const { manifest } = container.podSpec;
  const source = {
    name: placeholder(`${manifest.name ?? container.name}-secret`),
    key: placeholder(variable.toLowerCase().replaceAll('_', '-')),
  };
  const at = text.lastIndexOf(secret);
  const isScript = /^-[a-z]*c$/.test(before.at(-1)?.text ?? '') && before.some((word) => shell.test(word.text ?? ''));
  const read = isScript ? `"$${variable}"` : `$(${variable})`;
  return unlessShared(
    [item, env],
    [
      {
        title: say`Read it from a Secret by ${read}`,
        applicability: 'placeholder',
        changes: () => [
          rewrite(item, `${text.slice(0, at)}${read}${text.slice(at + secret.length)}`),
          add(env, { name: variable, valueFrom: { secretKeyRef: source } }),
        ],
      },
    ],
  );
}

const shell = /(^|\/)(ba|da|a|k|z)?sh$/;

function variableName(option: string | undefined): string {
  const name = (option ?? '')
    .replace(/^-+/, '')
    .replace(/[^A-Za-z0-9]+/g, '_')
    .toUpperCase();
  return /^[A-Z]\w+$/.test(name) ? name : name === 'P' || name === 'U' ? 'PASSWORD' : 'SECRET';
}
