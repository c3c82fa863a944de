import assert from 'node:assert/strict';
import { CancellationTokenSource } from 'vscode-languageserver/node';
import { bareCapabilities, startEditor, until, type Editor } from './harness.js';
import { pod, podWith, text } from './manifests.js';

const privileged = podWith('securityContext:', '  privileged: true', '  readOnlyRootFilesystem: true');

describe('Pulled diagnostics', () => {
  let editor: Editor;
  before(async () => {
    const schemes = ['file', 'untitled', 'vscode-vfs', 'vscode-remote'];
    editor = await startEditor({ options: { services: ['status', 'readFile'], schemes } });
  });
  after(() => editor.end());

  it('say rule, link, severity, source, place and what decides it', async () => {
    const found = await editor.open(privileged).diagnostics();
    const first = found.find(({ code }) => code === 'test-privileged');
    assert.ok(first);
    const { relatedInformation, ...rest } = first;
    assert.deepEqual(rest, {
      range: { start: { line: 9, character: 20 }, end: { line: 9, character: 24 } },
      severity: 1,
      code: 'test-privileged',
      codeDescription: { href: 'https://github.com/bulkhead-dev/bulkhead/blob/main/docs/rules/test-privileged.md' },
      source: 'bulkhead',
      message: "Container 'web' is privileged.",
    });
    assert.deepEqual(
      relatedInformation?.map(({ message, location }) => [message, location.range.start]),
      [['It runs in this workload.', { line: 1, character: 6 }]],
    );
  });

  it('come with a result id, and as unchanged until something changes', async () => {
    const document = editor.open(privileged);
    const first = await document.pull();
    assert.ok(first.resultId);
    assert.deepEqual(await document.pull(first.resultId), { kind: 'unchanged', resultId: first.resultId });
    document.change('# moved\n', { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } });
    const second = await document.pull(first.resultId);
    assert.equal(second.kind, 'full');
    assert.notEqual(second.resultId, first.resultId);
  });

  it('come as unchanged after an edit that moves none of them', async () => {
    const document = editor.open(privileged);
    const { resultId } = await document.pull();
    const line = privileged.split('\n').length - 1;
    document.change('# said below\n', { start: { line, character: 0 }, end: { line, character: 0 } });
    assert.deepEqual(await document.pull(resultId), { kind: 'unchanged', resultId });
  });

  it('follow incremental edits, also behind characters outside the basic plane', async () => {
    const document = editor.open(`# 😀\n${privileged}`);
    assert.deepEqual(await document.findings(), [
      'test-memory @ web',
      'test-escalation @ securityContext',
      'test-privileged @ true',
    ]);
    document.change('x😀', { start: { line: 0, character: 2 }, end: { line: 0, character: 4 } });
    document.change('false', document.rangeOf('true'));
    assert.ok(!(await document.findings()).some((finding) => finding.startsWith('test-privileged')));
    document.change('true', document.rangeOf('false'));
    assert.ok((await document.findings()).includes('test-privileged @ true'));
  });

  it('are none for documents that are not ours', async () => {
    const others: [string, string, string][] = [
      [privileged, 'yaml', 'git:/work/pod.yaml?{}'],
      [privileged, 'yaml', 'output:extension-output'],
      [privileged, 'yaml', 'vscode-notebook-cell:/work/a.ipynb#x'],
      [privileged, 'plaintext', 'file:///work/notes.txt'],
      [text('services:', '  web:', '    privileged: true'), 'yaml', 'file:///work/compose.yaml'],
      ['{"kind": "Pod"}', 'json', 'file:///work/data.json'],
    ];
    for (const [content, language, uri] of others) {
      assert.deepEqual(await editor.open(content, language, uri).findings(), [], uri);
    }
  });

  it('are there for every language and scheme of ours', async () => {
    const json = JSON.stringify({
      apiVersion: 'v1',
      kind: 'Pod',
      spec: { containers: [{ name: 'web', image: 'a', securityContext: { privileged: true } }] },
    });
    const ours: [string, string, string, string][] = [
      [privileged, 'helm', 'file:///work/chart/templates/pod.yaml', 'test-privileged'],
      [privileged, 'helm-template', 'vscode-vfs://github/a/b/pod.yaml', 'test-privileged'],
      [json, 'json', 'vscode-remote://wsl%2Bubuntu/home/a/pod.json', 'test-privileged'],
      [json, 'jsonc', 'untitled:Untitled-9', 'test-privileged'],
      [`// As it runs.\n${json} /* the end */`, 'jsonc', 'untitled:Untitled-10', 'test-privileged'],
      [text('FROM a', 'USER root'), 'dockerfile', 'file:///c%3A/a%20b/Dockerfile', 'test-user'],
    ];
    for (const [content, language, uri, rule] of ours) {
      const codes = (await editor.open(content, language, uri).diagnostics()).map(({ code }) => code);
      assert.ok(codes.includes(rule), `${uri}: ${codes.join()}`);
    }
  });

  it('fade a suppression that suppresses nothing', async () => {
    const document = editor.open(`# bulkhead-ignore-file test-user -- no Dockerfile here\n${pod('containers: []')}`);
    const [finding] = await document.diagnostics();
    assert.equal(finding?.code, 'suppression-unused');
    assert.deepEqual(finding.tags, [1]);
  });

  it('say which documents were too large to check', async () => {
    const filler = 'x'.repeat(2 * 1024 * 1024);
    const deep = `${'['.repeat(300)}${']'.repeat(300)}`;
    const large = editor.open(`# kept by a tool\n---\n${privileged}---\n# large\n${pod(`x: ${filler}`)}`);
    const [found, ...others] = await large.diagnostics();
    assert.deepEqual(found, {
      range: { start: { line: 15, character: 0 }, end: { line: 15, character: 14 } },
      severity: 3,
      code: 'not-checked',
      source: 'bulkhead',
      message: 'This document is not checked, because it is longer than 2 MiB.',
    });
    assert.equal(others.length, 3);

    const oneLine = editor.open(
      `{"items":[{"kind":"Pod","apiVersion":"v1","metadata":{"name":"a"}}],"x":${deep}}`,
      'json',
    );
    const [finding] = await oneLine.diagnostics();
    assert.equal(finding?.message, 'This document is not checked, because it is nested more than 256 levels deep.');
    assert.deepEqual(finding.range, { start: { line: 0, character: 0 }, end: { line: 0, character: 80 } });

    const schema = `{"definitions":{"kind":{"type":"string"},"apiVersion":{"type":"string"}},"x":${deep}}`;
    assert.deepEqual(await editor.open(schema, 'json').diagnostics(), []);
  });

  it('tell the status once for each result', async () => {
    const document = editor.open(privileged);
    await document.pull();
    await document.pull();
    await until('a status', () => editor.statuses.some(({ uri }) => uri === document.uri));
    const statuses = editor.statuses.filter(({ uri }) => uri === document.uri);
    assert.equal(statuses.length, 1);
    assert.equal(statuses[0]?.settingsFile, null);
    const { milliseconds, ...rest } = statuses[0].checked ?? { milliseconds: -1 };
    assert.deepEqual(rest, { findings: 3, suppressed: 0, kind: 'yaml', objects: 1 });
    assert.ok(milliseconds >= 0);
  });

  it('are refused when the request is cancelled', async () => {
    const document = editor.open(privileged);
    const cancellation = new CancellationTokenSource();
    const answer = editor.connection.sendRequest(
      'textDocument/diagnostic',
      { textDocument: { uri: document.uri } },
      cancellation.token,
    );
    cancellation.cancel();
    await assert.rejects(answer, { code: -32800 });
    assert.equal((await document.diagnostics()).length, 3);
  });
});

describe('Pushed diagnostics, for clients that cannot pull', () => {
  let editor: Editor;
  before(async () => {
    editor = await startEditor({ capabilities: bareCapabilities, options: { settings: {} } });
  });
  after(() => editor.end());

  const last = (uri: string) => editor.published.filter((params) => params.uri === uri).at(-1);

  it('come with their version, wait for a pause in typing, and go with the document', async () => {
    const document = editor.open(privileged);
    await until('diagnostics', () => last(document.uri)?.diagnostics.length === 3);
    assert.equal(last(document.uri)?.version, 1);

    const before = editor.published.length;
    for (const letter of ['a', 'b', 'c', 'd']) {
      document.change(`# ${letter}\n`, { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } });
    }
    await until('diagnostics of the last version', () => last(document.uri)?.version === 5);
    assert.equal(editor.published.length, before + 1);
    assert.equal(last(document.uri)?.diagnostics[0]?.range.start.line, 10);

    document.close();
    await until('no diagnostics', () => last(document.uri)?.diagnostics.length === 0);
  });

  it('hold nothing that the client did not say it understands', async () => {
    const document = editor.open(privileged);
    await until('diagnostics', () => last(document.uri) !== undefined);
    assert.ok(last(document.uri)?.diagnostics.every(({ relatedInformation }) => relatedInformation === undefined));
  });

  it('follow settings that are pushed', async () => {
    const document = editor.open(privileged);
    await until('diagnostics', () => last(document.uri)?.diagnostics.length === 3);
    const settings = { bulkhead: { rules: { 'test-memory': 'off' }, level: 'baseline' } };
    await editor.connection.sendNotification('workspace/didChangeConfiguration', { settings });
    await until('fewer diagnostics', () => last(document.uri)?.diagnostics.length === 1);
  });

  it('wait for the file to be saved where the settings ask for it', async () => {
    await editor.connection.sendNotification('workspace/didChangeConfiguration', {
      settings: { bulkhead: { run: 'onSave' } },
    });
    const document = editor.open(privileged);
    await until('diagnostics', () => last(document.uri)?.diagnostics.length === 3);
    document.change('false', document.rangeOf('true'));
    await new Promise((resolve) => setTimeout(resolve, 400));
    assert.equal(last(document.uri)?.version, 1);
    await editor.connection.sendNotification('textDocument/didSave', { textDocument: { uri: document.uri } });
    await until('diagnostics of the saved text', () => last(document.uri)?.version === 2);
    assert.equal(last(document.uri)?.diagnostics.length, 2);
  });
});
