// The language server as a web worker.
import { BrowserMessageReader, BrowserMessageWriter, createConnection } from 'vscode-languageserver/browser';
import { startServer } from './lsp/server.js';
import { rules } from './rules/index.js';
import { podSecurityLevel } from './rules/kubernetes/pod-security-level.js';
import { pages } from './rules/pages.generated.js';
import { version } from './version.generated.js';

const scope = self as unknown as Worker;
const connection = createConnection(new BrowserMessageReader(scope), new BrowserMessageWriter(scope));

startServer(connection, { rules, pages, version, podSecurityLevel });
