// The servers under test, as bundles.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';

/** The folder of the repository. */
export const root = findRoot(path.dirname(fileURLToPath(import.meta.url)));

/** The server with the rules of these tests, bundled once. */
export function testServer(): string {
  const outfile = path.join(root, 'out', `lsp-test-${process.pid}`, 'server.cjs');
  if (fs.existsSync(outfile)) return outfile;
  buildSync({
    absWorkingDir: root,
    entryPoints: ['test/lsp/server.ts'],
    outfile,
    bundle: true,
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    logLevel: 'warning',
  });
  process.once('exit', () => {
    fs.rmSync(path.dirname(outfile), { recursive: true, force: true });
  });
  return outfile;
}

let built = false;

/** A bundle of `dist/`, as it is shipped, of the present sources. */
export function builtServer(name: 'server.cjs' | 'server.web.js'): string {
  if (!built) {
    const { status } = spawnSync(process.execPath, ['scripts/build.mjs', 'server.cjs', 'server.web.js'], {
      cwd: root,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    assert.equal(status, 0, 'scripts/build.mjs failed');
    built = true;
  }
  return path.join(root, 'dist', name);
}

function findRoot(from: string): string {
  for (let folder = from; ; folder = path.dirname(folder)) {
    if (fs.existsSync(path.join(folder, 'package-lock.json'))) return folder;
    assert.notEqual(folder, path.dirname(folder), 'not in the repository');
  }
}
