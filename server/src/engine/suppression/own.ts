import type { WrittenName } from './suppression.js';

/** What our comments and annotations say: `<rule>[, <rule>] [until=YYYY-MM-DD] -- <reason>`. */
export interface Acceptance {
  readonly names: readonly WrittenName[];
  readonly reason: string | undefined;
  readonly until: string | undefined;
}

/** What stands for a reason until a person writes one; it does not count as one. */
export const reasonPlaceholder = '<reason>';

/** Our own comment, with the offset in the comment's text at which the rules begin; nothing for any other comment. */
export function readOwnComment(text: string): { readonly reach: 'node' | 'file'; readonly rest: number } | undefined {
  const found = /^bulkhead-ignore(-file)?(?![\w-])\s*:?/.exec(text);
  return found ? { reach: found[1] ? 'file' : 'node', rest: found[0].length } : undefined;
}

/** Reads rules, last day and reason; `start` is the offset at which the text stands. Never fails: what is no rule is an unknown one. */
export function readAcceptance(text: string, start: number): Acceptance {
  const dashes = /(?:^|\s)--(?=\s|$)/.exec(text);
  const head = dashes ? text.slice(0, dashes.index) : text;
  const tail = dashes ? text.slice(dashes.index + dashes[0].length).trim() : '';
  const [inHead, inTail] = [endInHead.exec(head), endInTail.exec(tail)];
  const names = inHead ? head.replace(inHead[0], ' '.repeat(inHead[0].length)) : head;
  const reason = (inTail && !inHead ? tail.slice(0, inTail.index) : tail).trim();
  return {
    names: readNames(names, start),
    reason: reason === '' || reason === reasonPlaceholder ? undefined : reason,
    until: inHead?.[1] ?? inTail?.[1],
  };
}

const endInHead = /(?:^|[\s,])until=([^\s,]*)/;
/** A date that someone wrote behind the reason must not turn into a suppression without an end. */
const endInTail = /(?:^|\s)until=(\S*)$/;

/** The text that `readAcceptance` reads as this. */
export function writeAcceptance(names: readonly string[], reason: string | undefined, until?: string): string {
  return [
    names.join(', '),
    ...(until === undefined ? [] : [`until=${until}`]),
    ...(reason === undefined ? [] : ['--', reason]),
  ].join(' ');
}

function readNames(text: string, start: number): WrittenName[] {
  const names: WrittenName[] = [];
  let at = 0;
  for (const piece of text.split(',')) {
    const name = piece.trim();
    const from = start + at + piece.length - piece.trimStart().length;
    if (name !== '') names.push({ text: name, span: { start: from, end: from + name.length } });
    at += piece.length + 1;
  }
  return names;
}

/** A reason as it may stand in a comment; nothing for none. */
export function oneLine(reason: string | undefined): string | undefined {
  const text = reason?.replaceAll(/\s+/g, ' ').trim();
  return text ? text : undefined;
}
