// npm run bench: what a keystroke costs, as ratios of figures from this one run. Nothing here passes or fails.
import { statSync } from 'node:fs';
import { DockerfileParser } from 'dockerfile-ast';
import { parseAllDocuments } from 'yaml';
import { analyze, type Analysis } from '../../server/src/engine/analysis.js';
import type { Rule } from '../../server/src/engine/rule.js';
import { defaultSettings, type Settings } from '../../server/src/engine/settings.js';
import { rules } from '../../server/src/rules/index.js';
import { deployment, families } from '../engine/families.js';
import { dockerfile } from './dockerfile.js';
import { firstRules } from './first-rules.js';
import { least, openStream, startUp, takeTurns, timed } from './measure.js';
import { other, ours, start, typeAndAsk, typeAndWait } from './servers.js';

const rows: [what: string, figure: string, ratio: string, target: string][] = [];
const ms = (value: number): string => `${value.toFixed(value < 10 ? 3 : 1)} ms`;
const times = (value: number): string => `${value.toFixed(2)}×`;

const stream = (documents: number): string => Array.from({ length: documents }, (_, n) => deployment(n)).join('---\n');
const [long, short] = [stream(240), stream(24)];
const lines = (text: string): string => `${text.split('\n').length - 1} lines`;

/** Types one letter after the other behind a needle in the middle of a text; each call gives the time from the text to its findings. */
function typing(path: string, text: string, needle: string, all: readonly Rule[]): () => number {
  let analysis: Analysis = analyze({ path, text }, defaultSettings, all);
  let current = text;
  return () => {
    const at = current.indexOf(needle, current.length / 2) + needle.length;
    current = `${current.slice(0, at)}x${current.slice(at)}`;
    return timed(() => (analysis = analyze({ path, text: current }, defaultSettings, all, analysis)));
  };
}

const first = rules.filter(({ id }) => firstRules.has(id));
const [typingShort = 0, typingLong = 0, typingFirst = 0] = await takeTurns(
  400,
  typing('short.yaml', short, 'value: info', rules),
  typing('long.yaml', long, 'value: info', rules),
  typing('long.yaml', long, 'value: info', first),
);
const [fullParse = 0, firstOpen = 0] = await takeTurns(
  7,
  () => timed(() => void parseAllDocuments(long, { version: '1.1', merge: true })),
  () => timed(() => void analyze({ path: 'a.yaml', text: long }, defaultSettings, rules)),
);
rows.push(['YAML keystroke → findings', `${ms(typingShort)} in ${lines(short)}`, '', '']);
rows.push([
  'YAML keystroke → findings',
  `${ms(typingLong)} in ${lines(long)}`,
  times(typingLong / typingShort),
  '≤ 3× of the row above',
]);
rows.push([`… with the first rules`, ms(typingFirst), times(typingLong / typingFirst), 'all rules ≤ 1.5× of these']);
rows.push([
  'full re-parse by yaml',
  `${ms(fullParse)} for ${lines(long)}`,
  times(fullParse / typingLong),
  '≥ 50× the keystroke',
]);
rows.push(['first check of the stream', ms(firstOpen), times(firstOpen / fullParse), 'of the re-parse']);

// Early, while this process, which is the client, is still small: its collector would burden what is measured.
const [small, large] = [dockerfile(300), dockerfile(3000)];
for (const [text, target] of [
  [small, '≥ 5× ours'],
  [large, '≥ 30× ours'],
] as const) {
  const [we, they] = [await start(ours), await start(other, { publishDiagnostics: {} })];
  const needle = 'make build';
  const [mine = 0, theirs = 0] = await takeTurns(
    400,
    await typeAndAsk(we, text, needle),
    await typeAndWait(they, text, needle),
  );
  await Promise.all([we.stop(), they.stop()]);
  rows.push(['Dockerfile keystroke by protocol', `${ms(mine)} in ${lines(text)}`, '', '']);
  rows.push(['… dockerfile-language-server', ms(theirs), times(theirs / mine), target]);
}

// Settings of their own, because what is grouped for a list of rules is kept with the settings.
const firstSettings = { ...defaultSettings };
const judged = (text: string, all: readonly Rule[], settings: Settings) => () =>
  timed(() => void analyze({ path: 'Dockerfile', text }, settings, all));
const scanLines = () => timed(() => void small.split('\n').map((line) => /^\s*(?:#|[A-Za-z]+)/.exec(line)));
const [typingSmall = 0, typingLarge = 0, scan = 0] = await takeTurns(
  400,
  typing('Dockerfile', small, 'make build', rules),
  typing('Dockerfile', large, 'make build', rules),
  scanLines,
);
const [dockerSmall = 0, dockerLarge = 0, dockerFirst = 0, ast = 0, coldScan = 0] = await takeTurns(
  200,
  judged(small, rules, defaultSettings),
  judged(large, rules, defaultSettings),
  judged(large, first, firstSettings),
  () => timed(() => void DockerfileParser.parse(large).getInstructions()),
  scanLines,
);
rows.push([
  'Dockerfile keystroke → findings',
  `${ms(typingSmall)} in 300 lines`,
  times(typingSmall / scan),
  '≤ 10× a line scan',
]);
rows.push([
  'Dockerfile keystroke → findings',
  `${ms(typingLarge)} in 3,000 lines`,
  times(typingLarge / typingSmall),
  '≤ 12× of the row above',
]);
rows.push(['dockerfile-ast parses it', `${ms(ast)} for 3,000 lines`, times(ast / typingLarge), '≥ 10× the keystroke']);
rows.push([
  'first check of a Dockerfile',
  `${ms(dockerSmall)} for 300 lines`,
  times(dockerSmall / coldScan),
  '≤ 10× a line scan',
]);
rows.push([
  'first check of a Dockerfile',
  `${ms(dockerLarge)} for 3,000 lines`,
  times(dockerLarge / dockerSmall),
  '≤ 12× of the row above',
]);
rows.push(['dockerfile-ast parses it', `${ms(ast)} for 3,000 lines`, times(ast / dockerLarge), '≥ 10× ours']);
rows.push(['… ours with the first rules', ms(dockerFirst), times(ast / dockerFirst), '']);

const doublings = Object.entries(families).map(([name, { make, languageId, size }]) => {
  const judgedAs = (text: string) => () =>
    timed(() => void analyze({ path: 'a', languageId, text }, defaultSettings, rules));
  const [once, twice] = [least(7, judgedAs(make(size))), least(7, judgedAs(make(2 * size)))];
  return { name, ratio: twice / once };
});
const steepest = doublings.reduce((most, each) => (each.ratio > most.ratio ? each : most));
rows.push(['time(2n) / time(n), bad input', `most in '${steepest.name}'`, times(steepest.ratio), '< 2.5×']);

const [server, bare] = await startUp();
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
