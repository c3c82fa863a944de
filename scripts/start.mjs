// npm start [-- --check | --host] [-- --port N]: sets up, builds, and shows Bulkhead at work on examples/.
//   npm start              in your VS Code when `code` is on the PATH, else in a VS Code in the browser, until Ctrl+C
//   npm start -- --host    in the browser even when `code` is there
//   npm start -- --check   on the command line: prints what Bulkhead finds in examples/
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { findProgram, hostRunsHere, setUp } from './setup.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const examples = path.join(root, 'examples');
const vsix = path.join(root, 'dist', 'bulkhead.vsix');

const { values: options } = parseArgs({
  options: { check: { type: 'boolean' }, host: { type: 'boolean' }, port: { type: 'string' } },
});

try {
  process.exitCode = options.check ? checkExamples() : await showExamples();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

/** @returns {number} the exit code: findings are what the examples are for, so only a CLI that cannot run is a failure */
function checkExamples() {
  setUp();
  runScript('build.mjs');
  console.log('\nnode dist/cli.js check examples\n');
  const result = spawnSync(process.execPath, [path.join('dist', 'cli.js'), 'check', 'examples'], {
    cwd: root,
    stdio: 'inherit',
  });
  const ran = result.status === 0 || result.status === 1;
  console.log(
    ran
      ? '\nThe examples hold faults on purpose: findings here mean that Bulkhead works.'
      : `\nThe command line tool could not run (${result.error?.message ?? `exit code ${result.status}`}).`,
  );
  return ran ? 0 : 1;
}

/** @returns {Promise<number>} */
async function showExamples() {
  const code = options.host ? undefined : findProgram('code');
  if (code === undefined && !hostRunsHere()) {
    throw new Error(
      'Found no `code` on the PATH. In VS Code, run "Shell Command: Install \'code\' command in PATH", or try `npm start -- --check`.',
    );
  }

  setUp({ host: code === undefined });
  runScript('build.mjs');
  runScript('package.mjs');
  if (code !== undefined && openInVsCode(code)) return 0;
  if (!hostRunsHere()) return 1;

  setUp({ host: true });
  await serveInBrowser();
  return 0;
}

/** @returns {boolean} whether VS Code took the extension and the folder */
function openInVsCode(/** @type {string} */ code) {
  console.log(`\nInstalling Bulkhead into VS Code (${code}) and opening examples/ …`);
  const opened = [['--install-extension', vsix, '--force'], [examples]].every((args) => runCode(code, args) === 0);
  if (!opened) console.log(`${code} refused (see above).`);
  return opened;
}

/** @param {string} code @param {string[]} args */
function runCode(code, args) {
  // `code` is a batch file on Windows: only a shell starts it, and the shell wants quotes around spaces.
  const shell = process.platform === 'win32';
  const quote = (/** @type {string} */ word) => (shell ? `"${word}"` : word);
  return spawnSync(quote(code), args.map(quote), { stdio: 'inherit', shell }).status;
}

async function serveInBrowser() {
  const { installVsix } = await import('../test/host/extensions.mjs');
  const { startHost } = await import('../test/host/server.mjs');

  const extensionsDir = fs.mkdtempSync(path.join(os.tmpdir(), 'bulkhead-start-'));
  try {
    await installVsix(vsix, extensionsDir);
    const host = await startHost({ extensionsDir, ...(options.port && { port: Number(options.port) }) });
    console.log(
      `\nVS Code with Bulkhead is at\n\n  ${host.url(examples)}\n\nOpen deployment.yaml there. Ctrl+C ends it.`,
    );
    await Promise.race([interrupted(), host.ended]);
    await host.stop();
  } finally {
    fs.rmSync(extensionsDir, { recursive: true, force: true, maxRetries: 3 });
  }
}

function interrupted() {
  return new Promise((resolve) => {
    // Ctrl+C, the end of the session, and a terminal that is closed.
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, resolve);
  });
}

function runScript(/** @type {string} */ name) {
  const { status } = spawnSync(process.execPath, [path.join(root, 'scripts', name)], { cwd: root, stdio: 'inherit' });
  if (status !== 0) throw new Error(`scripts/${name} failed.`);
}
