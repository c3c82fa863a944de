import { officialRepository } from '../../../dockerfile/base-images.js';
import { commandsOf } from '../../../dockerfile/shell/commands.js';
import { invocationOf, type Invocation } from '../../../dockerfile/shell/invocation.js';
import type { SimpleCommand } from '../../../dockerfile/shell/tree.js';
import { realBase } from '../../../dockerfile/stages.js';
import type { Instruction } from '../../../dockerfile/tree.js';
import { say } from '../../../engine/message.js';
import type { Fix, Problem, Rule } from '../../../engine/rule.js';
import type { Edit } from '../../../text/edit.js';
import { commandBefore } from '../shell-paths.js';
import { aptSources, type AptSource } from './apt-sources.js';
import { lastPart } from './hosts.js';

export const aptKeyDeprecated: Rule = {
  id: 'apt-key-deprecated',
  title: 'Key that apt trusts for every repository',
  severity: 'warning',
  on: true,
  standards: { nsa: 'Building secure container images', cwe: [347] },

  mentions: ['apt-key'],
  instruction: { RUN: deprecated, ONBUILD: deprecated },
};

function* deprecated(instruction: Instruction): Iterable<Problem> {
  for (const command of commandsOf(instruction)) {
    const invocation = invocationOf(command);
    if (invocation?.name !== 'apt-key') continue;
    const texts = invocation.args.map(({ text }) => text);
    const operation = texts.find((text) => text === 'add' || text === 'adv');
    // A file of its own is no key for all repositories, wherever it lies.
    const hasOwnFile = texts.some((text) => text.startsWith('--keyring'));
    const release = releaseWithout(instruction);
    if (!operation || (hasOwnFile && !release)) continue;

    const fix = operation === 'add' && !hasOwnFile ? withKeyring(instruction, invocation) : undefined;
    const problem = { at: invocation.nameWord, fixes: fix ? [fix] : [] };
    if (release) {
      const message = say`${release} has no 'apt-key' any more: the build fails here. A key belongs to its repository, as a file that 'signed-by' names.`;
      yield { ...problem, message, severity: 'error' };
    } else {
      const message = say`'apt-key ${operation}' lets this key sign for every repository: whoever has it can replace any package of the distribution.`;
      yield { ...problem, message };
    }
  }
}

/**
 * The release of the base image, if its apt no longer has apt-key, which went in the series 2.9 that became 3.0: Debian 13
 * (ansible/ansible#84478, kernelci/kernelci-core#2941) and Ubuntu 25.04 (yarnpkg/website#1245).
 */
function releaseWithout({ stage }: Instruction): string | undefined {
  const base = stage && realBase(stage);
  if (base?.kind !== 'image' || !base.reference) return undefined;
  const tag = base.reference.tag?.text.toLowerCase() ?? '';
  const parts = tag.split('-');
  const name = officialRepository(base.reference);
  if (name === 'debian' && /^1[3-9]\b/.test(tag)) return `Debian ${parts[0]?.split('.')[0] ?? ''}`;
  if (name === 'ubuntu' && /^2[5-9]\.\d\d\b/.test(tag)) return `Ubuntu ${tag.slice(0, 5)}`;
  const codename = parts.find((part) => /^(?:trixie|forky|sid|plucky|questing|resolute)$/.test(part));
  if (codename === undefined) return undefined;
  return `${/^[pqr]/.test(codename) ? 'Ubuntu' : 'Debian'} '${codename}'`;
}

/** Puts the key into a file: that of its repository, where this RUN adds that, or else one that apt trusts for all, as before. */
function withKeyring(instruction: Instruction, invocation: Invocation): Fix | undefined {
  const { command, nameWord, args } = invocation;
  const [add, source] = args;
  if (command.script.kind === 'json' || args.length !== 2 || add?.text !== 'add' || !source || source.expands)
    return undefined;
  const write = (file: string, input: string): Edit => ({
    start: nameWord.span.start,
    end: source.span.end,
    newText: `gpg --dearmor -o ${file}${input}`,
  });
  if (source.text !== '-') {
    const file = `/etc/apt/trusted.gpg.d/${lastPart(source.text).replace(/\.[^.]*$/, '')}.gpg`;
    return safeName.test(lastPart(file)) ? fixWith(file, [write(file, ` ${source.raw}`)]) : undefined;
  }
  const download = command.before?.operator === '|' ? commandBefore(command) : undefined;
  const url = download?.words.find(({ text }) => /^https?:\/\//.test(text))?.text;
  const host = /^https?:\/\/(?:[^@/]*@)?([^/:?#]+)/.exec(url ?? '')?.[1];
  if (!download || host === undefined || !safeName.test(host)) return undefined;
  const own = `/etc/apt/keyrings/${host}.gpg`;
  const signed = signSources(instruction, host, own);
  if (signed && !download.isNegated && download.before?.operator !== '||' && download.before?.operator !== '|') {
    const sudo = command.words[0] === nameWord ? '' : 'sudo ';
    const start = download.span.start;
    const folder = { start, end: start, newText: `${sudo}install -d -m 0755 /etc/apt/keyrings && ` };
    return fixWith(own, [folder, write(own, ''), ...signed]);
  }
  const shared = `/etc/apt/trusted.gpg.d/${host}.gpg`;
  return fixWith(shared, [write(shared, '')]);
}

const safeName = /^[\w][\w.-]*$/;

function fixWith(file: string, edits: readonly Edit[]): Fix {
  return { title: say`Write the key to '${file}'`, applicability: 'hardening', changes: () => [{ op: 'text', edits }] };
}

/** Names the key in the one repository that it can be for: the only one without a key, or those of the key's own host. */
function signSources(instruction: Instruction, host: string, file: string): readonly Edit[] | undefined {
  const keys = commandsOf(instruction).filter(isAdding);
  const sources = aptSources(instruction).filter(
    ({ kind, isSigned, trusted }) => kind === 'line' && !isSigned && !trusted,
  );
  const ofHost = sources.filter(({ uri }) => uri.text.includes(`//${host}`));
  const own = ofHost.length > 0 ? ofHost : sources.length === 1 && keys.length === 1 ? sources : [];
  const edits = own.map((source) => sign(source, file));
  if (edits.length === 0) return undefined;
  return edits.every((one) => one !== undefined) ? edits.flat() : undefined;
}

const isAdding = (command: SimpleCommand): boolean => invocationOf(command)?.name === 'apt-key';

function sign({ options, afterType }: AptSource, file: string): readonly Edit[] | undefined {
  return options
    ? options.replace(`${options.text.trim()} signed-by=${file}`.trim())
    : afterType.replace(` [signed-by=${file}]`);
}
