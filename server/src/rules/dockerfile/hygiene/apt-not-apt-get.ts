import { replacePart } from '../../../dockerfile/edits.js';
import type { ShellWord } from '../../../dockerfile/shell/tree.js';
import type { Instruction } from '../../../dockerfile/tree.js';
import { say } from '../../../engine/message.js';
import type { Problem, Rule } from '../../../engine/rule.js';
import type { Edit } from '../../../text/edit.js';
import { packageCalls } from '../packages.js';

export const aptNotAptGet: Rule = {
  id: 'apt-not-apt-get',
  title: 'Script that calls apt instead of apt-get',
  severity: 'hint',
  on: true,
  aliases: {
    hadolint: ['DL3027'],
    kics: ['b84a0b47-2e99-4c9f-8933-98bcabe2b94d'],
    checkov: ['CKV_DOCKER_9'],
    semgrep: ['prefer-apt-get'],
  },

  mentions: ['apt'],
  instruction: { RUN: byApt, ONBUILD: byApt },
};

/** The commands that apt-get has, too, and what it calls them. */
const twins: Readonly<Record<string, string>> = {
  install: 'install', reinstall: 'reinstall', update: 'update', upgrade: 'upgrade', 'full-upgrade': 'dist-upgrade',
  'dist-upgrade': 'dist-upgrade', remove: 'remove', purge: 'purge', autoremove: 'autoremove', autopurge: 'autopurge', clean: 'clean',
  autoclean: 'autoclean', 'build-dep': 'build-dep', source: 'source', download: 'download', changelog: 'changelog',
}; // prettier-ignore

function* byApt(instruction: Instruction): Iterable<Problem> {
  for (const { tool, toolWord, verb } of packageCalls(instruction)) {
    const twin = tool === 'apt' && verb && Object.hasOwn(twins, verb.text) ? twins[verb.text] : undefined;
    if (!verb || twin === undefined) continue;

    const edits = rename(toolWord, verb, twin);
    yield {
      at: toolWord,
      message: say`'apt' is made for people: its commands and what it prints may change from one release to the next. Scripts use 'apt-get'.`,
      fixes: edits
        ? [{ title: say`Use 'apt-get'`, applicability: 'safe', changes: () => [{ op: 'text', edits }] }]
        : [],
    };
  }
}

function rename(toolWord: ShellWord, verb: ShellWord, twin: string): readonly Edit[] | undefined {
  const end = toolWord.text.length;
  const tool = replacePart(toolWord, end, end, '-get');
  const command = verb.text === twin ? [] : replacePart(verb, 0, verb.text.length, twin);
  return tool && command && [...tool, ...command];
}
