// Installs packaged extensions the way a person does: by the server's own command line.
import { execFile } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { linkModules, serverEnvironment, serverMain, serverNode } from './installation.mjs';

/**
 * Runs the VS Code server's command line (`--install-extension`, `--list-extensions` …) and returns what it printed.
 *
 * @param {string[]} args
 * @param {string} extensionsDir the folder of installed extensions
 */
export async function serverCommand(args, extensionsDir) {
  linkModules();
  const data = fs.mkdtempSync(path.join(os.tmpdir(), 'bulkhead-host-cli-'));
  const options = ['--extensions-dir', extensionsDir, '--server-data-dir', data, '--accept-server-license-terms'];
  try {
    const { stdout } = await promisify(execFile)(serverNode, [serverMain, ...args, ...options], {
      env: serverEnvironment(),
    });
    return stdout;
  } finally {
    fs.rmSync(data, { recursive: true, force: true });
  }
}

/**
 * Installs a VSIX and returns the folder it was unpacked into; throws when VS Code refuses the package.
 *
 * @param {string} vsix
 * @param {string} extensionsDir
 * @returns {Promise<string>}
 */
export async function installVsix(vsix, extensionsDir) {
  const printed = await serverCommand(['--install-extension', path.resolve(vsix), '--force'], extensionsDir);
  const registry = path.join(extensionsDir, 'extensions.json');
  const installed = fs.existsSync(registry) ? JSON.parse(fs.readFileSync(registry, 'utf8')) : [];
  const latest = installed.at(-1);
  if (latest === undefined) throw new Error(`VS Code did not install ${vsix}:\n${printed}`);
  return path.join(extensionsDir, latest.relativeLocation);
}
