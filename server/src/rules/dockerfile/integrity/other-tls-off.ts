import { sourceSpan } from '../../../dockerfile/mapped-text.js';
import { commandsOf } from '../../../dockerfile/shell/commands.js';
import { removeWords } from '../../../dockerfile/shell/edits.js';
import type { Instruction } from '../../../dockerfile/tree.js';
import { say } from '../../../engine/message.js';
import type { Fix, Problem, Rule, RuleContext } from '../../../engine/rule.js';
import type { Edit } from '../../../text/edit.js';
import { aptConfiguration } from './apt-configuration.js';
import { aptCall, isYes } from './apt.js';
import { switchedOff, type Switch } from './switches.js';

const maven = '-D=?(?:maven\\.wagon\\.http\\.ssl\\.insecure=true|aether\\.connector\\.https\\.securityMode=insecure)';
const no = '(?:false|no|off|0)';
/** conda knows the setting by both names. */
const verify = '(?:ssl_verify|verify_ssl)';

/**
 * The options of further programs that switch off the check of certificates, as their manuals have them: getcomposer.org/doc/06-config.md,
 * bundle-config(1), gem(1), helm(1), kubectl(1), docs.conda.io, podman(1), docs.aws.amazon.com/cli, aria2c(1), Maven's Wagon and Resolver.
 */
const switches: readonly Switch[] = [
  {
    of: /^composer(?:\.phar)?$/,
    setting: /^(?:-\S+ )*(?:global )?config (?:-\S+ )*(?<what>disable-tls (?:true|1)|secure-http (?:false|0))$/,
  },
  { of: /^bundler?$/, setting: /^config (?:set )?(?:-\S+ )*(?<what>ssl_verify_mode 0)$/ },
  { variable: /^BUNDLE_SSL_VERIFY_MODE$/, value: /^0$/ },
  { file: /\/\.?bundle\/config$/, line: /^\s*(?<what>BUNDLE_SSL_VERIFY_MODE:\s*["']?0["']?)\s*$/ },
  { file: /(?:\/\.?gemrc)$/, line: /^\s*(?<what>:ssl_verify_mode:\s*0)\s*$/ },
  { of: /^(?:helm|kubectl|oc)$/, option: /^--insecure-skip-tls-verify(?:=true)?$/ },
  { of: /^(?:podman|buildah|skopeo)$/, option: /^--(?:src-|dest-)?tls-verify=(?:false|0|f)$/i },
  {
    of: /^(?:conda|mamba|micromamba)$/,
    setting: new RegExp(`^config (?:-\\S+ )*--set (?<what>${verify} ${no})(?= |$)`, 'i'),
  },
  { of: /^conda$/, option: /^(?:-k|--insecure)$/ },
  { variable: /^(?:CONDA|MAMBA)_SSL_VERIFY$/, value: new RegExp(`^${no}$`, 'i') },
  { file: /\/\.?(?:conda|mamba)rc$/, line: new RegExp(`^\\s*(?<what>${verify}:\\s*${no})\\s*$`, 'i') },
  { of: /^mvnw?$/, option: new RegExp(`^${maven}$`) },
  { variable: /^MAVEN_(?:OPTS|ARGS|CLI_OPTS)$/, value: new RegExp(`${maven}(?=\\s|$)`) },
  { of: /^aws$/, option: /^--no-verify-ssl$/ },
  { of: /^aria2c$/, option: /^--check-certificate=false$/ },
];

const others = switchedOff(switches, ({ written, match, row, args }) => {
  // What another program gets, which conda only starts.
  if (/^(?:-k|--insecure)$/.test(written) && args?.[0]?.text === 'run') return undefined;
  // Other options may stand in the same value.
  const isPart = 'variable' in row && match[0] !== match.input;
  return {
    message: say`'${isPart ? match[0] : written}' accepts any certificate, or does without: whoever gets in between reads what is sent and chooses what is received.`,
    ...(isPart && { fixes: [] }),
  };
});

export const otherTlsOff: Rule = {
  id: 'other-tls-off',
  title: 'Certificates that another program does not check',
  severity: 'warning',
  on: true,
  standards: { nsa: 'Building secure container images', cwe: [295] },
  aliases: { sonar: ['S4830'] },

  mentions: [
    'disable-tls', 'secure-http', 'ssl_verify_mode', 'BUNDLE_SSL_VERIFY_MODE', 'insecure-skip-tls-verify', 'tls-verify', 'src-tls-verify',
    'dest-tls-verify', 'ssl_verify', 'verify_ssl', 'CONDA_SSL_VERIFY', 'MAMBA_SSL_VERIFY', 'conda', 'Dmaven', 'Daether', 'no-verify-ssl', 'check-certificate', 'Verify-Peer', 'Verify-Host',
  ], // prettier-ignore
  instruction: { ...others, RUN: inRun, ONBUILD: inRun, COPY: inRun },
};

function* inRun(instruction: Instruction, context: RuleContext): Iterable<Problem> {
  yield* others.RUN(instruction, context);
  yield* ofApt(instruction);
}

const peer = /^acquire::https::(?:[^:]+::)?verify-(?:peer|host)$/;
const configured = /\b(?:Acquire::https::)?(?:[\w.-]+::)?Verify-(?:Peer|Host)\s+["']?\w+/gi;

/** apt-transport-https(1). Packages stay signed, so this is no way in. */
function* ofApt(instruction: Instruction): Iterable<Problem> {
  for (const command of commandsOf(instruction)) {
    for (const { kind, name, value = '', word, words, part } of aptCall(command)?.options ?? []) {
      if (kind !== 'setting' || !peer.test(name) || isYes(value) || value === '') continue;
      const { stage } = instruction;
      const edits = part || !stage ? undefined : removeWords(stage.dockerfile, command, words);
      yield aptProblem({ span: sourceSpan(word) }, word.text.replace(/^(?:--option=|-?o=?)/, ''), edits, 'Remove');
    }
  }
  for (const { name, value, at, set } of aptConfiguration(instruction, configured)) {
    if (!isYes(value)) yield aptProblem(at, `${name} ${value}`, set('true'), 'Change');
  }
}

function aptProblem(
  at: Problem['at'],
  written: string,
  edits: readonly Edit[] | undefined,
  how: 'Remove' | 'Change',
): Problem {
  const title: Fix['title'] = how === 'Remove' ? say`Remove '${written}'` : say`Change '${written}' to true`;
  return {
    at,
    message: say`'${written}' makes apt accept any certificate: packages stay signed, but who is in between sees what is installed and can hold back updates.`,
    severity: 'info',
    fixes: edits ? [{ title, applicability: 'hardening', changes: () => [{ op: 'text', edits }] }] : [],
  };
}
