import { looksLikeManifest } from '../kubernetes/manifest.js';
import { shift, type Located, type Span } from '../text/span.js';
import type { Analysis } from './analysis.js';

/** A document that was too large to read, so that nothing is known of it. */
export interface UnreadDocument extends Located {
  /** Its first words, in the file. */
  readonly span: Span;
  readonly message: string;
}

/** The documents of a file that are probably Kubernetes objects and were not read. */
export function unreadDocuments({ chunks }: Analysis): readonly UnreadDocument[] {
  return chunks.flatMap(({ start, chunk: { yaml } }) =>
    yaml?.unread && looksLikeManifest(yaml.text)
      ? [{ span: shift(firstWords(yaml.text), start), message: yaml.unread.message }]
      : [],
  );
}

/** The first line that holds content; of a line that holds everything, its start. */
function firstWords(text: string): Span {
  const content = /^(?!\uFEFF?[ \t]*(?:#|---|%|\r?\n|$))\uFEFF?[ \t]*([^\r\n]{1,80})/m.exec(text);
  const end = content ? content.index + content[0].length : 0;
  return { start: content ? end - (content[1] ?? '').length : 0, end };
}
