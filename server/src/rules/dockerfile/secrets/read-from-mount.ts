import { addFlag } from '../../../dockerfile/edits.js';
import { sourceSpan } from '../../../dockerfile/mapped-text.js';
import { mountsOf } from '../../../dockerfile/mounts.js';
import { commandsOf } from '../../../dockerfile/shell/commands.js';
import { requireSyntax } from '../../../dockerfile/syntax.js';
import type { ShellWord } from '../../../dockerfile/shell/tree.js';
import type { Instruction } from '../../../dockerfile/tree.js';
import { say } from '../../../engine/message.js';
import type { Fix } from '../../../engine/rule.js';
import type { Span } from '../../../text/span.js';
import { isKept } from './mounted-secrets.js';
import { ownerOptions } from './mount-user.js';

/** The fix that takes a secret out of a word of a RUN and reads it from a mount there; none where the shell would not do so, or the program keeps it. */
export function readFromMount(outer: Instruction, secret: Span, id: string): readonly Fix[] {
  const run = outer.sub ?? outer;
  const { stage } = outer;
  const syntax = stage && requireSyntax(stage.dockerfile, 2);
  const quote = run.keyword === 'RUN' ? quoteAt(outer, secret) : undefined;
  const isTaken = mountsOf(run).some(({ options }) => options.get('id')?.text === id);
  if (!syntax || quote === undefined || isTaken) return [];
  const read = `$(cat /run/secrets/${id})`;
  const { text } = stage.dockerfile;
  const isAll = quote === "'" && text[secret.start - 1] === quote && text[secret.end] === quote;
  const newText = quote === '"' ? read : isAll ? `"${read}"` : `${quote}"${read}"${quote}`;
  const at = isAll ? { start: secret.start - 1, end: secret.end + 1 } : secret;
  const flag = `--mount=type=secret,id=${id}${ownerOptions(run, '0444')}`;
  return [
    {
      title: say`Read it from a build secret (--secret id=${id})`,
      applicability: 'placeholder',
      command: `docker build --secret id=${id},src=FILE .`,
      changes: () => [{ op: 'text', edits: [...syntax, ...addFlag(run, flag), { ...at, newText }] }],
    },
  ];
}

/** The quote that is open where the text stands in a word of the step's own script; undefined where it does not stand in one as written. */
function quoteAt(outer: Instruction, { start, end }: Span): '' | '"' | "'" | undefined {
  const holds = (word: ShellWord): boolean => word.span.start <= start && end <= word.span.end;
  // A string that another shell reads is one of its words, too: what is read there would be taken for commands.
  const found = commandsOf(outer).flatMap((command) =>
    [...command.assignments, ...command.words].filter(holds).map((word) => ({ command, word })),
  );
  const [first] = found;
  if (!first || found.length > 1 || first.command.script.kind !== 'body' || isKept(first.command)) return undefined;
  const { command, word } = first;
  const { script } = command;
  // A word that goes on over lines has more letters in the file than here.
  const written = sourceSpan(script.text, word.at.start, word.at.end);
  return written.end - written.start === word.raw.length
    ? openQuote(word.raw.slice(0, start - written.start))
    : undefined;
}

function openQuote(text: string): '' | '"' | "'" {
  let open: '' | '"' | "'" = '';
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (character === '\\' && open !== "'") at++;
    else if (character === open) open = '';
    else if (open === '' && (character === '"' || character === "'")) open = character;
  }
  return open;
}
