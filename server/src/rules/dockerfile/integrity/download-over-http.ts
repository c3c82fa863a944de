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
import { addedSources } from './added-sources.js';
import { addCertificates } from './certificates.js';
import { checksFiles } from './checksums.js';
import { downloadsOf, isPlainHttp, savedNames, type Download } from './downloads.js';
import { gitCall, gitCloneOf } from './git-clones.js';
import { variablesOf } from './variables.js';
import { writtenLines } from './written-lines.js';
import { remember } from '../../../text/remember.js';

export const downloadOverHttp: Rule = {
  id: 'download-over-http',
  title: 'Download in clear text',
  severity: 'warning',
  on: true,
  standards: { nsa: 'Building secure container images', cwe: [319, 494] },
  aliases: { sonar: ['S5332'] },

  mentions: ['http', 'git'],
  instruction: { RUN: byCommands, ADD: byAdd, ENV: bySettings, ARG: bySettings, COPY: bySettings, ONBUILD: byEither },
};

function byEither(instruction: Instruction): Iterable<Problem> {
  const keyword = instruction.sub?.keyword;
  return keyword === 'ADD' ? byAdd(instruction) : keyword === 'RUN' ? byCommands(instruction) : bySettings(instruction);
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
    // A file of repositories says which keys are believed.
    if (/-config-manager$/.test(name) || args[0]?.text === 'config-manager') {
      for (const word of args) if (isPlain(word) && word.text.endsWith('.repo')) yield problem(word, word.text, []);
    }
  }
  for (const call of packageCalls(instruction)) yield* byPackageManager(call);
  yield* bySettings(instruction);
}

/** The variables and the lines of files by which package managers learn where to ask; what Go fetches has checksums of its own. */
const variables =
  /^(?:PIP_(?:INDEX_URL|EXTRA_INDEX_URL|FIND_LINKS)|UV_(?:INDEX|DEFAULT_INDEX|INDEX_URL|EXTRA_INDEX_URL|FIND_LINKS)|(?:npm_config|yarn)_registry|YARN_NPM_REGISTRY_SERVER)$/i;
const files = /\/(?:pip\.conf|\.?npmrc|\.yarnrc(?:\.yml)?)$/;
const fileSetting =
  /^\s*(?:(?:extra-)?index-url\s*=|(?:@[\w.-]+:)?registry\s*[=\s]|npmRegistryServer\s*:)\s*"?(?<url>[^\s"]+)/;

function* bySettings(instruction: Instruction): Iterable<Problem> {
  for (const { name, value, word, at } of variablesOf(instruction)) {
    if (!variables.test(name)) continue;
    const urls = value.split(/[\s=]+/).filter((part) => part.includes('://'));
    const url = urls.find(isPlainHttp);
    if (url !== undefined) yield withFix(at, url, word && urls.length === 1 ? overTls(word) : undefined, []);
  }
  for (const { path, text, spanOf, replace } of writtenLines(instruction)) {
    const match = files.test(path) ? fileSetting.exec(text) : null;
    const url = match?.groups?.['url'] ?? '';
    if (!match || !isPlainHttp(url)) continue;
    const start = match[0].length - url.length;
    yield withFix({ span: spanOf(start, start + url.length) }, url, replace(start, start + 'http'.length, 'https'), []);
  }
}

const isPlain = ({ text }: MappedText): boolean => isPlainHttp(text);

/** A request of which nothing is kept: it asks whether a server is there. */
function isProbe({ options, files }: Download): boolean {
  return files.some(({ path }) => path === '/dev/null') || options.some(({ name }) => /^(?:I|head|spider)$/.test(name));
}

/** Whether a command checks out a commit. */
const checksOutCommits = remember((instruction: Instruction) => new Set(commandsOf(instruction).map(checksOutCommit)));

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
  return withFix(at, url, overTls(at), certificates);
}

function overTls(text: MappedText): readonly Edit[] | undefined {
  const scheme = /(?:http|git)(?=:\/\/)/i.exec(text.text);
  return scheme ? replacePart(text, scheme.index, scheme.index + scheme[0].length, 'https') : undefined;
}

/** Where the URL names a port, HTTPS would be on another one. */
function withFix(
  { span }: Located,
  url: string,
  edits: readonly Edit[] | undefined,
  certificates: readonly Edit[],
): Problem {
  const [, host = '', port] = /:\/\/(?:[^/@]*@)?(\[[^\]]*\]|[^/:?#]*)(:\d+)?/.exec(url) ?? [];
  return {
    at: { span },
    message: say`What comes from '${host}' comes in clear text: whoever gets in between the build and that host chooses what arrives.`,
    fixes:
      edits && port === undefined
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
