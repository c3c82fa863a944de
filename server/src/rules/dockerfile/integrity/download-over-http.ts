import { replacePart } from '../../../dockerfile/edits.js';
import { commandsOf } from '../../../dockerfile/shell/commands.js';
import { invocationOf } from '../../../dockerfile/shell/invocation.js';
import type { MappedText } from '../../../dockerfile/mapped-text.js';
import type { SimpleCommand } from '../../../dockerfile/shell/tree.js';
import type { Instruction } from '../../../dockerfile/tree.js';
import { say } from '../../../engine/message.js';
import type { Problem, Rule } from '../../../engine/rule.js';
import type { Edit } from '../../../text/edit.js';
import type { Located } from '../../../text/span.js';
import { packageCalls, type PackageCall } from '../packages.js';
import { oncePerInstruction } from '../stage-facts.js';
import { addedSources } from './added-sources.js';
import { addCertificates } from './certificates.js';
import { checksFiles } from './checksums.js';
import { downloadsOf, isPlainHttp, savedNames, type Download } from './downloads.js';
import { gitCall, gitCloneOf } from './git-clones.js';

export const downloadOverHttp: Rule = {
  id: 'download-over-http',
  title: 'Download in clear text',
  severity: 'warning',
  on: true,
  standards: { nsa: 'Building secure container images', cwe: [319, 494] },
  aliases: { sonar: ['S5332'] },

  mentions: ['http', 'git'],
  instruction: { RUN: byCommands, ADD: byAdd, ONBUILD: byEither },
};

function byEither(instruction: Instruction): Iterable<Problem> {
  return instruction.sub?.keyword === 'ADD' ? byAdd(instruction) : byCommands(instruction);
}

function* byAdd(instruction: Instruction): Iterable<Problem> {
  for (const { word, url, isChecked, isGit } of addedSources(instruction)) {
    if (isChecked || !isPlainHttp(url) || (isGit && commitPattern.test(url))) continue;
    yield problem(word, url, []);
  }
}

const commitPattern = /#[0-9a-f]{40}(?:[0-9a-f]{24})?(?::|$)/i;

function* byCommands(instruction: Instruction): Iterable<Problem> {
  for (const download of downloadsOf(instruction)) {
    if (isProbe(download) || checksFiles(instruction, savedNames(download.command))) continue;
    const { command, tool, urls } = download;
    for (const word of urls.filter(isPlain))
      yield problem(word, word.text, addCertificates(instruction, command, tool));
  }
  for (const command of commandsOf(instruction)) {
    const clone = gitCloneOf(command);
    if (clone && isPlain(clone.url) && !checksOutCommits(instruction).has(true)) {
      yield problem(clone.url, clone.url.text, addCertificates(instruction, command, 'git'));
    }
    const { name, args } = invocationOf(command) ?? { name: '', args: [] };
    if (name === 'rpm') for (const word of args.filter(isPlain)) yield problem(word, word.text, []);
  }
  for (const call of packageCalls(instruction)) yield* byPackageManager(call);
}

const isPlain = ({ text }: MappedText): boolean => isPlainHttp(text);

/** A request of which nothing is kept: it asks whether a server is there. */
function isProbe({ options, files }: Download): boolean {
  return files.some(({ path }) => path === '/dev/null') || options.some(({ name }) => /^(?:I|head|spider)$/.test(name));
}

/** Whether a command checks out a commit. */
const checksOutCommits = oncePerInstruction((instruction) => new Set(commandsOf(instruction).map(checksOutCommit)));

/** The id of a commit vouches for its content, whichever way it came. */
function checksOutCommit(command: SimpleCommand): boolean {
  const operands = gitCall(command)?.operands ?? [];
  return operands.slice(1).some(({ text }) => /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/i.test(text));
}

/** Options that name where packages come from; what apk and apt fetch is signed. */
const sources = new Set([
  'i',
  'index-url',
  'extra-index-url',
  'f',
  'find-links',
  'default-index',
  'index',
  'registry',
  's',
  'source',
]);
const unsigned = new Set(['pip', 'uv', 'npm', 'yarn', 'pnpm', 'gem']);

function* byPackageManager({ manager, options, operands }: PackageCall): Iterable<Problem> {
  const isRpm = manager === 'rpm' || manager === 'zypper';
  if (!unsigned.has(manager) && !isRpm) return;
  for (const { name, value = '', word, valueWord } of options) {
    if (!isRpm && sources.has(name) && isPlainHttp(value)) yield problem(valueWord ?? word, value, []);
  }
  for (const word of operands) {
    if (isPlain(word) && (!isRpm || word.text.endsWith('.rpm'))) yield problem(word, word.text, []);
  }
}

function problem(at: Located & MappedText, url: string, certificates: readonly Edit[]): Problem {
  const [, host = '', port] = /:\/\/(?:[^/@]*@)?(\[[^\]]*\]|[^/:?#]*)(:\d+)?/.exec(url) ?? [];
  const scheme = /(?:http|git)(?=:\/\/)/i.exec(at.text);
  const edits =
    port === undefined && scheme ? replacePart(at, scheme.index, scheme.index + scheme[0].length, 'https') : undefined;
  return {
    at,
    message: say`What comes from '${host}' comes in clear text: whoever gets in between the build and that host chooses what arrives.`,
    fixes: edits
      ? [
          {
            title: certificates.length > 0 ? say`Use HTTPS and install ca-certificates` : say`Use HTTPS`,
            applicability: 'hardening',
            changes: () => [{ op: 'text', edits: [...edits, ...certificates] }],
          },
        ]
      : [],
  };
}
