// node scripts/test.mjs [FOLDER…]: bundles the test files below test/ (or the named folders of it) and runs them with Mocha.
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import Mocha from 'mocha';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const unit = [
  'text',
  'yaml',
  'kubernetes',
  'dockerfile',
  'pipeline',
  'engine',
  'rules',
  'mutants',
  'cost',
  'snippets',
  'lsp',
  'cli',
  'project',
];
const folders = process.argv.slice(2).length > 0 ? process.argv.slice(2) : unit;
const found = folders.flatMap((name) => testFiles(path.join(root, 'test', name)));

const out = path.join(root, 'out', `test-${process.pid}`);
await build({
  absWorkingDir: root,
  entryPoints: found,
  outdir: out,
  outbase: path.join(root, 'test'),
  outExtension: { '.js': '.mjs' },
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  packages: 'external',
  sourcemap: 'linked',
  logLevel: 'warning',
});

process.setSourceMapsEnabled(true);
// Long enough for any test on a busy machine: what takes for ever is to fail, not what is slow.
const mocha = new Mocha({ timeout: 600_000, reporter: 'dot' });
for (const file of found) {
  mocha.addFile(path.join(out, path.relative(path.join(root, 'test'), file)).replace(/\.ts$/, '.mjs'));
}
await mocha.loadFilesAsync();
const runner = mocha.run((failures) => {
  fs.rmSync(out, { recursive: true, force: true });
  console.log(`${runner.stats.passes} passed, ${failures} failed`);
  process.exitCode = failures === 0 && runner.stats.passes > 0 ? 0 : 1;
});

function testFiles(place) {
  if (!fs.existsSync(place)) throw new Error(`There is no ${place}.`);
  if (fs.statSync(place).isFile()) return [place];
  return fs.readdirSync(place, { withFileTypes: true }).flatMap((entry) => {
    const child = path.join(place, entry.name);
    if (entry.isDirectory()) return testFiles(child);
    return entry.name.endsWith('.test.ts') ? [child] : [];
  });
}
