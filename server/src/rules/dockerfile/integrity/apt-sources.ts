import { replacePart } from '../../../dockerfile/edits.js';
import { slice, sourceSpan } from '../../../dockerfile/mapped-text.js';
import { commandsOf } from '../../../dockerfile/shell/commands.js';
import { invocationOf } from '../../../dockerfile/shell/invocation.js';
import type { Instruction } from '../../../dockerfile/tree.js';
import type { Located } from '../../../text/span.js';
import { writtenLines, type WrittenLine } from './written-lines.js';

/** A repository that an instruction adds for apt (sources.list(5)), in one line or as a stanza of a file `.sources`. */
export interface AptSource {
  readonly kind: 'line' | 'stanza';
  /** Those of a stanza parted by blanks; may hold variables. */
  readonly uri: SourcePart;
  /** The options in brackets; only a line has them so. */
  readonly options?: SourcePart | undefined;
  /** What says that no signature is needed. */
  readonly trusted?: SourcePart | undefined;
  /** Whether it names the key that signs it. */
  readonly isSigned: boolean;
  /** The end of the word `deb`. */
  readonly afterType: SourcePart;
}

/** A part of the text of a source. */
export interface SourcePart extends Located {
  readonly text: string;
  readonly replace: (newText: string) => ReturnType<WrittenLine['replace']>;
  /** Takes all of the line away. */
  readonly removeLine: WrittenLine['remove'];
}

type Line = Pick<WrittenLine, 'text' | 'spanOf' | 'replace' | 'remove'>;

/** The repositories that an instruction writes below /etc/apt or hands to `add-apt-repository`. */
export function aptSources(instruction: Instruction): readonly AptSource[] {
  const lines = writtenLines(instruction).filter(({ path }) => sourceFile.test(path));
  const stanzas = new Map<string, WrittenLine[]>();
  for (const line of lines.filter(({ path }) => path.endsWith('.sources'))) {
    const known = stanzas.get(line.path);
    if (known) known.push(line);
    else stanzas.set(line.path, [line]);
  }
  const simple = lines.filter(({ path }) => !path.endsWith('.sources'));
  return [
    ...[...simple, ...addedLines(instruction)].flatMap((line) => readLine(line) ?? []),
    ...[...stanzas.values()].flatMap((stanza) => readStanza(stanza) ?? []),
  ];
}

const sourceFile = /^\/etc\/apt\/sources\.list(?:$|\.d\/[^/]+\.(?:list|sources)$)/;
/** What `sed` puts into a line may end with its options. */
const oneLine =
  /^(?<type>\s*deb(?:-src)?)\s+(?:(?:\[(?<options>[^\]]*)\]\s*)?(?<uri>[a-z$][^\s]*)\s+\S|\[(?<alone>[^\]]*)\])/;
const yes = '(?:yes|true|1|on|with|enable)';
const trustedOption = new RegExp(`\\btrusted=${yes}(?=\\s|$)`, 'i');
const trustedField = new RegExp(`^\\s*Trusted:\\s*${yes}\\s*$`, 'i');

function addedLines(instruction: Instruction): readonly Line[] {
  return commandsOf(instruction).flatMap((command) => {
    const invocation = invocationOf(command);
    if (!/^(?:add-apt|apt-add)-repository$/.test(invocation?.name ?? '')) return [];
    return (invocation?.args ?? []).map((word) => ({
      text: word.text,
      spanOf: (from: number, to: number) => sourceSpan(slice(word, from, to)),
      replace: (from: number, to: number, newText: string) => replacePart(word, from, to, newText),
      remove: () => undefined,
    }));
  });
}

function readLine(line: Line): AptSource | undefined {
  const match = oneLine.exec(line.text);
  const { type = '', alone, options = alone, uri = '' } = match?.groups ?? {};
  if (!match) return undefined;
  const open = type.length + line.text.slice(type.length).indexOf('[') + 1;
  const trusted = options === undefined ? null : trustedOption.exec(options);
  return {
    kind: 'line',
    uri: part(line, match[0].lastIndexOf(uri), uri),
    options: options === undefined ? undefined : part(line, open, options),
    trusted: trusted ? part(line, open + trusted.index, trusted[0]) : undefined,
    isSigned: /\bsigned-by[+-]?=/i.test(options ?? ''),
    afterType: part(line, type.length, ''),
  };
}

function readStanza(lines: readonly WrittenLine[]): AptSource | undefined {
  const field = (pattern: RegExp) => lines.find(({ text }) => pattern.test(text));
  const uris = field(/^\s*URIs:\s*\S/i);
  const trusted = field(trustedField);
  if (!uris) return undefined;
  const uri = uris.text.replace(/^\s*URIs:\s*/i, '').trimEnd();
  return {
    kind: 'stanza',
    uri: part(uris, uris.text.indexOf(uri), uri),
    trusted: trusted && part(trusted, trusted.text.search(/\S/), trusted.text.trim()),
    isSigned: field(/^\s*Signed-By:/i) !== undefined,
    afterType: part(uris, 0, ''),
  };
}

function part(line: Line, at: number, text: string): SourcePart {
  const end = at + text.length;
  return {
    text,
    span: line.spanOf(at, end),
    replace: (newText) => line.replace(at, end, newText),
    removeLine: line.remove,
  };
}
