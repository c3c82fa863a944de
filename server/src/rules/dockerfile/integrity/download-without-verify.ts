import { commandsOf } from '../../../dockerfile/shell/commands.js';
import { invocationOf } from '../../../dockerfile/shell/invocation.js';
import type { SimpleCommand } from '../../../dockerfile/shell/tree.js';
import type { Instruction } from '../../../dockerfile/tree.js';
import { say } from '../../../engine/message.js';
import type { Fix, Problem, Rule } from '../../../engine/rule.js';
import { decidesScript, stopsOnErrors } from '../errexit.js';
import { checksAnything } from './checksums.js';
import { downloadsOf, isOwnHost, pipedInto, type Download, type SavedFile } from './downloads.js';
import { lastPart } from './hosts.js';
import { runsInput } from './interpreters.js';
import { remember } from '../../../text/remember.js';

export const downloadWithoutVerify: Rule = {
  id: 'download-without-verify',
  title: 'Downloaded program that nobody checks',
  severity: 'hint',
  on: true,
  standards: { nsa: 'Building secure container images', cwe: [494] },
  aliases: { sonar: ['S6474'] },

  mentions: ['curl', 'wget'],
  instruction: { RUN: unverified, ONBUILD: unverified },
};

function* unverified(instruction: Instruction): Iterable<Problem> {
  for (const download of downloadsOf(instruction)) {
    const { urls, files } = download;
    if (urls.every(({ text }) => isOwnHost(text)) || !isProgram(instruction, download)) continue;
    if (checksAnything(instruction)) return;

    const [file] = files;
    yield {
      at: file?.word ?? urls[0] ?? download.command,
      message: say`Nothing checks what was downloaded: whoever gets at the server, or at the account that publishes it, decides what runs here.`,
      fixes: file && files.length === 1 ? check(instruction, download, file) : [],
    };
  }
}

const archive =
  /\.(?:tar|t[gbx]z2?|(?:tar\.)?(?:gz|bz2|xz|zst|lz4|br)|zip|7z|deb|rpm|apk|jar|war|ear|whl|gem|phar|bin|run|exe|msi|sh|bash|py|pl|appimage)$/i;
const unpackers =
  /^(?:tar|bsdtar|gunzip|gzip|zcat|bunzip2|bzcat|xz|xzcat|unxz|unzip|funzip|cpio|dd|ar|jar|busybox|zstd)$/;

/** Whether an archive or something that will be run is fetched; keys, lists and data are no programs. */
function isProgram(instruction: Instruction, { command, files, urls }: Download): boolean {
  const readers = pipedInto(command).flatMap((reader) => invocationOf(reader) ?? []);
  if (readers.length > 0) {
    // What an interpreter runs at once is the fault that `pipe-to-shell` names.
    return !readers.some(runsInput) && readers.some(({ name }) => unpackers.test(name));
  }
  if (files.length === 0) return false;
  const paths = [...files.map(({ path }) => path), ...urls.map(({ text }) => text.replace(/[?#].*$/, ''))];
  if (paths.some((path) => archive.test(path)) || files.some(({ path }) => /\/s?bin\/[^/]*$/.test(path))) return true;
  return files.some(({ path }) => runFiles(instruction).has(lastPart(path)));
}

/** The names of files that commands of an instruction make executable, unpack or run. */
const runFiles = remember((instruction: Instruction): ReadonlySet<string> => {
  const names = new Set<string>();
  for (const command of commandsOf(instruction)) {
    const invocation = invocationOf(command);
    if (!invocation) continue;
    const { nameWord, args } = invocation;
    const program = lastPart(nameWord.text);
    if (nameWord.text.includes('/')) names.add(program);
    if (takesPrograms.test(program)) for (const { text } of args) names.add(lastPart(text));
  }
  names.delete('');
  return names;
});

const takesPrograms =
  /^(?:chmod|install|tar|unzip|dpkg|rpm|apt|apt-get|(?:ba|da|a|z)?sh|python[\d.]*|perl|node|php|ruby|java|source|\.)$/;

const value = 'SHA256';

/** The two blanks are what BusyBox asks for. */
function check(instruction: Instruction, { command }: Download, { path }: SavedFile): readonly Fix[] {
  const { script, after, before, isNegated } = command;
  const isPlain =
    /^(?:&&|;|\n)?$/.test(after?.operator ?? '') && before?.operator !== '|' && before?.operator !== '||' && !isNegated;
  if (
    !isPlain ||
    script.kind === 'json' ||
    script.kind === 'string' ||
    !/^[\w./${}+:@-]+$/.test(path) ||
    /\$\{[^}]*\W[^}]*\}/.test(path)
  )
    return [];
  const { end } = command.span;
  const { before: lead, after: tail } = jointOf(command, instruction.stage?.dockerfile.text.slice(end) ?? '');
  const open = `${lead}echo "`;
  const newText = `${open}${value}  ${path}" | sha256sum -c -${tail}`;
  const tabStops = [{ start: open.length, end: open.length + value.length }];
  return [
    {
      title: say`Compare it with its checksum`,
      applicability: 'placeholder',
      changes: () => [{ op: 'text', edits: [{ start: end, end, newText, tabStops }] }],
    },
  ];
}

/**
 * What joins the check to the download, so that a failure of either ends the build: as the next command is joined, so that a list with one
 * command to a line stays one.
 */
function jointOf(command: SimpleCommand, next: string): { readonly before: string; readonly after: string } {
  if (decidesScript(command)) {
    const lead = /^(?:[ \t]*[\\`]\r?\n)?[ \t]*(?=&&)/.exec(next)?.[0] ?? '';
    return { before: `${lead || ' '}&& `, after: '' };
  }
  // In `a && b` of its own an `a` that fails does not end a script that stops at errors.
  if (stopsOnErrors(command.script)) {
    return { before: /^(?:;[ \t]*[\\`])?\r?\n[ \t]*/.exec(next)?.[0] ?? '; ', after: '' };
  }
  return { before: ' && ', after: ' || exit 1' };
}
