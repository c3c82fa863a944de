import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import {
  closeAll,
  findingsOf,
  inWebWorker,
  openFile,
  openUntitled,
  pause,
  replaceAll,
  rulesIn,
  until,
  untilFinding,
  untilGone,
  untilQuiet,
} from './editor.js';
import { hardened, podWithSecurityContext, text } from './manifests.js';

const privileged = podWithSecurityContext('privileged: true');
const compose = text(
  'services:',
  '  web:',
  '    image: nginx:latest',
  '    privileged: true',
  '    network_mode: host',
);

describe('Documents', () => {
  afterEach(closeAll);

  it('the extension runs in the extension host that the run asks for', () => {
    assert.equal(inWebWorker(), process.env['E2E_EXTENSION_HOST'] === 'worker');
  });

  it('a YAML file gets findings, which follow edits and go when the fault goes', async () => {
    const document = await openFile('pod.yaml', privileged);
    assert.equal(document.languageId, 'yaml');
    const finding = await untilFinding(document, 'privileged-container');
    assert.equal(finding.severity, vscode.DiagnosticSeverity.Error);
    assert.equal(document.getText(finding.range), 'true');

    await replaceAll(document, `# A comment moves everything down.\n${privileged}`);
    await untilLine(document, finding.range.start.line + 1);

    await replaceAll(document, privileged.replace('privileged: true', 'privileged: false'));
    await untilGone(document, 'privileged-container');
  });

  it('a JSON manifest gets findings, another JSON file none', async () => {
    const manifest = {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'web' },
      spec: { containers: [{ name: 'web', image: 'nginx:1.27.2', securityContext: { privileged: true } }] },
    };
    const document = await openFile('pod.json', JSON.stringify(manifest, null, 2));
    const finding = await untilFinding(document, 'privileged-container');
    assert.equal(document.getText(finding.range), 'true');

    await replaceAll(document, JSON.stringify({ ...manifest, kind: undefined }, null, 2));
    await untilQuiet(document);
  });

  it('a Dockerfile gets findings by its name alone', async () => {
    const document = await openFile(
      'Dockerfile',
      text('FROM debian:12', 'RUN curl -k https://example.com', 'USER 1000'),
    );
    assert.equal(document.languageId, 'dockerfile');
    await untilFinding(document, 'curl-insecure');

    await replaceAll(document, text('FROM debian:12', 'RUN curl https://example.com', 'USER 1000'));
    await untilGone(document, 'curl-insecure');
  });

  it('an untitled document gets findings before it is saved', async () => {
    const document = await openUntitled('yaml', privileged);
    assert.equal(document.uri.scheme, 'untitled');
    await untilFinding(document, 'privileged-container');
  });

  it('every document of a stream is judged by itself', async () => {
    const document = await openUntitled('yaml', `${hardened}---\n${privileged}---\n${hardened}`);
    const finding = await untilFinding(document, 'privileged-container');
    const secondStart = hardened.split('\n').length;
    const thirdStart = secondStart + privileged.split('\n').length;

    const lines = findingsOf(document).map((each) => each.range.start.line);
    assert.ok(finding.range.start.line > secondStart);
    assert.ok(
      lines.every((line) => line >= secondStart && line < thirdStart),
      `findings on lines ${lines.join(', ')}`,
    );
  });

  it('a hardened manifest has no finding', async () => {
    const document = await openUntitled('yaml', hardened.replace('drop:', 'add:'));
    await untilFinding(document, 'capabilities-not-dropped');

    await replaceAll(document, hardened);
    await untilQuiet(document);
  });

  it('a compose file stays quiet, whatever it is called', async () => {
    const document = await openFile('stack.yaml', privileged);
    await untilFinding(document, 'privileged-container');

    await replaceAll(document, compose);
    await untilQuiet(document);
    const named = await openFile('compose.yaml', compose);
    await pause(500);
    assert.deepEqual([...rulesIn(document), ...rulesIn(named)], []);
  });

  it('a broken document makes no noise, and the server outlives it', async () => {
    const document = await openUntitled('yaml', privileged);
    await untilFinding(document, 'privileged-container');

    const broken = [
      'apiVersion: v1\nkind: Pod\nspec: {containers: [',
      '---\n"',
      `${privileged}  {{`,
      '\t- \u0000: &a *a',
      '%YAML 9\n---\n? : -',
    ];
    for (const content of broken) await replaceAll(document, content);
    const dockerfile = await openUntitled('dockerfile', 'FROM\nRUN <<EOF\nCOPY [ "\nUSER ${');
    await replaceAll(dockerfile, 'FROM debian:12\nUSER root\nRUN <<');
    await untilFinding(dockerfile, 'user-root');

    await replaceAll(document, privileged);
    await untilFinding(document, 'privileged-container');
  });

  it('findings leave with the document', async () => {
    const document = await openUntitled('yaml', privileged);
    await untilFinding(document, 'privileged-container');
    await closeAll();
    await untilQuiet(document);
  });
});

async function untilLine(document: vscode.TextDocument, line: number): Promise<void> {
  await until(
    () => findingsOf(document).find(({ range }) => range.start.line === line && document.getText(range) === 'true'),
    () => `the finding did not move to line ${line}`,
  );
}
