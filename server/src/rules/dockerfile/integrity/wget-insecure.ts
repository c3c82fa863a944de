import { say } from '../../../engine/message.js';
import type { Fix, Rule } from '../../../engine/rule.js';
import { addCertificates } from './certificates.js';
import { checksFiles } from './checksums.js';
import { savedNames } from './downloads.js';
import { asksItself } from './hosts.js';
import { switchedOff, type Found, type Switch, type Verdict } from './switches.js';

const program = /^wget2?$/;

/** GNU wget takes a long option's name cut short, as long as no other one begins so; in its configuration case, `-` and `_` do not count. */
const switches: readonly Switch[] = [
  { of: program, option: /^--no-ch[a-z-]*$/ },
  { of: program, option: /^(?:-e|--execute)=?check[-_]?certificate\s*=\s*(?:off|no|0)$/i },
  { file: /\/\.?wgetrc$/, line: /^\s*(?<what>check[-_]?certificate\s*=\s*(?:off|no|0))\s*$/i },
];

export const wgetInsecure: Rule = {
  id: 'wget-insecure',
  title: 'Certificates that wget does not check',
  severity: 'error',
  on: true,
  standards: { nsa: 'Building secure container images', cwe: [295] },
  aliases: { checkov: ['CKV2_DOCKER_3'], sonar: ['S4830'] },

  mentions: ['wget', 'wget2', 'wgetrc'],
  instruction: switchedOff(switches, judge),
};

function judge(found: Found): Verdict | undefined {
  const { written, instruction, command, args = [] } = found;
  if (written.startsWith('--no') && !'--no-check-certificate'.startsWith(written)) return undefined;
  const urls = args.filter(({ text }) => looksLikeUrl.test(text));
  if (asksItself(urls, (instruction.sub ?? instruction).keyword)) return undefined;
  if (!command) {
    return {
      message: say`'${written}' in '${found.target ?? ''}' makes wget accept any certificate: whoever gets in between reads what it sends and chooses what it receives.`,
    };
  }
  const fixes = withCertificates(found);
  if (checksFiles(instruction, savedNames(command))) {
    const message = say`'${written}' makes wget accept any certificate: only the check of the file after it guards what it downloads.`;
    return { message, severity: 'info', fixes };
  }
  return {
    message: say`'${written}' makes wget accept any certificate: whoever gets in between reads what it sends and chooses what it receives.`,
    fixes,
  };
}

const looksLikeUrl = /^(?:https?|ftp):\/\/|^(?:localhost|127\.[\d.]+)(?:[:/]|$)|^\$/;

function withCertificates({ edits, title, written, instruction, command }: Found): readonly Fix[] {
  if (!edits || !command) return [];
  const certificates = addCertificates(instruction, command, 'wget');
  return [
    {
      title: certificates.length > 0 ? say`Remove '${written}' and install ca-certificates` : title,
      applicability: 'hardening',
      changes: () => [{ op: 'text', edits: [...edits, ...certificates] }],
    },
  ];
}
