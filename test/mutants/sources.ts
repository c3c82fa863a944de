import fs from 'node:fs';
import path from 'node:path';
import { cases } from '../dockerfile/inputs.js';
import { readBlocks } from '../rules/markdown.js';
import { readMarkers } from '../rules/markers.js';

/** The Dockerfiles that the tests of the rules and of the parser are made of: what each rule speaks of, and what it must be silent about. */
export function dockerfileSources(): readonly string[] {
  const folders = ['test/rules/dockerfile', 'docs/rules'];
  const pages = folders.flatMap((folder) => fs.readdirSync(folder).map((name) => path.join(folder, name)));
  const examples = pages
    .filter((file) => file.endsWith('.md'))
    .flatMap((file) => readBlocks(fs.readFileSync(file, 'utf8')))
    .filter(({ language }) => language === 'dockerfile')
    .map(({ text }) => readMarkers(text).text);
  return [...new Set([...examples, ...cases.map(({ text }) => text)])];
}
