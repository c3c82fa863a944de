// node scripts/e2e.mjs [suite] [worker] [ui] [electron]: the end-to-end tests, in a real VS Code, on the packaged extension.
//   suite     test/e2e/suite in VS Code's Node extension host           worker  the same, with the extension in a web worker
//   ui        test/e2e/ui.mjs: what a person sees and does              electron  the suite in the desktop program (downloads it)
// Without a name: suite, worker and ui. E2E_GREP picks tests of the suite by their names.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { setUp } from './setup.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const vsix = path.join(root, 'dist', 'bulkhead.vsix');
const known = ['suite', 'worker', 'ui', 'electron'];

const given = process.argv.slice(2).map((argument) => argument.replace(/^--/, ''));
const names = given.length > 0 ? given : ['suite', 'worker', 'ui'];
const unknown = names.filter((name) => !known.includes(name));
if (unknown.length > 0) throw new Error(`unknown: ${unknown.join(', ')}; there are ${known.join(', ')}`);

setUp({ browser: names.some((name) => name !== 'electron') });
if (!fs.existsSync(vsix)) {
  for (const script of ['build.mjs', 'package.mjs']) {
    const { status } = spawnSync(process.execPath, [path.join(root, 'scripts', script)], { stdio: 'inherit' });
    if (status !== 0) throw new Error(`scripts/${script} failed`);
  }
}

// Only now, because these need packages that the set-up may have installed just before.
const runs = await import('../test/e2e/runs.mjs');
const results = [];
for (const name of names) {
  const started = Date.now();
  console.log(`\nEnd to end, ${name}`);
  const result = await runs.run(name, { root, vsix });
  console.log(result.lines.join('\n'));
  console.log(`${((Date.now() - started) / 1000).toFixed(1)} s`);
  console.log(`${result.passed} passed, ${result.failed} failed`);
  results.push(result);
}
process.exitCode = results.every(({ passed, failed }) => passed > 0 && failed === 0) ? 0 : 1;
