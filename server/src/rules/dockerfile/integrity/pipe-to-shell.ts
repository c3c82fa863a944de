import { commandsOf } from '../../../dockerfile/shell/commands.js';
import { invocationOf, type Invocation } from '../../../dockerfile/shell/invocation.js';
import { sourceSpan } from '../../../dockerfile/mapped-text.js';
import { replacePart, replaceWord } from '../../../dockerfile/edits.js';
import { removeWords } from '../../../dockerfile/shell/edits.js';
import { mayMention } from '../../../dockerfile/shell/mentions.js';
import type { ShellWord } from '../../../dockerfile/shell/tree.js';
import type { Instruction } from '../../../dockerfile/tree.js';
import { say } from '../../../engine/message.js';
import type { Fix, Problem, Rule } from '../../../engine/rule.js';
import type { Edit } from '../../../text/edit.js';
import { decidesScript, stopsOnErrors } from '../errexit.js';
import { nothing } from '../nothing.js';
import { downloadOf, isOwnHost, pipedInto, type Download } from './downloads.js';
import { isInterpreter, runsInput } from './interpreters.js';

export const pipeToShell: Rule = {
  id: 'pipe-to-shell',
  title: 'Script that is run while it is downloaded',
  severity: 'warning',
  on: true,
  standards: { nsa: 'Building secure container images', cwe: [494] },

  mentions: ['curl', 'wget'],
  instruction(instruction) {
    return mayMention(instruction, /\||\(|`/) ? run(instruction) : nothing;
  },
};

function* run(instruction: Instruction): Iterable<Problem> {
  for (const command of commandsOf(instruction)) {
    const download = downloadOf(command);
    const invocation = download ? readerOf(download) : undefined;
    if (download && invocation) {
      yield problem(invocation.nameWord, invocation.name, split(instruction, download, invocation));
      continue;
    }
    const called = invocationOf(command);
    if (called && isInterpreter(called.name) && called.args.some(holdsDownload)) {
      yield problem(called.nameWord, called.name, []);
    }
  }
}

function problem(at: ShellWord, name: string, fixes: readonly Fix[]): Problem {
  return {
    at,
    message: say`'${name}' runs whatever the server sends, and nobody has looked at it: whoever gets at that server, or at its account, runs commands in the build.`,
    fixes,
  };
}

/** The interpreter at the end of the pipe that a download goes into. */
function readerOf({ command, urls }: Download): Invocation | undefined {
  if (urls.every(({ text }) => isOwnHost(text))) return undefined;
  for (const reader of pipedInto(command)) {
    const invocation = invocationOf(reader);
    if (invocation && runsInput(invocation)) return invocation;
  }
  return undefined;
}

/** `$(curl …)`, `` `curl …` `` or `<(curl …)` as the start of a word. */
function holdsDownload({ text, expands }: ShellWord): boolean {
  return expands && /^(?:\$\(|`|<\()\s*(?:sudo\s+)?(?:curl|wget)\s/.test(text);
}

const file = '/tmp/installer';
const value = 'SHA256';

/** Into a file, compared with a checksum, and only then run. Offered where the pipe is nothing but these two commands. */
function split(instruction: Instruction, download: Download, reader: Invocation): readonly Fix[] {
  const { command } = download;
  const { after, before, script } = command;
  const runs = reader.command;
  const isPair = after?.operator === '|' && after.right === runs && !command.isNegated;
  const isApart = /^(?:&&|;|\n)?$/.test(before?.operator ?? '') && !/^\||^&$/.test(runs.after?.operator ?? '');
  if (!isPair || !isApart || script.kind === 'json' || script.kind === 'string' || download.urls.length !== 1)
    return [];
  const saving = saveTo(download);
  const running = saving && runFile(instruction, reader);
  if (!running) return [];
  const gap = sourceSpan(script.text, command.at.end, runs.at.start);
  // In a list joined by `&&` a download that fails would not end a script that stops at errors.
  const isOwnStep = before?.operator !== '&&' && !decidesScript(runs) && stopsOnErrors(script);
  const and = isOwnStep ? '; ' : ' && ';
  const newText = `${and}echo "${value}  ${file}" | sha256sum -c -${and}`;
  const start = newText.indexOf(value);
  const check = { ...gap, newText, tabStops: [{ start, end: start + value.length }] };
  return [
    {
      title: say`Save it, compare it with a checksum, then run it`,
      applicability: 'placeholder',
      changes: () => [{ op: 'text', edits: [...saving, check, ...running] }],
    },
  ];
}

function saveTo({ tool, options, command }: Download): readonly Edit[] | undefined {
  const name = command.words.find(({ text }) => text.endsWith(tool));
  const output = options.find((option) => ['o', 'output', 'O', 'output-document', 'remote-name'].includes(option.name));
  if (tool === 'curl') {
    const end = name?.span.end ?? 0;
    return output || !name ? undefined : [{ start: end, end, newText: ` -o ${file}` }];
  }
  if (output?.value !== '-') return undefined;
  if (output.valueWord) return replaceWord(output.valueWord, file);
  const { word } = output;
  return replacePart(word, word.text.length - 1, word.text.length, output.at === undefined ? file : ` ${file}`);
}

/** The file takes the place of the words that mean the standard input, or follows the options. */
function runFile({ stage }: Instruction, { args, command, nameWord }: Invocation): readonly Edit[] | undefined {
  const marks = args.filter(({ text }) => text === '-' || text === '-s' || text === '--' || text === '/dev/stdin');
  const [first, ...others] = marks;
  if (!first) {
    const end = (args.at(-1) ?? nameWord).span.end;
    return [{ start: end, end, newText: ` ${file}` }];
  }
  // Marks that stand apart are no longer what they seem to be.
  const from = args.indexOf(first);
  const isRow = marks.every((mark, index) => args[from + index] === mark);
  const removed = stage && isRow ? removeWords(stage.dockerfile, command, others) : undefined;
  return removed && [...replaceWord(first, file), ...removed];
}
