// node scripts/build.mjs: bundles the extension, the language server and the command line tool into dist/. Each is minified
// and has its source map beside it, which does not go into the package. The licences of what is bundled do.
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const dist = path.join(root, 'dist');

/** What each window loads must stay small (bytes): 190 kB speak the LSP, most of the rest are the rules, two to three kB each. */
const largestServer = 1_300_000;

const node = { platform: 'node', target: 'node20' };
const browser = { platform: 'browser', target: 'es2022' };
const require =
  "import { createRequire as __createRequire } from 'node:module';const require = __createRequire(import.meta.url);";

/**
 * Of the package `yaml` only lexer and parser are used. Its build for browsers consists of modules, of which the unused ones
 * can be left out; that importing them does nothing else is said here, because the package does not say it.
 */
const yamlModules = {
  name: 'yaml-modules',
  setup(bundler) {
    const folder = path.join(root, 'node_modules', 'yaml', 'browser', 'dist');
    const pure = (file) => ({ path: file, sideEffects: false });
    bundler.onResolve({ filter: /^yaml$/ }, () => pure(path.join(folder, 'index.js')));
    bundler.onResolve({ filter: /^\.\.?\// }, ({ importer, resolveDir, path: relative }) =>
      importer.startsWith(folder) ? pure(path.resolve(resolveDir, relative)) : undefined,
    );
  },
};

/**
 * Leaves modules of Node out. The libraries name them for what nobody asks of them here (the sockets of vscode-jsonrpc, the programs that
 * commander starts for subcommands), and without them it is plain that nothing opens a connection or starts a program.
 */
const without = (...modules) => ({
  name: 'without',
  setup(bundler) {
    bundler.onResolve({ filter: new RegExp(`^(node:)?(${modules.join('|')})$`) }, ({ path: name }) => ({
      path: name,
      namespace: 'without',
    }));
    bundler.onLoad({ filter: /^/, namespace: 'without' }, () => ({ contents: 'module.exports = {};' }));
  },
});

// VS Code loads extensions as CommonJS, in the web host by a file that ends in .js; the sample is a file of examples/.
const extension = { format: 'cjs', external: ['vscode'], loader: { '.yaml': 'text' } };

const bundles = [
  {
    file: 'client.cjs',
    entry: 'client/src/extension.ts',
    ...node,
    ...extension,
    // It starts the server as a process of its own.
    leftOut: ['net'],
  },
  { file: 'client.web.js', entry: 'client/src/extension.web.ts', ...browser, ...extension },
  {
    file: 'server.cjs',
    entry: 'server/src/node.ts',
    ...node,
    format: 'cjs',
    banner: '#!/usr/bin/env node',
    leftOut: ['net', 'child_process'],
    limit: largestServer,
  },
  { file: 'server.web.js', entry: 'server/src/browser.ts', ...browser, format: 'iife', limit: largestServer },
  // The package is "type": "module", so that a .js file is one; what is bundled into it may still call require.
  {
    file: 'cli.js',
    entry: 'server/src/cli/main.ts',
    ...node,
    format: 'esm',
    banner: `#!/usr/bin/env node\n${require}`,
    leftOut: ['child_process'],
    // `bulkhead explain` prints the rules' pages.
    loader: { '.md': 'text' },
  },
];

const only = process.argv.slice(2);
const unknown = only.filter((name) => !bundles.some(({ file }) => file === name));
if (unknown.length > 0)
  throw new Error(`unknown: ${unknown.join(', ')}; there are ${bundles.map(({ file }) => file).join(', ')}`);

const bundled = new Set();
/** The modules that each bundle takes from outside, by its file; a test holds them to a list. */
const imported = {};
for (const bundle of bundles.filter(({ file }) => only.length === 0 || only.includes(file))) {
  const { file, entry, banner, leftOut = [], limit, ...options } = bundle;
  const outfile = path.join(dist, file);
  const { metafile } = await build({
    ...options,
    absWorkingDir: root,
    entryPoints: [entry],
    outfile,
    plugins: [yamlModules, ...(leftOut.length > 0 ? [without(...leftOut)] : [])],
    bundle: true,
    minify: true,
    metafile: true,
    sourcemap: 'external',
    legalComments: 'none',
    logLevel: 'warning',
    ...(banner && { banner: { js: banner } }),
  });
  for (const input of Object.keys(metafile.inputs)) addPackage(input);
  const outside = Object.values(metafile.outputs).flatMap(({ imports }) => imports.map((one) => one.path));
  imported[file] = [...new Set(outside)].sort();
  const { size } = fs.statSync(outfile);
  if (banner) fs.chmodSync(outfile, 0o755);
  console.log(`${file.padEnd(14)} ${(size / 1000).toFixed(0).padStart(5)} kB`);
  if (limit && size > limit) {
    console.error(`dist/${file} is larger than ${limit / 1000} kB.`);
    process.exitCode = 1;
  }
}
if (only.length === 0) {
  fs.writeFileSync(path.join(dist, 'ThirdPartyNotices.txt'), notices());
  fs.writeFileSync(path.join(dist, 'imports.json'), JSON.stringify(imported, undefined, 2));
}

/** Notes the package that a bundled file is from. */
function addPackage(input) {
  const found = /^(.*\/)?node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(input);
  if (found) bundled.add(found[0]);
}

/** The name, version and licence of each package in the bundles. */
function notices() {
  const folders = [...bundled].sort((a, b) => (a < b ? -1 : 1));
  const parts = folders.map((folder) => {
    const { name, version, license } = JSON.parse(fs.readFileSync(path.join(root, folder, 'package.json'), 'utf8'));
    const file = fs.readdirSync(path.join(root, folder)).find((entry) => /^licen[cs]e/i.test(entry));
    const text = file ? fs.readFileSync(path.join(root, folder, file), 'utf8').trim() : `Licence: ${license}`;
    return `${name} ${version}\n\n${text}\n`;
  });
  return `Bulkhead contains these packages.\n\n${parts.join(`\n${'-'.repeat(80)}\n\n`)}`;
}
