// The ways to run the end-to-end tests; scripts/e2e.mjs picks among them.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { build } from 'esbuild';
import { installVsix } from '../host/extensions.mjs';
import { runTests } from '../host/run-tests.mjs';
import { driveWorkbench } from './ui.mjs';

/**
 * @typedef {object} Result
 * @property {number} passed
 * @property {number} failed
 * @property {string[]} lines one or more for each test
 *
 * @typedef {object} Places
 * @property {string} root the repository
 * @property {string} vsix the packaged extension
 */

/** @type {Record<string, (places: Places) => Promise<Result>>} */
const ways = {
  suite: (places) => withInstalled(places, (extensionsDir) => runSuite(places, { extensionsDir }, 'node')),
  worker: (places) => withInstalled(places, (extensionsDir) => runInWorker(places, extensionsDir)),
  ui: (places) => withInstalled(places, (extensionsDir) => driveWorkbench({ root: places.root, extensionsDir })),
  electron: runInDesktop,
};

/**
 * Runs one kind of test. A run that breaks is a failed test, never a pass.
 *
 * @param {string} name
 * @param {Places} places
 * @returns {Promise<Result>}
 */
export async function run(name, places) {
  try {
    const way = ways[name];
    if (way === undefined) throw new Error(`there is no run '${name}'`);
    return await way(places);
  } catch (error) {
    return { passed: 0, failed: 1, lines: [`not ok ${name}\n${error instanceof Error ? error.stack : error}`] };
  }
}

/**
 * Gives the test a folder with nothing installed but Bulkhead.
 *
 * @param {Places} places
 * @param {(extensionsDir: string) => Promise<Result>} use
 */
async function withInstalled({ vsix }, use) {
  const extensionsDir = fs.mkdtempSync(path.join(os.tmpdir(), 'bulkhead-extensions-'));
  try {
    await installVsix(vsix, extensionsDir);
    return await use(extensionsDir);
  } finally {
    fs.rmSync(extensionsDir, { recursive: true, force: true, maxRetries: 3 });
  }
}

/**
 * The suite itself stays in the Node extension host; the setting sends the extension to the other one, as it runs on
 * vscode.dev. There, everything it asks of a network passes the browser, which sees all requests.
 *
 * @param {Places} places
 * @param {string} extensionsDir
 * @returns {Promise<Result>}
 */
async function runInWorker(places, extensionsDir) {
  /** @type {Set<string>} */
  const outside = new Set();
  const result = await runSuite(
    places,
    {
      extensionsDir,
      settings: { 'remote.extensionKind': { 'bulkhead.bulkhead': ['web'] } },
      onRequest: (url) => {
        if (!/^(http:\/\/127\.0\.0\.1:|data:|blob:|about:)/.test(url)) outside.add(url);
      },
    },
    'worker',
  );
  const title = 'no request left this machine';
  return outside.size === 0
    ? { ...result, passed: result.passed + 1, lines: [...result.lines, `ok ${title}`] }
    : { ...result, failed: result.failed + 1, lines: [...result.lines, `not ok ${title}: ${[...outside].join(' ')}`] };
}

/**
 * @param {Places} places
 * @param {Partial<import('../host/run-tests.mjs').TestOptions>} options
 * @param {'node' | 'worker'} extensionHost where the extension is meant to run; a test asserts it
 * @returns {Promise<Result>}
 */
async function runSuite({ root }, options, extensionHost) {
  return withResultFile(async (extensionTestsEnv) => {
    const extensionTestsPath = await bundleSuite(root);
    return runTests({
      ...options,
      extensionTestsPath,
      extensionTestsEnv: { ...extensionTestsEnv, E2E_EXTENSION_HOST: extensionHost },
      timeout: 600_000,
    });
  });
}

/**
 * The desktop program by @vscode/test-electron, which downloads it. VSCODE_EXECUTABLE names another executable, such as
 * test/host/code-shim.mjs, to check this very call without a download.
 *
 * @param {Places} places
 * @returns {Promise<Result>}
 */
async function runInDesktop({ root }) {
  const { runTests: runDesktop } = await import('@vscode/test-electron');
  const { VSCODE_EXECUTABLE: executable } = process.env;
  return withResultFile(async (extensionTestsEnv, folder) =>
    runDesktop({
      ...(executable && { vscodeExecutablePath: path.resolve(executable) }),
      extensionDevelopmentPath: root,
      extensionTestsPath: await bundleSuite(root),
      extensionTestsEnv: { ...extensionTestsEnv, E2E_EXTENSION_HOST: 'node' },
      launchArgs: [folder, '--disable-extensions'],
    }),
  );
}

/**
 * Runs a suite and reads what it left in its result file; an exit code that contradicts the file is a failure.
 *
 * @param {(env: Record<string, string>, folder: string) => Promise<number>} start `folder`: an empty one to work in
 * @returns {Promise<Result>}
 */
async function withResultFile(start) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'bulkhead-result-'));
  const file = path.join(folder, 'result.json');
  try {
    const grep = process.env.E2E_GREP;
    const workspace = path.join(folder, 'workspace');
    fs.mkdirSync(workspace);
    const code = await start({ E2E_RESULT: file, ...(grep && { E2E_GREP: grep }) }, workspace);
    if (!fs.existsSync(file)) throw new Error(`the suite ended with code ${code} and left no result`);
    /** @type {Result} */
    const result = JSON.parse(fs.readFileSync(file, 'utf8'));
    if (code !== 0 && result.failed === 0) throw new Error(`all tests passed, yet the exit code is ${code}`);
    return result;
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

/** Bundles the suite as CommonJS, which is what an extension host loads, and returns its entry point. */
async function bundleSuite(/** @type {string} */ root) {
  const folder = path.join(root, 'test', 'e2e', 'suite');
  const outdir = path.join(root, 'out', 'e2e');
  fs.rmSync(outdir, { recursive: true, force: true });
  await build({
    absWorkingDir: root,
    entryPoints: fs
      .readdirSync(folder)
      .filter((name) => name === 'index.ts' || name.endsWith('.test.ts'))
      .map((name) => path.join(folder, name)),
    outdir,
    outExtension: { '.js': '.cjs' },
    bundle: true,
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    external: ['vscode', 'mocha'],
    logLevel: 'warning',
  });
  return path.join(outdir, 'index.cjs');
}
