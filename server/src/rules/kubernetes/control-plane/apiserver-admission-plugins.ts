import { say, type Message } from '../../../engine/message.js';
import type { Problem, Rule, RuleContext } from '../../../engine/rule.js';
import { pluginGoneIn, vitalPlugins } from '../../../kubernetes/admission-plugins.js';
import { entriesOf, flagsOf, type CommandLine, type Flag } from '../../../kubernetes/command-line.js';
import { isUnset } from '../../../kubernetes/control-plane-flags.js';
import { withFlag, withoutFlag, withValue } from '../../../kubernetes/flag-changes.js';
import { fixBy, onCommandLines, versionOf } from './lines.js';

export const apiserverAdmissionPlugins: Rule = {
  id: 'apiserver-admission-plugins',
  title: 'API server lacks checks of what is created',
  severity: 'warning',
  on: true,
  standards: { cis: ['1.2.3', '1.2.9', '1.2.10', '1.2.11', '1.2.12', '1.2.13', '1.2.14'], cwe: [862] },
  aliases: {
    trivy: ['KCV-0010', 'KCV-0011', 'KCV-0012', 'KCV-0014', 'KCV-0015', 'KCV-0016'],
    kics: [
      'ce30e584-b33f-4c7d-b418-a3d7027f8f60', 'a77f4d07-c6e0-4a48-8b35-0eeb51576f4f', 'e0099af2-fe17-411f-9991-0de28fe15f3c',
      '14abda69-8e91-4acb-9931-76e2bee90284', '1ffe7bf7-563b-4b3d-a71d-ba6bd8d49b37', '33fc6923-6553-4fe6-9d3a-4efa51eb874b',
      '9587c890-0524-40c2-9ce2-663af7c2f063',
    ], // prettier-ignore
    checkov: ['CKV_K8S_78', 'CKV_K8S_79', 'CKV_K8S_80', 'CKV_K8S_82', 'CKV_K8S_83', 'CKV_K8S_85'],
    kubescape: ['C-0121', 'C-0122', 'C-0123', 'C-0125', 'C-0126', 'C-0127', 'C-0283'],
  },

  manifest: onCommandLines(['kube-apiserver'], function* (line, context) {
    // The old flag names all plugins, the new one those that are on besides the default ones.
    const enabling = ['enable-admission-plugins', 'admission-control'].flatMap((name) => flagsOf(line, name));
    const disabling = flagsOf(line, 'disable-admission-plugins');
    const wanted = wantedPlugins(context);
    if (enabling.length === 0 && isUnset(line, 'enable-admission-plugins')) {
      const names = wanted.join(',');
      yield {
        at: line.at,
        message: missing(wanted),
        fixes: fixBy(withFlag(line, 'enable-admission-plugins', names), {
          title: say`Enable ${names}`,
          applicability: 'hardening',
        }),
      };
    }
    for (const flag of enabling)
      if (flag.value !== undefined) yield* enabled(line, flag, enabling.length, wanted, context);
    for (const flag of disabling) if (flag.value !== undefined) yield* disabled(line, flag, context);
  }),
};

/** NodeRestriction, and what the option `require` names. */
function wantedPlugins({ options }: RuleContext): readonly string[] {
  const required = Array.isArray(options['require']) ? options['require'] : [];
  return ['NodeRestriction', ...required.filter((name) => typeof name === 'string')];
}

/** Of several flags that add up, what is missing is not told. */
function* enabled(
  line: CommandLine,
  flag: Flag,
  count: number,
  wanted: readonly string[],
  context: RuleContext,
): Iterable<Problem> {
  const plugins = entriesOf(flag);
  const gone = plugins.filter((name) => isGone(name, line, context));
  const absent = count === 1 ? wanted.filter((name) => !plugins.includes(name)) : [];
  const admitsAll = plugins.includes('AlwaysAdmit');
  const left = [...plugins.filter((name) => !gone.includes(name) && name !== 'AlwaysAdmit'), ...absent];
  const isSafe = absent.length === 0 && !admitsAll;
  const fixes = replaced(flag, left, isSafe ? 'safe' : 'hardening');
  if (gone.length > 0) yield { at: flag.at, message: removed(gone), fixes };
  if (absent.length > 0) yield { at: flag.at, message: missing(absent), fixes };
  if (admitsAll) {
    yield {
      at: flag.at,
      message: say`Plugin 'AlwaysAdmit' checks nothing and is deprecated: it only looks like a check of what is created.`,
      severity: 'info',
      fixes,
    };
  }
}

function* disabled(line: CommandLine, flag: Flag, context: RuleContext): Iterable<Problem> {
  const plugins = entriesOf(flag);
  const gone = plugins.filter((name) => isGone(name, line, context));
  const vital = plugins.filter((name) => vitalPlugins.includes(name));
  const left = plugins.filter((name) => !gone.includes(name) && !vital.includes(name));
  const fixes = replaced(flag, left, vital.length === 0 ? 'safe' : 'hardening');
  if (gone.length > 0) yield { at: flag.at, message: removed(gone), fixes };
  if (vital.length > 0) {
    yield {
      at: flag.at,
      message: say`${quoted(vital)} ${vital.length > 1 ? 'are' : 'is'} switched off: ${whatFor[vital[0] ?? ''] ?? ''}.`,
      fixes,
    };
  }
}

/** What an attacker gains without the plugin. */
const whatFor: Readonly<Record<string, string>> = {
  NamespaceLifecycle: 'objects can be created in namespaces that are being deleted, and stay unseen',
  NodeRestriction: 'who takes over one node may change the others and their pods',
  PodSecurity: 'the labels of namespaces no longer keep privileged pods out',
  ServiceAccount: 'pods may name service accounts and mount tokens without a check',
};

function isGone(name: string, line: CommandLine, context: RuleContext): boolean {
  return versionOf(line, context) >= (pluginGoneIn(name) ?? Infinity);
}

function removed(names: readonly string[]): Message {
  const since = Math.max(...names.map((name) => pluginGoneIn(name) ?? 0));
  return say`Kubernetes 1.${since} no longer knows ${quoted(names)}: the API server does not start while the list names it.`;
}

function missing(names: readonly string[]): Message {
  return names[0] === 'NodeRestriction'
    ? say`${quoted(names)} ${names.length > 1 ? 'are' : 'is'} not enabled: ${whatFor['NodeRestriction'] ?? ''}.`
    : say`The settings ask for ${quoted(names)}, which the API server does not enable.`;
}

function quoted(names: readonly string[]): string {
  return names.map((name) => `'${name}'`).join(', ');
}

function replaced(flag: Flag, left: readonly string[], applicability: 'safe' | 'hardening') {
  const names = left.join(',');
  return names === ''
    ? fixBy(withoutFlag(flag), { title: say`Remove --${flag.name}`, applicability })
    : fixBy(withValue(flag, names), { title: say`Set --${flag.name} to ${names}`, applicability });
}
