// The bundles that are shipped ask nothing of a network: no module that could, and no function of the platform that could.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import ts from 'typescript';

/**
 * The modules from outside that each bundle takes, and no other. `child_process` is there once: the extension starts its own server.
 * (The head of `cli.js` takes `createRequire` from `module`, by which the bundle reaches the modules of this list.)
 */
const modules: Readonly<Record<string, readonly string[]>> = {
  'client.cjs': ['child_process', 'crypto', 'fs', 'os', 'path', 'readline', 'util', 'vscode'],
  'client.web.js': ['vscode'],
  'server.cjs': ['crypto', 'fs', 'fs/promises', 'os', 'path', 'url', 'util'],
  'server.web.js': [],
  'cli.js': ['crypto', 'events', 'fs', 'path', 'process', 'stream/consumers', 'url'],
};

/** What browsers and Node have to reach others with, or to run code that could, as names that a script may use without an import. */
const reachingOut: ReadonlySet<string> = new Set([
  ...['fetch', 'XMLHttpRequest', 'WebSocket', 'EventSource', 'WebTransport', 'RTCPeerConnection', 'sendBeacon'],
  ...['importScripts', 'eval', 'caches', 'serviceWorker', 'getBuiltinModule', 'dlopen'],
]);

describe('What is shipped', () => {
  before(() => {
    const { status } = spawnSync(process.execPath, ['scripts/build.mjs'], { stdio: ['ignore', 'ignore', 'inherit'] });
    assert.equal(status, 0, 'scripts/build.mjs failed');
  });

  it('takes from outside what it needs, and nothing that knows a network', () => {
    const imported = JSON.parse(fs.readFileSync('dist/imports.json', 'utf8')) as Record<string, readonly string[]>;
    const found = Object.entries(imported).map(([file, names]) => [
      file,
      [...new Set(names.map((name) => name.replace(/^node:/, '')))].sort(),
    ]);
    assert.deepEqual(Object.fromEntries(found), modules);
  });

  for (const file of Object.keys(modules)) {
    it(`uses nothing of the platform that knows a network in ${file}`, () => {
      assert.deepEqual(namesIn(fs.readFileSync(`dist/${file}`, 'utf8')), []);
    });
  }

  it('would be caught if it did', () => {
    const code =
      "const a = 'fetch'; a.b; self.fetch(a); process.binding('tcp_wrap'); new WebSocket(a); import(a); require(a); require('fs'); f('eval');";
    assert.deepEqual(namesIn(code), ['fetch', 'process.binding', 'WebSocket', 'import(a)', 'require(a)']);
    assert.deepEqual(namesIn("new Function('x')(); globalThis['fetch'](1)"), ['Function', 'fetch']);
  });
});

/** The names that reach out, and the imports of what only the run decides, in a script; texts and comments do not count. */
function namesIn(code: string): readonly string[] {
  const script = ts.createSourceFile('bundle.js', code, ts.ScriptTarget.ES2022, false, ts.ScriptKind.JS);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && reachingOut.has(node.text)) found.push(node.text);
    if (ts.isPropertyAccessExpression(node) && code.slice(node.getFullStart(), node.end).trim() === 'process.binding')
      found.push('process.binding');
    if (ts.isElementAccessExpression(node) && isText(node.argumentExpression, reachingOut))
      found.push(node.argumentExpression.text);
    if (ts.isNewExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === 'Function')
      found.push('Function');
    if (ts.isCallExpression(node) && isImport(node.expression) && !isText(node.arguments[0]))
      found.push(code.slice(node.expression.pos, node.end).trim());
    ts.forEachChild(node, visit);
  };
  visit(script);
  return found;
}

function isImport(called: ts.Expression): boolean {
  return called.kind === ts.SyntaxKind.ImportKeyword || (ts.isIdentifier(called) && called.text === 'require');
}

function isText(node: ts.Node | undefined, names?: ReadonlySet<string>): node is ts.StringLiteral {
  return node !== undefined && ts.isStringLiteral(node) && (names?.has(node.text) ?? true);
}
