// node scripts/generate.mjs [--check]: writes what follows from the list of rules and their pages:
//   server/src/rules/pages.generated.ts   what the editor's hover says of each rule
//   server/src/version.generated.ts       the version that the server and the command line tell
//   schemas/settings.schema.json          what may stand in .bulkhead.yaml
//   package.json                          the rules that the setting `bulkhead.rules` knows
//   the tables between `<!-- generated: rules [kubernetes | dockerfile | pipeline | suppressions] -->` and `<!-- end -->` in README.md and docs/
// With --check nothing is written; the exit code says whether something would be.
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { format, resolveConfig } from 'prettier';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const pageFolder = path.join(root, 'docs', 'rules');
const severities = ['off', 'hint', 'info', 'warning', 'error'];

const { rules, settingsSchema } = await loadServer();
const problems = [];
const made = new Map([
  ['server/src/rules/pages.generated.ts', pagesModule()],
  ['server/src/version.generated.ts', versionModule()],
  ['schemas/settings.schema.json', JSON.stringify(settingsSchema(rules), undefined, 2)],
  ['package.json', manifest()],
  ...markdownFiles().map((file) => [file, tables(file)]),
]);

for (const [file, text] of made) {
  const target = path.join(root, file);
  const options = await resolveConfig(target);
  const wanted = file.endsWith('.md') ? text : await format(text, { ...options, filepath: target });
  if (fs.existsSync(target) && fs.readFileSync(target, 'utf8') === wanted) continue;
  if (process.argv.includes('--check')) problems.push(`${file} is not current: run npm run generate`);
  else {
    fs.mkdirSync(path.dirname(target), { recursive: true });
    fs.writeFileSync(target, wanted);
  }
}
for (const problem of problems) console.error(problem);
process.exitCode = problems.length > 0 ? 1 : 0;

/** The list of rules and the schema of the settings, as the server has them. */
async function loadServer() {
  const outfile = path.join(root, 'out', `generate-${process.pid}.mjs`);
  const contents = `export { rules } from './rules/index.js'; export { settingsSchema } from './engine/settings-file.js';`;
  await build({
    absWorkingDir: root,
    stdin: { contents, resolveDir: path.join(root, 'server', 'src'), loader: 'ts' },
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    packages: 'external',
    logLevel: 'warning',
  });
  try {
    return await import(pathToFileURL(outfile).href);
  } finally {
    fs.rmSync(outfile, { force: true });
  }
}

function pagesModule() {
  const pages = Object.fromEntries(rules.flatMap(({ id }) => readPage(id)));
  return `// Written by scripts/generate.mjs from docs/rules.

/** What the page of each rule says in short; Markdown. */
export const pages: Readonly<Record<string, { readonly what: string; readonly why: string }>> = ${JSON.stringify(pages)};
`;
}

/** The page's first paragraphs, and its section "Why". */
function readPage(id) {
  const file = path.join(pageFolder, `${id}.md`);
  if (!fs.existsSync(file)) {
    problems.push(`docs/rules/${id}.md is missing`);
    return [];
  }
  const sections = fs.readFileSync(file, 'utf8').replaceAll('\r\n', '\n').split(/^## /m);
  const what = sections[0].replace(/^# .*\n/, '').trim();
  const why =
    sections
      .find((section) => /^Why\b/.test(section))
      ?.replace(/^.*\n/, '')
      .trim() ?? '';
  if (what === '' || why === '') problems.push(`docs/rules/${id}.md does not say what and why`);
  return [[id, { what: withWholeLinks(what), why: withWholeLinks(why) }]];
}

/** Links to other pages as addresses: a hover has no folder that they could be relative to. */
function withWholeLinks(markdown) {
  return markdown.replace(/\]\((?:\.\/)?([a-z0-9-]+)\.md(?:#[^)]*)?\)/g, (_, id) => `](${pageOf(id)})`);
}

function versionModule() {
  const { version } = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8'));
  return `// Written by scripts/generate.mjs from package.json.

/** Bulkhead's version. */
export const version = '${version}';
`;
}

function manifest() {
  const parsed = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8'));
  const setting = parsed.contributes?.configuration?.properties?.['bulkhead.rules'];
  if (!setting) throw new Error('package.json contributes no setting bulkhead.rules');
  const properties = sorted(rules).map(({ id, title, severity, on }) => [
    id,
    { markdownDescription: `${title}. [About this rule](${pageOf(id)})`, default: on ? severity : 'off' },
  ]);
  setting.properties = Object.fromEntries(properties);
  setting.propertyNames = { enum: properties.map(([id]) => id) };
  setting.patternProperties = {
    '.*': {
      anyOf: [
        { enum: severities },
        {
          type: 'object',
          properties: { severity: { enum: severities }, options: { type: 'object' } },
          additionalProperties: false,
        },
      ],
    },
  };
  return JSON.stringify(parsed, undefined, 2);
}

function markdownFiles() {
  const docs = path.join(root, 'docs');
  const files = fs.existsSync(docs) ? fs.readdirSync(docs).map((name) => `docs/${name}`) : [];
  return ['README.md', ...files].filter((file) => {
    const target = path.join(root, file);
    return (
      file.endsWith('.md') && fs.existsSync(target) && fs.readFileSync(target, 'utf8').includes('<!-- generated: rules')
    );
  });
}

function tables(file) {
  const text = fs.readFileSync(path.join(root, file), 'utf8');
  const section = /(<!-- generated: rules(?: (?<platform>[a-z]+))? -->\n)[^]*?(<!-- end -->)/g;
  return text.replace(section, (...found) => {
    const { platform } = found.at(-1);
    const listed = platform === undefined ? rules : rules.filter((rule) => platformOf(rule) === platform);
    return `${found[1]}\n${table(sorted(listed), path.posix.relative(path.posix.dirname(file), 'docs/rules'))}\n\n${found[3]}`;
  });
}

function table(listed, folder) {
  const rows = listed.map(({ id, title, severity, on, standards }) => [
    `[\`${id}\`](${folder}/${id}.md)`,
    title,
    on ? severity : 'off',
    standards?.podSecurity ?? '',
  ]);
  const head = ['Rule', 'What it finds', 'Severity', 'Pod Security'];
  const width = head.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column].length)));
  const line = (cells, fill) => `| ${cells.map((cell, column) => cell.padEnd(width[column], fill)).join(' | ')} |`;
  return [
    line(head, ' '),
    line(
      head.map(() => ''),
      '-',
    ),
    ...rows.map((row) => line(row, ' ')),
  ].join('\n');
}

function platformOf(rule) {
  if (rule.dockerfile || rule.stage || rule.instruction) return 'dockerfile';
  if (rule.document || rule.buildCommand) return 'pipeline';
  return rule.manifest || rule.podSpec || rule.container || rule.workspace ? 'kubernetes' : 'suppressions';
}

function sorted(list) {
  return [...list].sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** As in server/src/engine/pages.ts, which is where it is decided. */
function pageOf(id) {
  const links = fs.readFileSync(path.join(root, 'server', 'src', 'engine', 'pages.ts'), 'utf8');
  return `${/'(https:[^']+)'/.exec(links)[1]}/${id}.md`;
}
