import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { once } from 'node:events';
import vm from 'node:vm';
import type { InitializeResult } from 'vscode-languageserver/node';
import { bareCapabilities, fullCapabilities, startEditor } from './harness.js';
import { podWith } from './manifests.js';
import { builtServer, root } from './servers.js';

const { version } = JSON.parse(fs.readFileSync(`${root}/package.json`, 'utf8')) as { version: string };
const privileged = podWith('securityContext:', '  privileged: true');

const capabilities: InitializeResult['capabilities'] = {
  positionEncoding: 'utf-16',
  textDocumentSync: { openClose: true, change: 2, save: { includeText: false } },
  diagnosticProvider: { identifier: 'bulkhead', interFileDependencies: false, workspaceDiagnostics: false },
  codeActionProvider: {
    codeActionKinds: ['quickfix', 'refactor.rewrite', 'source.fixAll.bulkhead', 'source.bulkhead.harden'],
    resolveProvider: true,
  },
  hoverProvider: true,
  codeLensProvider: { resolveProvider: false },
  executeCommandProvider: { commands: ['bulkhead.hardenWorkload'] },
  workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
};

describe('The bundled server', () => {
  it('says what it can do', async () => {
    const editor = await startEditor({ server: builtServer('server.cjs') });
    assert.deepEqual(editor.initialized, { capabilities, serverInfo: { name: 'bulkhead', version } });
    await editor.end();
  });

  it('offers less to a client that can do less', async () => {
    const editor = await startEditor({ server: builtServer('server.cjs'), capabilities: bareCapabilities });
    const codeActionProvider = { ...(capabilities.codeActionProvider as object), resolveProvider: false };
    const less = { ...capabilities, codeActionProvider };
    delete less.diagnosticProvider;
    delete less.executeCommandProvider;
    assert.deepEqual(editor.initialized.capabilities, less);
    await editor.end();
  });

  it('knows the real rules and their pages', async () => {
    const editor = await startEditor({ server: builtServer('server.cjs') });
    const document = editor.open(privileged);
    assert.ok((await document.findings()).includes('privileged-container @ true'));
    const hover = await document.hover('true');
    assert.ok(hover);
    assert.match(hover.contents.value, /`privileged-container`\n\n.+\n\n.+/);
    await editor.end();
  });

  it('reads .bulkhead.yaml itself where the client does not offer to', async () => {
    const folder = fs.mkdtempSync(`${root}/out/lsp-`);
    try {
      fs.writeFileSync(`${folder}/.bulkhead.yaml`, 'rules:\n  privileged-container: off\n');
      const editor = await startEditor({ server: builtServer('server.cjs') });
      const document = editor.open(privileged, 'yaml', `file://${folder}/pod.yaml`);
      assert.ok(!(await document.findings()).includes('privileged-container @ true'));
      await editor.end();
    } finally {
      fs.rmSync(folder, { recursive: true });
    }
  });

  it('ends with 0 after a shutdown, and with 1 without one or when its client is gone', async () => {
    const ended = await startEditor({ server: builtServer('server.cjs') });
    assert.equal(await ended.end(), 0);

    const hurried = await startEditor({ server: builtServer('server.cjs') });
    void hurried.connection.sendNotification('exit');
    assert.deepEqual(await once(hurried.process, 'exit'), [1, null]);

    const left = await startEditor({ server: builtServer('server.cjs') });
    left.process.stdin?.end();
    assert.deepEqual(await once(left.process, 'exit'), [1, null]);
  });

  it('writes nothing but messages to its output', async () => {
    const child = spawn(process.execPath, [builtServer('server.cjs'), '--stdio'], { stdio: ['pipe', 'pipe', 'pipe'] });
    const output: Buffer[] = [];
    child.stdout.on('data', (data: Buffer) => output.push(data));
    child.stderr.on('data', (data: Buffer) => output.push(data));
    child.stdin.end();
    await once(child, 'close');
    assert.equal(Buffer.concat(output).toString(), '');
  });

  it('speaks over the IPC channel of Node, as in VS Code', async () => {
    const child = spawn(process.execPath, [builtServer('server.cjs'), '--node-ipc'], {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    child.send({
      jsonrpc: '2.0',
      id: 1,
      method: 'initialize',
      params: { processId: null, capabilities: {}, rootUri: null },
    });
    const [answer] = (await once(child, 'message')) as [{ result: InitializeResult }];
    assert.equal(answer.result.serverInfo?.name, 'bulkhead');
    child.send({ jsonrpc: '2.0', id: 2, method: 'shutdown' });
    await once(child, 'message');
    child.send({ jsonrpc: '2.0', method: 'exit' });
    assert.deepEqual(await once(child, 'exit'), [0, null]);
  });

  it('tells its version, and how it is started to whoever starts it in another way', () => {
    const run = (...args: readonly string[]) =>
      spawnSync(process.execPath, [builtServer('server.cjs'), ...args], { encoding: 'utf8' });
    const { stdout, status } = run('--version');
    assert.deepEqual([stdout, status], [`${version}\n`, 0]);
    assert.match(run('--help').stdout, /^Usage: bulkhead-language-server --stdio/);
    const wrong = run();
    assert.deepEqual([wrong.stdout, wrong.status], ['', 2]);
    assert.match(wrong.stderr, /^Usage: /);
  });

  it('runs in a web worker, which has nothing of Node', async () => {
    const script = fs.readFileSync(builtServer('server.web.js'), 'utf8');
    const sent: { id?: number; result?: unknown }[] = [];
    const scope: Record<string, unknown> = {
      ...{ setTimeout, clearTimeout, setInterval, clearInterval, queueMicrotask, performance, crypto },
      ...{ TextEncoder, TextDecoder, URL, AbortController },
      // A message between threads is a copy, made of the objects of the other side.
      addEventListener: () => undefined,
      postMessage: (message: object) => void sent.push(JSON.parse(JSON.stringify(message)) as object),
    };
    scope['self'] = scope;
    const context = vm.createContext(scope);
    vm.runInContext(script, context, { filename: 'server.web.js', displayErrors: false });
    const ask = async (id: number, method: string, params: object): Promise<unknown> => {
      receive({ jsonrpc: '2.0', id, method, params });
      while (!sent.some((message) => message.id === id)) await new Promise((resolve) => setTimeout(resolve, 5));
      return sent.find((message) => message.id === id)?.result;
    };
    const receive = (message: object): void => {
      const data: unknown = vm.runInContext(`(${JSON.stringify(message)})`, context);
      (scope['onmessage'] as (event: { data: unknown }) => void)({ data });
    };

    const configured = { ...fullCapabilities, workspace: { applyEdit: true } };
    const result = await ask(1, 'initialize', { processId: null, capabilities: configured, rootUri: null });
    assert.deepEqual(result, { capabilities, serverInfo: { name: 'bulkhead', version } });
    const textDocument = { uri: 'untitled:pod', languageId: 'yaml', version: 1, text: privileged };
    receive({ jsonrpc: '2.0', method: 'textDocument/didOpen', params: { textDocument } });
    const report = (await ask(2, 'textDocument/diagnostic', { textDocument })) as { items: { code: string }[] };
    assert.ok(report.items.some(({ code }) => code === 'privileged-container'));
  });
});
