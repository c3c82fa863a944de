import { commandsOf } from '../../../dockerfile/shell/commands.js';
import { readOptions, type CommandOption } from '../../../dockerfile/shell/options.js';
import type { ShellWord, SimpleCommand } from '../../../dockerfile/shell/tree.js';
import type { Instruction } from '../../../dockerfile/tree.js';
import { commandAfter } from '../shell-paths.js';
import { callOf } from './arguments.js';
import { curlCall } from './curl.js';
import { isPrivateHost, lastPart } from './hosts.js';

/** A call of curl or wget. */
export interface Download {
  readonly command: SimpleCommand;
  readonly tool: 'curl' | 'wget';
  readonly options: readonly CommandOption[];
  readonly urls: readonly ShellWord[];
  /** The files that it writes, as far as the command names them. */
  readonly files: readonly SavedFile[];
}

export interface SavedFile {
  /** As the command writes it; of a URL its last part. */
  readonly path: string;
  /** The option's value or the URL. */
  readonly word: ShellWord;
}

/** What GNU wget 1.25 lists in `wget --help`, with those of BusyBox. */
const wgetSyntax = {
  short: 'aABDeGiIlnoOPQRtTUwX',
  long: 'append-output accept base bind-address body-data body-file ca-certificate ca-directory certificate config connect-timeout cut-dirs directory-prefix dns-timeout domains exclude-directories exclude-domains execute header http-password http-user ignore-tags include-directories input-file level limit-rate load-cookies max-redirect method output-document output-file password post-data post-file private-key quota read-timeout referer reject retry-on-http-error save-cookies secure-protocol timeout tries user user-agent wait waitretry',
};

/** The names, without directories, of the files that a command saves by curl or wget; empty when it prints what it gets. */
export function savedNames(command: SimpleCommand): readonly string[] {
  return downloadOf(command)?.files.map(({ path }) => lastPart(path)) ?? [];
}

/** The downloads of an instruction, in the order of the text. */
export function downloadsOf(instruction: Instruction): readonly Download[] {
  return commandsOf(instruction).flatMap((command) => downloadOf(command) ?? []);
}

/** What a command downloads by curl or wget; undefined for any other command, and for a call without a URL. */
export function downloadOf(command: SimpleCommand): Download | undefined {
  const curl = curlCall(command);
  if (curl) return curl.urls.length > 0 ? ofCurl(command, curl.options, curl.urls) : undefined;
  const wget = callOf(command, /^wget$/);
  if (!wget) return undefined;
  const { options, operands: urls } = readOptions(wget.args, wgetSyntax);
  return urls.length > 0 ? ofWget(command, options, urls) : undefined;
}

function ofCurl(command: SimpleCommand, options: readonly CommandOption[], urls: readonly ShellWord[]): Download {
  const named = options.flatMap((option) => savedBy(option, ['o', 'output']));
  const takesName = options.some(({ name }) => ['O', 'remote-name', 'remote-name-all'].includes(name));
  const saved = inDirectory(named.length > 0 ? named : takesName ? urls.map(ofUrl) : [], options);
  return { command, tool: 'curl', options, urls, files: saved.length > 0 ? saved : redirected(command) };
}

function ofWget(command: SimpleCommand, options: readonly CommandOption[], urls: readonly ShellWord[]): Download {
  const named = options.flatMap((option) => savedBy(option, ['O', 'output-document']));
  const written = named.some(({ path }) => path === '-') ? redirected(command) : named;
  return {
    command,
    tool: 'wget',
    options,
    urls,
    files: named.length > 0 ? written : inDirectory(urls.map(ofUrl), options),
  };
}

/** What `wget -P` and `curl --output-dir` put before the names. */
function inDirectory(files: readonly SavedFile[], options: readonly CommandOption[]): readonly SavedFile[] {
  const directory = options.findLast(({ name }) => /^(?:P|directory-prefix|output-dir)$/.test(name))?.value;
  if (directory === undefined) return files;
  return files.map(({ path, word }) => ({ path: `${directory.replace(/\/$/, '')}/${path}`, word }));
}

function savedBy({ name, value, valueWord, word }: CommandOption, names: readonly string[]): readonly SavedFile[] {
  return names.includes(name) && value !== undefined ? [{ path: value, word: valueWord ?? word }] : [];
}

const ofUrl = (word: ShellWord): SavedFile => ({ path: lastPart(word.text), word });

function redirected({ redirections }: SimpleCommand): readonly SavedFile[] {
  return redirections.flatMap(({ operator, fd, target }) =>
    target && /^>[>|]?$/.test(operator) && (fd ?? 1) === 1 ? [{ path: target.text, word: target }] : [],
  );
}

/** A pipe of more commands than any person writes is not followed to its end. */
const mostReaders = 20;

/** The commands that read a command's output through pipes, nearest first. */
export function pipedInto(command: SimpleCommand): readonly SimpleCommand[] {
  const readers: SimpleCommand[] = [];
  for (let one = command; readers.length < mostReaders && /^\|&?$/.test(one.after?.operator ?? '');) {
    const next = commandAfter(one);
    if (!next) break;
    readers.push(next);
    one = next;
  }
  return readers;
}

/** `http://`, or Git's own protocol, which has neither encryption nor certificates, and the host of a URL over it. */
const plain = /^(?:git\+)?(?:http|git):\/\/(?:[^/@]*@)?(\[[^\]]*\]|[^/:?#]*)/i;
/** Whether a URL goes in clear text to a host that is not known to be in the network of the build; not where a variable names it. */
export function isPlainHttp(url: string): boolean {
  const host = plain.exec(url)?.[1];
  return host !== undefined && !host.includes('$') && !isPrivateHost(host);
}

/** Whether a URL leads to the machine or the network of the build itself, as far as its host tells. */
export function isOwnHost(url: string): boolean {
  const host = /^(?:[a-z][a-z0-9+.-]*:\/\/)?(?:[^/@]*@)?(\[[^\]]*\]|[^/:?#]*)/i.exec(url)?.[1] ?? '';
  return /^file:/i.test(url) || isPrivateHost(host);
}
