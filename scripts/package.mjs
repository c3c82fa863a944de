// node scripts/package.mjs: packs dist/ and what the manifest names into dist/bulkhead.vsix. Run scripts/build.mjs first.
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { createVSIX, listFiles } from '@vscode/vsce';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const packagePath = path.join(root, 'dist', 'bulkhead.vsix');

/** Bytes. */
const largestPackage = 1_000_000;

const needed = ['dist/client.cjs', 'dist/client.web.js', 'dist/server.cjs', 'dist/server.web.js'];
const missing = needed.filter((file) => !fs.existsSync(path.join(root, file)));
if (missing.length > 0) throw new Error(`${missing.join(', ')} missing: run node scripts/build.mjs`);

fs.rmSync(packagePath, { force: true });
// Everything is bundled, so that no package goes along.
await createVSIX({ cwd: root, packagePath, dependencies: false });
const files = await listFiles({ cwd: root, packageManager: 0 });
const { size } = fs.statSync(packagePath);
console.log(`${files.length} files, ${(size / 1000).toFixed(0)} kB`);
if (size > largestPackage) {
  console.error(`The package is larger than ${largestPackage / 1000} kB.`);
  process.exitCode = 1;
}
