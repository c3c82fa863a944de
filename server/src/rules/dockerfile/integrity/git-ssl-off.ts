import { say } from '../../../engine/message.js';
import type { Rule } from '../../../engine/rule.js';
import { switchedOff, type Found, type Switch, type Verdict } from './switches.js';

const no = '(?:false|no|off|0)';

/** git-config(1); that the variable exists is enough, whatever its value (http_init in http.c of github.com/git/git). */
const switches: readonly Switch[] = [
  { variable: /^GIT_SSL_NO_VERIFY$/, value: /^.*$/s },
  { of: /^git$/, option: new RegExp(`^(?:-c=?|--config=)http\\.(?:\\S+\\.)?sslVerify=${no}$`, 'i') },
  {
    of: /^git$/,
    setting: new RegExp(
      `^(?:(?:-[cC] \\S+|--\\S+) )*config (?:\\S+ )*?(?<what>http\\.(?:\\S+\\.)?sslVerify ${no})$`,
      'i',
    ),
  },
  {
    file: /(?:\/\.gitconfig|\/git\/config|\/etc\/gitconfig)$/,
    line: new RegExp(`^\\s*(?<what>sslVerify\\s*=\\s*${no})\\s*$`, 'i'),
  },
];

export const gitSslOff: Rule = {
  id: 'git-ssl-off',
  title: 'Certificates that Git does not check',
  severity: 'error',
  on: true,
  standards: { nsa: 'Building secure container images', cwe: [295] },
  aliases: { checkov: ['CKV2_DOCKER_14'] },

  mentions: ['GIT_SSL_NO_VERIFY', 'sslVerify'],
  instruction: switchedOff(switches, judge),
};

function judge({ written }: Found): Verdict {
  return {
    message: /^GIT_SSL_NO_VERIFY=(?:0|no|false|off|)$/i.test(written)
      ? say`'${written}' makes Git accept any certificate, because it only asks whether the variable exists: whoever gets in between chooses what is cloned.`
      : say`'${written}' makes Git accept any certificate: whoever gets in between reads the token it sends and chooses what is cloned.`,
  };
}
