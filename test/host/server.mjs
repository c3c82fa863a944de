// Starts the VS Code server on loopback, with an address that only its starter knows.
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { linkModules, serverEnvironment, serverMain, serverNode } from './installation.mjs';

const startTimeout = 30_000;
const stopTimeout = 5_000;

const quietSettings = {
  'chat.disableAIFeatures': true,
  'editor.accessibilitySupport': 'off',
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'files.autoSave': 'off',
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'workbench.enableExperiments': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
};

/**
 * @typedef {object} HostOptions
 * @property {string} [extensionsDir] the folder of installed extensions; an empty one when absent
 * @property {Record<string, unknown>} [settings] user settings, on top of a set that keeps VS Code quiet
 * @property {Record<string, string>} [env] environment variables of the extension host
 * @property {number} [port] the loopback port; any free one when absent
 *
 * @typedef {object} Host
 * @property {string} dir the host's own folder, removed by `stop`
 * @property {string} logFile what the server printed
 * @property {(folder: string, payload?: [string, string][]) => string} url the address of a window on a folder
 * @property {(file: string) => string} remote the URI by which the window knows a file of this machine
 * @property {Promise<void>} ended settles when the server has ended, for whatever reason
 * @property {() => Promise<void>} stop ends the server and everything that it started
 */

/**
 * Starts a server and waits until it answers.
 *
 * @param {HostOptions} [options]
 * @returns {Promise<Host>}
 */
export async function startHost({ extensionsDir, settings = {}, env = {}, port } = {}) {
  linkModules();
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'bulkhead-host-'));
  const data = path.join(dir, 'data');
  writeUserSettings(data, { ...quietSettings, ...settings });
  const temporary = path.join(dir, 'tmp');
  fs.mkdirSync(temporary);

  const listenPort = port ?? (await freePort());
  const authority = `127.0.0.1:${listenPort}`;
  const token = randomBytes(16).toString('hex');
  const logFile = path.join(dir, 'server.log');
  const log = fs.openSync(logFile, 'w');
  const child = spawn(
    serverNode,
    [serverMain, ...serverArguments(listenPort, token, data, extensionsDir ?? path.join(dir, 'extensions'))],
    {
      env: serverEnvironment({ TMPDIR: temporary, ...env }),
      stdio: ['ignore', log, log],
      detached: true,
    },
  );
  fs.closeSync(log);
  const ended = new Promise((resolve) => child.once('exit', () => resolve(undefined)));
  const killOnExit = () => endGroup(child.pid);
  process.once('exit', killOnExit);

  const stop = async () => {
    process.off('exit', killOnExit);
    child.kill('SIGTERM');
    await Promise.race([ended, sleep(stopTimeout, undefined, { ref: false })]);
    endGroup(child.pid);
    if (!process.env.KEEP_HOST) fs.rmSync(dir, { recursive: true, force: true, maxRetries: 3 });
  };

  const answer = await Promise.race([ended.then(() => 'the VS Code server ended'), untilAnswers(authority)]);
  if (answer !== undefined) {
    const printed = fs.readFileSync(logFile, 'utf8');
    await stop();
    throw new Error(`${answer}:\n${printed}`);
  }

  return {
    dir,
    logFile,
    ended,
    stop,
    remote: (file) => `vscode-remote://${authority}${file}`,
    url: (folder, payload = []) => {
      const query = new URLSearchParams({ tkn: token, folder });
      if (payload.length > 0) query.set('payload', JSON.stringify(payload));
      return `http://${authority}/?${query}`;
    },
  };
}

/** @param {string} data @param {Record<string, unknown>} settings */
function writeUserSettings(data, settings) {
  const folder = path.join(data, 'data', 'User');
  fs.mkdirSync(folder, { recursive: true });
  fs.writeFileSync(path.join(folder, 'settings.json'), JSON.stringify(settings, null, 2));
}

/** @param {number} port @param {string} token @param {string} data @param {string} extensionsDir */
function serverArguments(port, token, data, extensionsDir) {
  return [
    ...['--host', '127.0.0.1', '--port', String(port), '--connection-token', token],
    ...['--server-data-dir', data, '--extensions-dir', extensionsDir],
    ...['--accept-server-license-terms', '--telemetry-level', 'off', '--disable-telemetry', '--disable-experiments'],
    // Restricted Mode would ask first, and there is nobody to answer.
    '--disable-workspace-trust',
    // A built workbench takes extensionDevelopmentPath and extensionTestsPath from its address only with this.
    '--enable-smoke-test-driver',
  ];
}

/** Extension hosts and language servers can outlive the server that started them, so its whole group goes. */
function endGroup(/** @type {number | undefined} */ group) {
  if (group === undefined) return;
  try {
    process.kill(-group, 'SIGKILL');
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'ESRCH') throw error;
  }
}

/** @param {string} authority @returns {Promise<string | undefined>} what went wrong, if anything */
async function untilAnswers(authority) {
  for (const started = Date.now(); Date.now() - started < startTimeout; await sleep(100)) {
    const answers = await fetch(`http://${authority}/version`).then(
      (response) => response.ok,
      () => false,
    );
    if (answers) return undefined;
  }
  return `the VS Code server did not answer within ${startTimeout / 1000} s`;
}

/** @returns {Promise<number>} */
function freePort() {
  return new Promise((resolve, reject) => {
    const server = net.createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = /** @type {net.AddressInfo} */ (server.address());
      server.close(() => resolve(port));
    });
  });
}
