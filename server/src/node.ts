// The language server as a program: `bulkhead-language-server --stdio`, or over the IPC channel of Node (`--node-ipc`).
import fs from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { createConnection } from 'vscode-languageserver/node';
import { startServer } from './lsp/server.js';
import { rules } from './rules/index.js';
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

startServer(createConnection(), { rules, pages, version, readFile });
