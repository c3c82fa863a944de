import fs from 'node:fs';
import { readSource, type SnippetSource } from '../../scripts/snippets.mjs';
import { expandBody } from './expand.js';

/** A snippet as VS Code gets it, beside its source. */
export interface Snippet {
  readonly source: SnippetSource;
  readonly kind: 'kubernetes' | 'dockerfile';
  readonly body: string;
  readonly entry: Readonly<Record<string, unknown>>;
}

/** All snippets; the tests run with the repository as their working directory. */
export const snippets: readonly Snippet[] = (['kubernetes', 'dockerfile'] as const).flatMap((kind) => {
  const made = JSON.parse(fs.readFileSync(`snippets/dist/${kind}.code-snippets`, 'utf8')) as Record<
    string,
    SnippetEntry
  >;
  return fs.readdirSync(`snippets/${kind}`).map((name): Snippet => {
    const source = readSource(fs.readFileSync(`snippets/${kind}/${name}`, 'utf8'), name);
    const entry = made[source.prefix];
    if (!entry) throw new Error(`snippets/dist has no ${source.prefix}`);
    return { source, kind, body: entry.body.join('\n'), entry: { ...entry } };
  });
});

interface SnippetEntry {
  readonly body: readonly string[];
}

/** The text of a snippet with its defaults, or with what is typed at some of its tab stops. */
export function expanded(prefix: string, typed: Readonly<Record<number, string>> = {}): string {
  const snippet = snippets.find(({ source }) => source.prefix === prefix);
  if (!snippet) throw new Error(`no snippet ${prefix}`);
  return expandBody(snippet.body, new Map(Object.entries(typed).map(([number, text]) => [Number(number), text]))).text;
}

/** The snippets that stand alone, rather than being put into an object. */
export const wholeFiles = snippets.filter(({ entry }) => entry['isFileTemplate'] === true);
