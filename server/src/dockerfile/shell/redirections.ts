import { cut, slice } from '../mapped-text.js';
import { openDraft, type Frame, type ScriptReader } from './frames.js';
import type { Redirection } from './tree.js';
import { isWordCharacter, readWord } from './words.js';

const redirection = /(\d*)(<<-|<<<|<<|<&|<>|<|>>|>&|>\||>|&>>|&>)/y;

/** Reads a redirection with its target, if one starts here. */
export function readRedirection(reader: ScriptReader, frame: Frame, stop: string): boolean {
  const { text } = reader;
  if (!mayStart(text.charCodeAt(reader.at))) return false;
  redirection.lastIndex = reader.at;
  const match = redirection.exec(text);
  if (!match || frame.mode !== 'command') return false;
  const [whole, fd = '', operator = ''] = match;
  const start = reader.at;
  const isSubstitution = (operator === '<' || operator === '>') && text[start + whole.length] === '(' && fd === '';
  if (isSubstitution) return false;
  reader.at += whole.length;
  while (text[reader.at] === ' ' || text[reader.at] === '\t') reader.at++;
  const next = text[reader.at];
  const hasTarget =
    (isWordCharacter(next) && next !== stop) || ((next === '<' || next === '>') && text[reader.at + 1] === '(');
  const end = start + whole.length;
  const target = hasTarget ? readWord(reader, stop) : undefined;
  const at = { start, end: target?.at.end ?? end };
  const draft = openDraft(reader, frame, start);
  draft.end = at.end;
  const { span } = cut(reader.script, at.start, at.end);
  const isHeredoc = operator === '<<' || operator === '<<-';
  const body = isHeredoc ? reader.bodyAt(span.start) : undefined;
  const found: Redirection = { at, span, operator, fd: fd === '' ? undefined : Number(fd), target, body };
  draft.addRedirection(found);
  if (isHeredoc && target && !body) reader.heredocs.push(found);
  return true;
}

/** Reads the bodies of the heredocs that the line before has opened; one without an end reaches to the end of the script. */
export function readBodies(reader: ScriptReader): void {
  const { text } = reader;
  for (const heredoc of reader.heredocs) {
    const start = reader.at;
    let end = text.length;
    while (reader.at < text.length) {
      const feed = text.indexOf('\n', reader.at);
      const next = feed === -1 ? text.length : feed + 1;
      const line = text.slice(reader.at, next).replace(/\r?\n$/, '');
      const isEnd = (heredoc.operator === '<<-' ? line.replace(/^\t+/, '') : line) === heredoc.target?.text;
      if (isEnd) end = reader.at;
      reader.at = next;
      if (isEnd) break;
    }
    heredoc.body = slice(reader.script, start, end);
  }
  reader.heredocs = [];
}

/** A digit, `<`, `>` or `&`. */
function mayStart(code: number): boolean {
  return (code >= 0x30 && code <= 0x39) || code === 0x3c || code === 0x3e || code === 0x26;
}
