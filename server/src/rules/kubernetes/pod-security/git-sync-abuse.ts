import { say, type Message } from '../../../engine/message.js';
import type { Rule } from '../../../engine/rule.js';
import { commandWords } from '../../../kubernetes/commands.js';
import type { Container } from '../../../kubernetes/model.js';
import type { YamlValue } from '../../../yaml/value.js';

export const gitSyncAbuse: Rule = {
  id: 'git-sync-abuse',
  title: 'Command or password in the settings of git-sync',
  severity: 'info',
  on: false,
  standards: { cwe: [94] },
  aliases: { checkov: ['CKV_K8S_159'] },

  *container(container) {
    if (!isGitSync(container)) return;
    for (const variable of container.value.get('env').items) {
      const value = variable.get('value');
      const what = kindOf(variable.get('name').text?.replace(/^(GITSYNC|GIT_SYNC)_/, '') ?? '');
      if (what && value.text) yield { at: value, message: tell(what, container) };
    }
    for (const { name, at } of flagsOf(container)) {
      const what = kindOf(name.replaceAll('-', '_').toUpperCase());
      if (what) yield { at, message: tell(what, container) };
    }
  },
};

type Abuse = 'command' | 'password';

function isGitSync({ value }: Container): boolean {
  return /(^|\/)git-sync(:|@|$)/.test(value.get('image').text ?? '');
}

/** What a setting of git-sync gives away; its flags and variables have the same names but for `GIT_SYNC_HOOK_COMMAND` (git-sync's main.go, 4.x). */
function kindOf(name: string): Abuse | undefined {
  if (/^(GIT|EXECHOOK_COMMAND|(SYNC_)?HOOK_COMMAND)$/.test(name)) return 'command';
  return name === 'PASSWORD' ? 'password' : undefined;
}

function flagsOf(container: Container): { readonly name: string; readonly at: YamlValue }[] {
  return commandWords(container).flatMap((at) => {
    const name = /^--?([a-z][a-z-]*)/.exec(at.text ?? '')?.[1];
    return name === undefined ? [] : [{ name, at }];
  });
}

function tell(what: Abuse, { name }: Container): Message {
  return what === 'password'
    ? say`The password of git-sync in container '${name}' stands in the manifest: whoever reads it may read and perhaps change the repository.`
    : say`Container '${name}' lets git-sync run this command: whoever may change it, or the repository, runs code in the pod.`;
}
