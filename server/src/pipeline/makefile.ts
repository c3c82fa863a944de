import type { MappedText, Piece } from '../dockerfile/mapped-text.js';
import { maskCharacter } from '../yaml/template.js';

/**
 * The lines of a Makefile that make hands to a shell, each with those that continue it: what begins with a tab and continues no other
 * line. Without the prefixes `@`, `-` and `+`; `$$` is the `$` of the shell, and what make fills in is masked.
 */
export function recipesOf(text: string, wanted: (line: string) => boolean): readonly MappedText[] {
  const recipes: MappedText[] = [];
  for (let at = 0; at < text.length;) {
    const end = endOfLogicalLine(text, at);
    if (text[at] === '\t' && wanted(text.slice(at, end))) recipes.push(readRecipe(text, at, end));
    at = end + 1;
  }
  return recipes;
}

/** The end of a line, or of the last one that escaped line ends join to it. */
function endOfLogicalLine(text: string, start: number): number {
  for (let at = start; ;) {
    const feed = text.indexOf('\n', at);
    if (feed < 0) return text.length;
    const last = text[feed - 1] === '\r' ? feed - 2 : feed - 1;
    if (last < start || text[last] !== '\\') return feed;
    at = feed + 1;
  }
}

/** `$$`, or what make fills in: `$(NAME)`, `${NAME}`, `$(call …)`, `$@`. */
const expansion = /\$(?:\$|\(([^()]*)\)|\{([^{}]*)\}|[^\s(){}])/g;

function readRecipe(text: string, start: number, end: number): MappedText {
  const prefix = /^[\t @+-]+/.exec(text.slice(start, end))?.[0].length ?? 0;
  const texts: string[] = [];
  const pieces: Piece[] = [];
  let length = 0;
  const add = (part: string, from: number, to: number): void => {
    if (part === '') return;
    pieces.push({ at: length, start: from, end: to });
    texts.push(part);
    length += part.length;
  };
  let copied = start + prefix;
  const line = text.slice(copied, end);
  for (const { 0: found, 1: round, 2: braced, index } of line.matchAll(expansion)) {
    const from = start + prefix + index;
    add(text.slice(copied, from), copied, from);
    copied = from + found.length;
    add(found === '$$' ? '$' : filledIn(found, round ?? braced), from, copied);
  }
  add(text.slice(copied, end), copied, end);
  if (pieces.length === 0) pieces.push({ at: 0, start, end: start });
  return { text: texts.join(''), pieces };
}

/** The name of a variable that holds a program stays, as that tells which one is meant. */
function filledIn(found: string, name: string | undefined): string {
  return name !== undefined && namesBuilder(name) ? `$${name}` : maskCharacter.repeat(found.length);
}

const builder =
  /^(?:docker|podman|buildah|nerdctl|container|oci)(?:_(?:cmd|command|bin|binary|cli|exe|tool|engine|runtime|builder|compose))?$/i;

/** Whether a variable is called like one that holds a program that builds images: `DOCKER`, `CONTAINER_TOOL`. */
export function namesBuilder(name: string): boolean {
  return builder.test(name);
}
