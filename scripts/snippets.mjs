// node scripts/snippets.mjs [--check]: makes the snippet files that VS Code reads, and the tables of docs/snippets.md, from snippets/.
//
// Image tags in the Dockerfile snippets, looked up on 2026-11-20:
//   golang 1.27, node 24 (LTS until 2028-04-30) and 26, python 3.13, maven 3.9 with Temurin 25 and 21: docker-library/official-images
//   at 37079fb (2026-08-21) and nodejs/Release;
//   gcr.io/distroless/{static,nodejs24,nodejs26,python3,java25,java21}-debian13:nonroot (user 65532): GoogleContainerTools/distroless.
// Distroless publishes moving tags only; whoever wants a fixed image adds the digest of the day, which no snippet can know.
// python3-debian13 has Python 3.13, so that the build stage may not be newer.
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');

/** The folders of snippets, the languages they are offered in, and how their files end. */
const groups = [
  { folder: 'kubernetes', title: 'Kubernetes', scope: 'yaml,helm', extension: '.yaml' },
  { folder: 'dockerfile', title: 'Dockerfile', scope: 'dockerfile', extension: '.dockerfile' },
];

/** A tab stop as snippets write it: `$1`, `${1}`, `${1:text}`, `${1|a,b|}`. Nothing else that starts with `$` is one. */
const tabStop = /\$(?:\d+|\{\d+(?::[^{}$]*|\|[^{}$|]+\|)?\})/g;

/** Splits a source file into what its header says and the text to insert. */
export function readSource(text, file) {
  const header = /^# prefix: (?<prefix>\S+)\n# description: (?<description>.+)\n\n/.exec(text);
  if (!header) throw new Error(`${file}: starts with '# prefix: …', '# description: …' and an empty line`);
  return { ...header.groups, text: text.slice(header[0].length).replace(/\n$/, '') };
}

/** The body of a snippet: the text with everything escaped that VS Code would otherwise take for its own syntax. */
export function toBody(text, file = 'snippet') {
  const parts = [];
  let end = 0;
  for (const { 0: stop, index } of text.matchAll(tabStop)) {
    parts.push(escapeText(text.slice(end, index), file), stop.replaceAll('\\', '\\\\'));
    end = index + stop.length;
  }
  parts.push(escapeText(text.slice(end), file));
  return parts.join('');
}

function escapeText(text, file) {
  const unread = /\$\{?\d.*/.exec(text);
  if (unread) throw new Error(`${file}: '${unread[0]}' looks like a tab stop and is none`);
  return text.replace(/[\\$}]/g, '\\$&');
}

function readGroup({ folder, extension }) {
  const place = path.join(root, 'snippets', folder);
  const files = fs.readdirSync(place).filter((name) => name.endsWith(extension));
  const snippets = files.map((name) =>
    readSource(fs.readFileSync(path.join(place, name), 'utf8'), `${folder}/${name}`),
  );
  return snippets.sort((a, b) => (a.prefix < b.prefix ? -1 : 1));
}

function snippetFile({ folder, scope }, snippets) {
  const entries = snippets.map(({ prefix, description, text }) => {
    const whole = /^(apiVersion:|FROM )/m.test(text) ? { isFileTemplate: true } : {};
    return [prefix, { scope, prefix, description, ...whole, body: toBody(text, `${folder}: ${prefix}`).split('\n') }];
  });
  return `${JSON.stringify(Object.fromEntries(entries), undefined, 2)}\n`;
}

function table(snippets) {
  const rows = snippets.map(({ prefix, description }) => [`\`${prefix}\``, description]);
  const width = [0, 1].map((column) => Math.max(...rows.map((row) => row[column].length)));
  const line = (cells, fill) => `| ${cells.map((cell, column) => cell.padEnd(width[column], fill)).join(' | ')} |`;
  return [line(['Prefix', 'What it gives'], ' '), line(['', ''], '-'), ...rows.map((row) => line(row, ' '))].join('\n');
}

function main() {
  const page = path.join(root, 'docs', 'snippets.md');
  let text = fs.readFileSync(page, 'utf8');
  const made = new Map();
  for (const group of groups) {
    const snippets = readGroup(group);
    made.set(path.join(root, 'snippets', 'dist', `${group.folder}.code-snippets`), snippetFile(group, snippets));
    const section = new RegExp(`(<!-- generated: ${group.folder} -->\n)[^]*?(<!-- end -->)`);
    if (!section.test(text)) throw new Error(`docs/snippets.md has no section for ${group.folder}`);
    text = text.replace(section, (_, before, after) => `${before}\n${table(snippets)}\n\n${after}`);
  }
  made.set(page, text);
  return process.argv.includes('--check') ? check(made) : write(made);
}

function check(made) {
  for (const [file, content] of made) {
    if (fs.existsSync(file) && fs.readFileSync(file, 'utf8') === content) continue;
    process.stderr.write(`${path.relative(root, file)} is not what snippets/ says: run node scripts/snippets.mjs\n`);
    process.exitCode = 1;
  }
}

function write(made) {
  for (const [file, content] of made) {
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, content);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) main();
