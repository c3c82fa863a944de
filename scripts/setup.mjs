// node scripts/setup.mjs [--host] [--browser]: makes a fresh clone ready. It does nothing where all is in place.
// It runs before anything is installed, so it may import nothing but Node's own modules.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const hostFolder = path.join(root, 'test', 'host');
const oldestNode = 20;

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  try {
    setUp({ host: process.argv.includes('--host'), browser: process.argv.includes('--browser') });
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}

/**
 * Installs what is missing; throws an error that tells the person what to do where that is not possible.
 *
 * @param {{ host?: boolean, browser?: boolean }} [needs] `host`: the VS Code of the tests; `browser`: that, and Chromium
 */
export function setUp({ host = false, browser = false } = {}) {
  const major = Number(process.versions.node.split('.')[0]);
  if (major < oldestNode)
    throw new Error(`Bulkhead is built with Node ${oldestNode} or later; this is ${process.version}.`);

  installPackages(root);
  if (host || browser) {
    if (!hostRunsHere()) throw new Error('The VS Code that the tests bring along runs on Linux x64 only.');
    installPackages(hostFolder);
  }
  if (browser && findChromium() === undefined) installChromium();
}

/** Whether the VS Code of test/host can run on this machine. */
export function hostRunsHere() {
  return process.platform === 'linux' && process.arch === 'x64';
}

/**
 * The browser to test with: the one that the variable CHROMIUM names, else the first on the PATH.
 *
 * @returns {string | undefined}
 */
export function findChromium() {
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
  return process.env.CHROMIUM ?? names.map(findProgram).find((file) => file !== undefined);
}

/**
 * The full path of a program on the PATH.
 *
 * @param {string} name
 * @returns {string | undefined}
 */
export function findProgram(name) {
  const endings = process.platform === 'win32' ? ['.cmd', '.exe'] : [''];
  return (process.env.PATH ?? '')
    .split(path.delimiter)
    .filter((folder) => folder !== '')
    .flatMap((folder) => endings.map((ending) => path.join(folder, name + ending)))
    .find(isExecutable);
}

function isExecutable(/** @type {string} */ file) {
  try {
    fs.accessSync(file, fs.constants.X_OK);
    return fs.statSync(file).isFile();
  } catch {
    return false;
  }
}

function installPackages(/** @type {string} */ folder) {
  if (isInstalled(folder)) return;
  console.log(`Installing the packages of ${path.relative(root, folder) || 'Bulkhead'} (npm ci) …`);
  run('npm', ['ci', '--no-audit', '--no-fund'], folder);
}

/** Compares what npm says it installed with the lock file: a file's age says nothing after a checkout. */
function isInstalled(/** @type {string} */ folder) {
  const installed = readPackages(path.join(folder, 'node_modules', '.package-lock.json'));
  const locked = readPackages(path.join(folder, 'package-lock.json'));
  if (locked === undefined) throw new Error(`${folder} has no readable package-lock.json.`);
  if (installed === undefined) return false;

  return Object.entries(locked).every(([place, entry]) => {
    if (!place.includes('node_modules/') || entry.optional) return true;
    const there = installed[place];
    return there !== undefined && there.version === entry.version && there.integrity === entry.integrity;
  });
}

/**
 * @param {string} lockFile
 * @returns {Record<string, { version?: string, integrity?: string, optional?: boolean }> | undefined}
 */
function readPackages(lockFile) {
  if (!fs.existsSync(lockFile)) return undefined;
  return JSON.parse(fs.readFileSync(lockFile, 'utf8')).packages;
}

function installChromium() {
  const byHand = 'Install Chromium, or name an installed one in the variable CHROMIUM';
  if (findProgram('apt-get') === undefined) throw new Error(`The end-to-end tests need Chromium. ${byHand}.`);
  if (process.getuid?.() !== 0) {
    throw new Error(`The end-to-end tests need Chromium. ${byHand} (on Debian: sudo apt-get install chromium).`);
  }

  console.log('Installing Chromium (apt-get install) …');
  run('apt-get', ['update', '-q'], root);
  run('apt-get', ['install', '-y', '-q', '--no-install-recommends', 'chromium', 'fonts-dejavu-core'], root);
  if (findChromium() === undefined) throw new Error(`apt-get brought no Chromium. ${byHand}.`);
}

/** @param {string} command @param {string[]} args @param {string} cwd */
function run(command, args, cwd) {
  const result = spawnSync(command, args, {
    cwd,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    // npm is a batch file on Windows, which only a shell can start.
    shell: process.platform === 'win32',
  });
  if (result.error) throw new Error(`${command} could not start: ${result.error.message}`);
  if (result.status !== 0) throw new Error(`${command} ${args.join(' ')} failed with exit code ${result.status}.`);
}
