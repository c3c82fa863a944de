// Runs a test suite inside an extension host, by the contract of `runTests` in @vscode/test-electron.
import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { launchBrowser } from './browser.mjs';
import { startHost } from './server.mjs';

/**
 * @typedef {object} TestOptions
 * @property {string} extensionTestsPath a CommonJS file whose exported `run()` settles when the tests are over
 * @property {string} [extensionDevelopmentPath] an extension to load from its folder, besides the installed ones
 * @property {string} [extensionsDir] the folder of installed extensions
 * @property {Record<string, string>} [extensionTestsEnv] environment variables of the extension host
 * @property {Record<string, unknown>} [settings] user settings
 * @property {string} [folder] the folder to open; an empty one when absent
 * @property {(line: string) => void} [onConsole] takes what the tests and the window print
 * @property {(url: string) => void} [onRequest] takes the address of every request of the window and its workers
 * @property {number} [timeout] milliseconds until the run counts as stuck
 */

/**
 * Calls the suite's `run()` and returns 0 when it fulfilled, 1 when it was rejected. Throws when no answer came.
 *
 * @param {TestOptions} options
 * @returns {Promise<number>}
 */
export async function runTests(options) {
  const { extensionTestsEnv = {}, extensionsDir, settings, timeout = 180_000 } = options;
  const host = await startHost({
    env: extensionTestsEnv,
    ...(extensionsDir && { extensionsDir }),
    ...(settings && { settings }),
  });
  try {
    const folder = options.folder ?? path.join(host.dir, 'workspace');
    fs.mkdirSync(folder, { recursive: true });
    const payload = [
      ['extensionTestsPath', host.remote(options.extensionTestsPath)],
      ['extensionDevelopmentPath', host.remote(options.extensionDevelopmentPath ?? emptyExtension(host.dir))],
    ];
    const context = await launchBrowser(host);
    try {
      const page = context.pages()[0] ?? (await context.newPage());
      const exit = new Promise((resolve) => page.exposeFunction('codeAutomationExit', resolve));
      await page.exposeFunction('codeAutomationLog', () => {});
      page.on('console', (message) => options.onConsole?.(message.text()));
      context.on('request', (request) => options.onRequest?.(request.url()));
      await page.goto(host.url(folder, /** @type {[string, string][]} */ (payload)));

      const code = await Promise.race([exit, sleep(timeout, undefined, { ref: false })]);
      if (code === undefined) throw new Error(`no result of ${options.extensionTestsPath} within ${timeout / 1000} s`);
      return code;
    } finally {
      await context.close();
    }
  } finally {
    await host.stop();
  }
}

/** VS Code runs tests only in a window that develops an extension; this one is for tests of the installed ones. */
function emptyExtension(/** @type {string} */ parent) {
  const folder = path.join(parent, 'empty-extension');
  fs.mkdirSync(folder);
  const manifest = { name: 'empty', publisher: 'test', version: '0.0.0', engines: { vscode: '*' } };
  fs.writeFileSync(path.join(folder, 'package.json'), JSON.stringify(manifest));
  return folder;
}
