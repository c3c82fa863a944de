// node scripts/package.mjs: packs dist/ and what .vscodeignore names into dist/bulkhead.vsix. Run scripts/build.mjs first.
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { createVSIX, listFiles, PackageManager } from '@vscode/vsce';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const packagePath = path.join(root, 'dist', 'bulkhead.vsix');
const stage = path.join(root, 'out', 'package');

/** Bytes. */
const largestPackage = 1_000_000;

const built = ['client.cjs', 'client.web.js', 'server.cjs', 'server.web.js'];
const missing = built.filter((file) => !fs.existsSync(path.join(root, 'dist', file)));
if (missing.length > 0) throw new Error(`${missing.join(', ')} missing in dist/: run node scripts/build.mjs`);

// Everything is bundled, so that no package goes along.
const files = await listFiles({ cwd: root, packageManager: PackageManager.None });
fs.rmSync(stage, { recursive: true, force: true });
for (const file of [...files, '.vscodeignore']) {
  fs.mkdirSync(path.dirname(path.join(stage, file)), { recursive: true });
  fs.copyFileSync(path.join(root, file), path.join(stage, file));
}
fs.writeFileSync(path.join(stage, 'package.json'), JSON.stringify(manifest(), undefined, 2));

fs.rmSync(packagePath, { force: true });
await createVSIX({ cwd: stage, packagePath, dependencies: false });
fs.rmSync(stage, { recursive: true });

const { size } = fs.statSync(packagePath);
console.log(`${files.length} files, ${(size / 1000).toFixed(0)} kB`);
if (size > largestPackage) {
  console.error(`The package is larger than ${largestPackage / 1000} kB.`);
  process.exitCode = 1;
}

/**
 * The manifest without what only the repository needs. That includes `type`: where it says `module`, the web extension host
 * takes every .js file for a module, which it cannot load (`_isESM` and `_loadESMModule` of VS Code's extension host).
 */
function manifest() {
  const text = fs.readFileSync(path.join(root, 'package.json'), 'utf8');
  const left = ['type', 'private', 'scripts', 'bin', 'dependencies', 'devDependencies', 'overrides'];
  return Object.fromEntries(Object.entries(JSON.parse(text)).filter(([name]) => !left.includes(name)));
}
