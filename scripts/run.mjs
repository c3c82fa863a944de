// node scripts/run.mjs FILE.ts [ARG…]: bundles one TypeScript program of this repo and runs it with its arguments.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const [file, ...args] = process.argv.slice(2);
const out = path.join(root, 'out', `run-${process.pid}.mjs`);
await build({
  absWorkingDir: root,
  entryPoints: [file],
  outfile: out,
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  packages: 'external',
  sourcemap: 'inline',
  logLevel: 'warning',
});
const { status } = spawnSync(process.execPath, ['--enable-source-maps', '--expose-gc', out, ...args], {
  stdio: 'inherit',
});
fs.rmSync(out, { force: true });
process.exitCode = status ?? 1;
