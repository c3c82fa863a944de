/** A fenced block of a page, with the heading that it stands under. */
export interface Block {
  readonly heading: string;
  readonly language: string;
  /** What stands behind the language, for example `fixed` or `level=baseline`. */
  readonly info: string;
  readonly text: string;
  /** The lines of the text in the page, from 0: the first, and the one behind the last. */
  readonly lines: { readonly start: number; readonly end: number };
}

/** The fenced blocks of a Markdown page, in its order. */
export function readBlocks(page: string): Block[] {
  const blocks: Block[] = [];
  let heading = '';
  let open: { fence: string; language: string; info: string; start: number } | undefined;
  const lines = page.split('\n');
  lines.forEach((line, index) => {
    if (open) {
      if (line.trimEnd() !== open.fence) return;
      const text = lines.slice(open.start, index).map((part) => `${part}\n`);
      const { language, info, start } = open;
      blocks.push({ heading, language, info, text: text.join(''), lines: { start, end: index } });
      open = undefined;
      return;
    }
    heading = /^#+ (.*)$/.exec(line)?.[1] ?? heading;
    const [, fence = '', language = '', info = ''] = /^(```+)([\w-]+) ?(.*)$/.exec(line) ?? [];
    if (fence) open = { fence, language, info: info.trim(), start: index + 1 };
  });
  return blocks;
}

/** The page with new texts in some of its blocks. */
export function replaceBlocks(page: string, changes: ReadonlyMap<Block, string>): string {
  const lines = page.split('\n');
  for (const [{ lines: place }, text] of [...changes].sort(([a], [b]) => b.lines.start - a.lines.start)) {
    lines.splice(place.start, place.end - place.start, ...text.split('\n').slice(0, -1));
  }
  return lines.join('\n');
}
