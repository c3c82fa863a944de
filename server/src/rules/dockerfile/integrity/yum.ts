import { replacePart } from '../../../dockerfile/edits.js';
import { say } from '../../../engine/message.js';
import type { Fix } from '../../../engine/rule.js';
import type { Found } from './switches.js';

/** Programs that read the options and the repositories of yum. */
export const yum = /^(?:yum|dnf[345]?|microdnf|tdnf|(?:yum|dnf)-config-manager)$/;

/** The configuration and the repositories of yum, dnf, tdnf and zypper. */
export const rpmConfiguration =
  /^\/etc\/(?:yum\.conf|(?:dnf|yum|tdnf|zypp)\/[\w.*-]+\.conf|(?:yum|zypp\/repos|dnf\/repos)[\w./*-]*\.repo)$/;

/** Sets it to 1 where config-manager is told to set it to something else: without a setting that would refuse to run. */
export function turnOn({ args = [], command, written }: Found): readonly Fix[] | undefined {
  const isManager = command?.words.some(({ text }) => /(?:^|-)config-manager$/.test(text));
  const setting = /[^\s=]+=(?<value>\w+)$/.exec(written);
  const value = setting?.groups?.['value'];
  if (!isManager || !setting || value === undefined) return undefined;
  const word = args.find(({ text }) => text === written || text === setting[0]);
  const edits = word && replacePart(word, word.text.length - value.length, word.text.length, '1');
  if (!edits) return [];
  return [
    { title: say`Change '${setting[0]}' to 1`, applicability: 'hardening', changes: () => [{ op: 'text', edits }] },
  ];
}
