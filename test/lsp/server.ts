// The server of these tests: the real one, with the rules of ./rules.ts. The harness bundles and starts it.
import { createConnection } from 'vscode-languageserver/node';
import { startServer } from '../../server/src/lsp/server.js';
import { podSecurityLevel } from '../../server/src/rules/kubernetes/pod-security-level.js';
import { testPages, testRules } from './rules.js';

startServer(createConnection(), { rules: testRules, pages: testPages, version: '0.0.0', podSecurityLevel });
