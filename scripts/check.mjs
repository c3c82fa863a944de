// npm test: everything that CI runs, on a fresh clone too. The steps run one after another; all of them run, whatever
// failed before, and the last line counts the tests of every suite and each other step as one.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { setUp } from './setup.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
process.chdir(root);
await setUp({ browser: true });

const bin = (name, ...args) => [path.join('node_modules', '.bin', name), ...args];
const node = (...args) => [process.execPath, ...args];
const data = path.join('..', 'shared', 'data');

const steps = [
  ['snippets are generated', node('scripts/snippets.mjs', '--check')],
  ['generated parts are current', node('scripts/generate.mjs', '--check')],
  ['types', bin('tsc', '-b')],
  ['lint', bin('eslint', '.')],
  ['format', bin('prettier', '--check', '--log-level', 'warn', '.')],
  ['unused code', bin('knip')],
  ['build', node('scripts/build.mjs')],
  ['package', node('scripts/package.mjs')],
  ['unit tests', node('scripts/test.mjs')],
  ...(existsSync(data) ? [['corpus', node('scripts/run.mjs', 'test/corpus/corpus.ts', data)]] : []),
  ['a real VS Code', node('scripts/e2e.mjs')],
];

const totals = { passed: 0, failed: 0 };
const failures = [];
for (const [name, command] of steps) {
  console.log(`\n── ${name}`);
  const start = Date.now();
  const { code, output } = await run(command);
  const counts = [...output.matchAll(/^(?:\w+: )?(\d+) passed, (\d+) failed/gm)];
  const failed = counts.reduce((sum, [, , count]) => sum + Number(count), 0);
  totals.passed +=
    counts.reduce((sum, [, count]) => sum + Number(count), 0) + (counts.length === 0 && code === 0 ? 1 : 0);
  totals.failed += failed + (code !== 0 && failed === 0 ? 1 : 0);
  if (code !== 0) failures.push(name);
  console.log(`${code === 0 ? 'ok' : 'FAILED'} ${name} (${((Date.now() - start) / 1000).toFixed(1)} s)`);
}

if (failures.length > 0) console.log(`\nFailed: ${failures.join(', ')}`);
console.log(`\n${totals.passed} passed, ${totals.failed} failed`);
process.exitCode = failures.length === 0 && totals.failed === 0 ? 0 : 1;

/** Runs a command, showing what it prints as it comes. */
function run([program, ...args]) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8');
      stream.on('data', (text) => {
        output += text;
        process.stdout.write(text);
      });
    }
    child.once('error', reject);
    child.once('close', (code) => resolve({ code: code ?? 1, output }));
  });
}
