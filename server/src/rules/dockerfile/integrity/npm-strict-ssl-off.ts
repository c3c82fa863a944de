import { say } from '../../../engine/message.js';
import type { Rule } from '../../../engine/rule.js';
import { switchedOff, type Switch } from './switches.js';

const manager = /^(?:npm|npx|yarn|pnpm|pnpx)$/;

/**
 * The configuration `strict-ssl` of npm, pnpm and Yarn 1, and `enableStrictSsl` of later ones (docs.npmjs.com/cli, yarnpkg.com). npm takes
 * variables in any case; it and its library nopt read 0 as false, too.
 */
const switches: readonly Switch[] = [
  { of: manager, option: /^--(?:no-strict-ssl$|(?:config\.)?strict-ssl=(?:false|0)$)/ },
  {
    of: manager,
    setting:
      /^(?:-\S+ )*(?:(?:config|c) )?(?:-\S+ )*set (?:-\S+ )*(?<what>(?:strict-ssl|enableStrictSsl)[ =]false)(?= |$)/,
  },
  { variable: /^(?:(?:npm_config|yarn)_strict_ssl|YARN_ENABLE_STRICT_SSL)$/i, value: /^(?:false|0)$/i },
  {
    file: /\/(?:\.?npmrc|\.yarnrc|\.yarnrc\.yml)$/,
    line: /^\s*(?<what>"?(?:strict-ssl|enableStrictSsl)"?\s*[=: ]\s*"?(?:false|0)"?)\s*$/,
  },
];

export const npmStrictSslOff: Rule = {
  id: 'npm-strict-ssl-off',
  title: 'Certificates that npm, Yarn or pnpm does not check',
  severity: 'error',
  on: true,
  standards: { nsa: 'Building secure container images', cwe: [295] },
  aliases: { checkov: ['CKV2_DOCKER_12', 'CKV2_DOCKER_13'] },

  mentions: [
    'strict-ssl', 'no-strict-ssl', 'enableStrictSsl', 'npm_config_strict_ssl', 'yarn_strict_ssl', 'YARN_ENABLE_STRICT_SSL',
  ], // prettier-ignore
  instruction: switchedOff(switches, ({ written }) => ({
    message: say`'${written}' accepts any certificate of the registry: whoever gets in between reads its token and chooses which packages are installed.`,
  })),
};
