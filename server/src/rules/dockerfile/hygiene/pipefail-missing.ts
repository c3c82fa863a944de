import { commandsOf, hasForeignShell } from '../../../dockerfile/shell/commands.js';
import { invocationOf } from '../../../dockerfile/shell/invocation.js';
import type { SimpleCommand } from '../../../dockerfile/shell/tree.js';
import type { Instruction } from '../../../dockerfile/tree.js';
import { say } from '../../../engine/message.js';
import type { Problem, Rule } from '../../../engine/rule.js';
import { commandAfter } from '../shell-paths.js';
import { nothing } from '../nothing.js';
import { pipefailAdder } from './add-pipefail.js';

export const pipefailMissing: Rule = {
  id: 'pipefail-missing',
  title: 'Pipe that hides a failed download',
  severity: 'hint',
  on: true,
  standards: { cwe: [754] },
  aliases: {
    hadolint: ['DL4006'],
    trivy: ['DS-0032'],
    kics: ['efbf148a-67e9-42d2-ac47-02fa1c0d0b22'],
    semgrep: ['set-pipefail'],
  },

  mentions: ['curl', 'wget', 'gpg'],
  instruction: { RUN: hidden, ONBUILD: hidden },
};

function hidden(instruction: Instruction): Iterable<Problem> {
  const { sub, form, line, heredocs, state } = instruction;
  const texts = [line.text, ...heredocs.map(({ body }) => body)];
  if ((sub?.form ?? form) === 'json' || !texts.some((text) => text.includes('|'))) return nothing;
  if (texts.some((text) => text.includes('pipefail'))) return nothing;
  const isSet = state.shell?.args.some(({ text }) => text.includes('pipefail')) === true;
  return isSet || hasForeignShell(sub ?? instruction) ? nothing : pipes(instruction);
}

function* pipes(instruction: Instruction): Iterable<Problem> {
  for (const command of hiddenDownloads(instruction)) {
    const { name = '', nameWord } = invocationOf(command) ?? {};
    yield {
      at: nameWord ?? command,
      message: say`The pipe hides whether '${name}' fails: the build goes on with half a file or none, and what should have been checked or installed may be missing.`,
      fixes: addPipefail(instruction, command),
    };
  }
}

const downloaders: ReadonlySet<string> = new Set(['curl', 'wget', 'gpg']);

const addPipefail = pipefailAdder((run) => hiddenDownloads(run).length > 0);

/** The downloads of an instruction whose failure nothing shows. */
function hiddenDownloads(instruction: Instruction): readonly SimpleCommand[] {
  return commandsOf(instruction).filter((command) => {
    const { before, after, isNegated } = command;
    if (
      after?.operator !== '|' ||
      before?.operator === '|' ||
      isNegated ||
      !downloaders.has(invocationOf(command)?.name ?? '')
    )
      return false;
    const last = lastOfPipe(command);
    // Of a failure that is allowed nobody needs to know.
    if (last?.after?.operator === '||') return false;
    return !commandsUpTo(command, last).some(stopsEarly) && !(last && noticesLoss(command, last));
  });
}

function commandsUpTo(first: SimpleCommand, last: SimpleCommand | undefined): readonly SimpleCommand[] {
  const commands: SimpleCommand[] = [];
  for (let one = commandAfter(first); one; one = one === last ? undefined : commandAfter(one)) commands.push(one);
  return commands;
}

/** The end of a pipeline; undefined where that is no simple command. */
function lastOfPipe(command: SimpleCommand): SimpleCommand | undefined {
  let one: SimpleCommand | undefined = command;
  while (one?.after?.operator === '|') one = commandAfter(one);
  return one;
}

/** These read no further than they need, which kills what feeds them: with pipefail the step would fail for that. */
function stopsEarly(command: SimpleCommand): boolean {
  const { name, args } = invocationOf(command) ?? { name: '', args: [] };
  if (name === 'head') return true;
  const options = args.map(({ text }) => text);
  if (/^[ef]?grep$/.test(name)) return options.some((text) => /^(?:-[a-zA-Z]*[qm]|--quiet|--max-count)/.test(text));
  if (name === 'sed') return options.some((text) => /(?:^|[\d;{}\s/])q(?:$|[;}\s\d])/.test(text));
  return (name === 'awk' || name === 'gawk') && options.some((text) => /\bexit\b/.test(text));
}

/** Programs that themselves fail on a file that is cut short or empty. */
function noticesLoss(first: SimpleCommand, last: SimpleCommand): boolean {
  if (commandAfter(first) !== last) return false;
  const { name, args } = invocationOf(last) ?? { name: '', args: [] };
  const options = args.map(({ text }) => text);
  if (name === 'tar' || name === 'bsdtar') {
    return options.some((text, index) =>
      text.startsWith('--')
        ? /^--(?:gzip|xz|bzip2|zstd)$/.test(text)
        : (index === 0 || text.startsWith('-')) && /^-?[a-zA-Z]*[zjJ]/.test(text),
    );
  }
  if (/^(?:gunzip|zcat|unxz|xzcat|bunzip2|bzcat|unzstd)$/.test(name)) return true;
  if (/^(?:gzip|xz|bzip2|zstd)$/.test(name)) return options.some((text) => /^(?:-[a-z]*d|--decompress)/.test(text));
  if (/^gpg[v2]?$/.test(name)) return options.some((text) => /^--(?:dearmor|import|verify)$/.test(text));
  return /^(?:sha\d+sum|apt-key|rpm2cpio|cpio)$/.test(name);
}
