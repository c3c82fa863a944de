import type { Manifest } from '../../kubernetes/model.js';
import type { Change } from '../../engine/rule.js';

/**
 * The change that puts a text in the place of the document that holds this object alone, or removes it with an empty one. Nothing
 * where the document holds more than the object (a list, a comment, a template) or is JSON, of which something must stay. `tabStop`
 * is the part of the text to fill in.
 */
export function replaceDocument(
  { value }: Manifest,
  text: string,
  tabStop?: string,
): (() => readonly Change[]) | undefined {
  const { document, slot, node } = value.place;
  const { text: before, actions } = document;
  const isAlone = slot === undefined && node?.kind === 'map' && node.style === 'block';
  if (!isAlone || actions.length > 0 || before.includes('#') || /^%/m.test(before)) return undefined;
  const head = /^\uFEFF?(---[ \t]*(\r\n|\n|\r))?/.exec(before)?.[0] ?? '';
  // What else stands on the line of the mark, such as a tag, belongs to the object.
  if (head === '' && before.startsWith('---')) return undefined;
  const lineBreak = /\r\n|\n|\r/.exec(before)?.[0] ?? '\n';
  const start = text === '' ? 0 : head.length;
  const newText = text.replaceAll('\n', lineBreak);
  const at = tabStop === undefined ? -1 : newText.indexOf(tabStop);
  const tabStops = at < 0 ? [] : [{ start: at, end: at + (tabStop?.length ?? 0) }];
  return () => [{ op: 'text', edits: [{ start, end: before.length, newText, tabStops }] }];
}
