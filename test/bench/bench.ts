// npm run bench: what a keystroke costs, as ratios of figures from this one run. Nothing here passes or fails.
import { statSync } from 'node:fs';
import { DockerfileParser } from 'dockerfile-ast';
import { parseAllDocuments } from 'yaml';
import { analyze, type Analysis } from '../../server/src/engine/analysis.js';
import { defaultSettings } from '../../server/src/engine/settings.js';
import { rules } from '../../server/src/rules/index.js';
import { deployment, families } from '../engine/families.js';
import { dockerfile } from './dockerfile.js';
import { least, median, openStream, startUp } from './measure.js';

const rows: [what: string, figure: string, ratio: string, target: string][] = [];
const ms = (value: number): string => `${value.toFixed(value < 10 ? 3 : 1)} ms`;
const times = (value: number): string => `${value.toFixed(2)}×`;

const stream = (documents: number): string => Array.from({ length: documents }, (_, n) => deployment(n)).join('---\n');
const [long, short] = [stream(240), stream(24)];
const lines = (text: string): string => `${text.split('\n').length - 1} lines`;

/** The median time from a changed text to its findings, typing one character after the other in the middle of the file. */
function keystroke(text: string, path: string, needle: string): number {
  let analysis: Analysis = analyze({ path, text }, defaultSettings, rules);
  let current = text;
  return median(60, () => {
    const at = current.indexOf(needle, current.length / 2) + needle.length;
    current = `${current.slice(0, at)}x${current.slice(at)}`;
    const start = performance.now();
    analysis = analyze({ path, text: current }, defaultSettings, rules, analysis);
    return performance.now() - start;
  });
}

const timed = (work: () => void): number => {
  const start = performance.now();
  work();
  return performance.now() - start;
};

keystroke(short, 'warm.yaml', 'value: info');
const typingShort = keystroke(short, 'short.yaml', 'value: info');
const typingLong = keystroke(long, 'long.yaml', 'value: info');
const fullParse = median(7, () => timed(() => parseAllDocuments(long, { version: '1.1', merge: true })));
const firstOpen = median(5, () => timed(() => analyze({ path: 'a.yaml', text: long }, defaultSettings, rules)));
rows.push(['YAML keystroke → findings', `${ms(typingShort)} in ${lines(short)}`, '', '']);
rows.push([
  'YAML keystroke → findings',
  `${ms(typingLong)} in ${lines(long)}`,
  times(typingLong / typingShort),
  '≤ 3× of the row above',
]);
rows.push([
  'full re-parse by yaml',
  `${ms(fullParse)} for ${lines(long)}`,
  times(fullParse / typingLong),
  '≥ 50× the keystroke',
]);
rows.push(['first check of the stream', ms(firstOpen), times(firstOpen / fullParse), 'of the re-parse']);

const [small, large] = [dockerfile(300), dockerfile(3000)];
const judge = (text: string) => () => void analyze({ path: 'Dockerfile', text }, defaultSettings, rules);
const parseByAst = (): void => void DockerfileParser.parse(large).getInstructions();
// Both have run as often before they are measured: what counts is a keystroke later on, not the first one.
for (const work of [judge(small), judge(large), parseByAst]) median(40, () => timed(work));
const dockerSmall = median(40, () => timed(judge(small)));
const dockerLarge = median(20, () => timed(judge(large)));
const ast = median(20, () => timed(parseByAst));
rows.push(['Dockerfile parse + rules', `${ms(dockerSmall)} for 300 lines`, '', '']);
rows.push([
  'Dockerfile parse + rules',
  `${ms(dockerLarge)} for 3,000 lines`,
  times(dockerLarge / dockerSmall),
  '≤ 12× of the row above',
]);
rows.push(['dockerfile-ast parses it', `${ms(ast)} for 3,000 lines`, times(ast / dockerLarge), '≥ 10× ours']);

const doublings = Object.entries(families).map(([name, { make, languageId, size }]) => {
  const judged = (text: string) => () =>
    timed(() => void analyze({ path: 'a', languageId, text }, defaultSettings, rules));
  const [once, twice] = [least(7, judged(make(size))), least(7, judged(make(2 * size)))];
  return { name, ratio: twice / once };
});
const steepest = doublings.reduce((most, each) => (each.ratio > most.ratio ? each : most));
rows.push(['time(2n) / time(n), bad input', `most in '${steepest.name}'`, times(steepest.ratio), '< 2.5×']);

const { server, bare } = await startUp();
rows.push(['server start → initialize', ms(server), times(server / bare), 'of an empty Node process']);
const { rssBefore, rssAfter } = await openStream(long);
const mib = (bytes: number): string => `${(bytes / 2 ** 20).toFixed(0)} MiB`;
rows.push(['server RSS, stream opened', mib(rssAfter), times(rssAfter / rssBefore), `of ${mib(rssBefore)} when idle`]);
for (const [file, most] of [
  ['server.cjs', '400 kB'],
  ['server.web.js', '400 kB'],
  ['client.cjs', ''],
  ['cli.js', ''],
  ['bulkhead.vsix', '1 MB'],
] as const) {
  rows.push([
    `size of dist/${file}`,
    `${(statSync(`dist/${file}`).size / 1000).toFixed(0)} kB`,
    '',
    most && `≤ ${most}`,
  ]);
}

const widths = [0, 1, 2, 3].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
for (const row of rows)
  console.log(
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
