import type { MappedText } from '../mapped-text.js';
import type { Instruction } from '../tree.js';
import { openDraft, type BodyAt, type CommandInReading, type Frame, type ScriptReader } from './frames.js';
import { linkItem, newList } from './lists.js';
import { readBodies, readRedirection } from './redirections.js';
import type { Script, ShellWord } from './tree.js';
import { isWordCharacter, maximumDepth, readWord, skipArithmetic, type Reader } from './words.js';

/**
 * Splits a script of a POSIX shell or bash into its simple commands. Tolerant: it takes any text, finds what can be found, never
 * fails and reads each character once.
 */
export function parseScript(
  text: MappedText,
  kind: Script['kind'],
  instruction: Instruction,
  bodyAt: BodyAt = () => undefined,
): Script {
  const commands: CommandInReading[] = [];
  const script: Script = { kind, text, instruction, commands };
  const reader: ScriptReader = {
    script: text,
    text: text.text,
    at: 0,
    depth: 0,
    readList,
    owner: script,
    commands,
    heredocs: [],
    bodyAt,
  };
  readList(reader, '');
  if (commands.some((command, index) => command.start < (commands[index - 1]?.start ?? 0)))
    commands.sort((a, b) => a.start - b.start);
  return script;
}

/** Operators of several characters, the longest first. */
const operators = ['&&', '||', ';;&', ';;', ';&', '|&'];
const assignment = /^[A-Za-z_]\w*(?:\[[^\]]*\])?\+?=/;
const openers = new Set(['if', 'while', 'until', 'for', 'select', 'case', '{']);
const dividers = new Set(['then', 'do', 'else', 'elif']);
const closers = new Set(['fi', 'done', 'esac', '}']);

function readList(base: Reader, stop: ')' | '`' | ''): void {
  const reader = base as ScriptReader;
  const { text } = reader;
  const frame: Frame = { list: newList(), mode: 'command', outer: [], draft: undefined };
  while (reader.at < text.length) {
    const character = text.charAt(reader.at);
    if (character === ')' && frame.mode === 'pattern') {
      reader.at++;
      frame.mode = 'command';
      frame.list = newList();
    } else if (character === stop) {
      reader.at++;
      break;
    } else readToken(reader, frame, character, stop);
  }
  finishDraft(reader, frame);
}

function readToken(reader: ScriptReader, frame: Frame, character: string, stop: string): void {
  const { text } = reader;
  if (character === '\n') {
    endItem(reader, frame, '\n');
    readBodies(reader);
    return;
  }
  if (character === ' ' || character === '\t' || character === '\r') {
    reader.at++;
    return;
  }
  if (character === '\\' && /^\r?\n/.test(text.slice(reader.at + 1, reader.at + 3))) {
    reader.at += text[reader.at + 1] === '\r' ? 3 : 2;
    return;
  }
  if (character === '#') {
    const feed = text.indexOf('\n', reader.at);
    reader.at = feed === -1 ? text.length : feed;
    return;
  }
  if (isInTest(frame) && character !== ';' && !isWordCharacter(character)) {
    reader.at++;
    return;
  }
  if (readRedirection(reader, frame, stop)) return;
  if (character === '(') {
    readBracket(reader, frame);
    return;
  }
  if (character === ';' || character === '&' || character === '|') {
    endItem(reader, frame, longerOperator(reader) ?? character);
    return;
  }
  if (isWordCharacter(character) || character === '<' || character === '>') {
    takeWord(reader, frame, readWord(reader, stop));
    return;
  }
  reader.at++;
}

/** Stands alone, because a closure within a function that runs for each token is made for each token. */
function longerOperator({ text, at }: ScriptReader): string | undefined {
  return operators.find((candidate) => text.startsWith(candidate, at));
}

/** Between `[[` and `]]`, what looks like an operator compares. */
function isInTest({ draft }: Frame): boolean {
  return draft?.words[0]?.raw === '[[' && draft.words.at(-1)?.raw !== ']]';
}

function takeWord(reader: ScriptReader, frame: Frame, word: ShellWord): void {
  if (frame.mode === 'pattern') {
    if (word.raw === 'esac') closeCompound(frame, word.at.end);
    return;
  }
  if (frame.mode === 'case') {
    if (word.raw === 'in') frame.mode = 'pattern';
    return;
  }
  if (frame.mode === 'for') {
    if (word.raw !== 'do') return;
    frame.mode = 'command';
    frame.list = newList();
    return;
  }
  if (!frame.draft && !word.isQuoted && takeReserved(reader, frame, word)) return;
  const draft = openDraft(reader, frame, word.at.start);
  const isAssignment = draft.words.length === 0 && word.raw.includes('=') && assignment.test(word.raw);
  if (isAssignment) draft.addAssignment(word);
  else draft.words.push(word);
  draft.end = reader.at;
}

/** Acts on a reserved word where a command may start; false for any other word. */
function takeReserved(reader: ScriptReader, frame: Frame, { raw, at }: ShellWord): boolean {
  if (openers.has(raw)) {
    frame.outer.push({ list: frame.list, start: at.start, isCase: raw === 'case' });
    frame.list = newList();
    frame.mode = raw === 'for' || raw === 'select' ? 'for' : raw === 'case' ? 'case' : 'command';
    return true;
  }
  if (dividers.has(raw)) {
    frame.list = newList();
    return true;
  }
  if (closers.has(raw)) {
    closeCompound(frame, at.end);
    return true;
  }
  if (raw === '!' || raw === 'time') {
    frame.list.prefix ??= { start: at.start, isNegation: raw === '!' };
    return true;
  }
  if (raw !== 'function') return false;
  while (reader.text[reader.at] === ' ' || reader.text[reader.at] === '\t') reader.at++;
  if (isWordCharacter(reader.text[reader.at])) readWord(reader, '');
  return true;
}

function closeCompound(frame: Frame, end: number): void {
  frame.mode = 'command';
  const outer = frame.outer.pop();
  if (!outer) return;
  frame.list = outer.list;
  linkItem(frame.list, { kind: 'compound', at: { start: outer.start, end } });
}

/** A subshell, an arithmetic command, or the brackets of a function's head. */
function readBracket(reader: ScriptReader, frame: Frame): void {
  const start = reader.at;
  if (frame.mode === 'pattern') {
    reader.at++;
    return;
  }
  if (frame.draft) {
    // `name ()` defines a function: its name is no command.
    const head = /^\(\s*\)/.exec(reader.text.slice(start, start + 8));
    if (head && frame.draft.words.length === 1) frame.draft = undefined;
    reader.at += head ? head[0].length : 1;
    return;
  }
  if (reader.text[start + 1] === '(') skipArithmetic(reader);
  else if (reader.depth >= maximumDepth) reader.at++;
  else {
    reader.at++;
    reader.depth++;
    readList(reader, ')');
    reader.depth--;
  }
  linkItem(frame.list, { kind: 'compound', at: { start, end: reader.at } });
}

function endItem(reader: ScriptReader, frame: Frame, operator: string): void {
  finishDraft(reader, frame);
  const operatorStart = reader.at;
  reader.at += operator.length;
  const isCaseEnd = operator.startsWith(';;') || operator === ';&';
  if (isCaseEnd && frame.outer.at(-1)?.isCase) {
    frame.mode = 'pattern';
    frame.list = newList();
  } else if (frame.mode === 'for' || frame.mode === 'command') {
    // A line feed after another operator joins nothing.
    if (operator === '\n' && frame.list.operator !== '') return;
    frame.list.operator = operator;
    frame.list.operatorStart = operatorStart;
  }
}

function finishDraft(reader: ScriptReader, frame: Frame): void {
  const { draft, list } = frame;
  if (!draft) return;
  frame.draft = undefined;
  if (list.prefix) {
    draft.start = Math.min(draft.start, list.prefix.start);
    draft.isNegated = list.prefix.isNegation;
  }
  reader.commands.push(draft);
  linkItem(list, draft);
}
