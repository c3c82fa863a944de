// The language server as a program: `bulkhead-language-server --stdio`, or over the IPC channel of Node (`--node-ipc`).
import fs from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { createConnection } from 'vscode-languageserver/node';
import { startServer } from './lsp/server.js';
import { rules } from './rules/index.js';
import { podSecurityLevel } from './rules/kubernetes/pod-security-level.js';
import { pages } from './rules/pages.generated.js';
import { version } from './version.generated.js';

const readFile = async (uri: string): Promise<string | undefined> => {
  if (!uri.startsWith('file:')) return undefined;
  try {
    return await fs.readFile(fileURLToPath(uri), 'utf8');
  } catch (error) {
    if (absent.has(error instanceof Error && 'code' in error ? String(error.code) : '')) return undefined;
    throw error;
  }
};
const absent: ReadonlySet<string> = new Set(['ENOENT', 'ENOTDIR', 'EISDIR', 'EACCES']);

const usage = `Usage: bulkhead-language-server --stdio

Speaks the Language Server Protocol on standard input and output; editors start it.

  --stdio       standard input and output
  --node-ipc    the channel of the Node process that forked it
  --version     prints the version
`;

const args = process.argv.slice(2);
if (args.includes('--version')) process.stdout.write(`${version}\n`);
else if (args.includes('--help')) process.stdout.write(usage);
else if (args.some((arg) => arg === '--stdio' || arg === '--node-ipc')) {
  startServer(createConnection(), { rules, pages, version, podSecurityLevel, readFile });
} else {
  process.stderr.write(usage);
  process.exitCode = 2;
}
