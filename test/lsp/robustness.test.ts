import assert from 'node:assert/strict';
import { startEditor, type Editor } from './harness.js';
import { podWith, text } from './manifests.js';
import { builtServer } from './servers.js';

const pod = podWith('securityContext:', '  privileged: true');
const dockerfile = text('FROM node:latest', 'RUN curl -k https://example.com | sh', 'USER root');
const mojibake = (value: string): string => Buffer.from(value, 'utf16le').toString('latin1');

/** Inputs that a person, a broken tool or an attacker may open. */
const inputs: Readonly<Record<string, string>> = {
  nothing: '',
  'a byte order mark alone': '\uFEFF',
  'NUL characters': `${pod}\0\0\0`,
  'only NUL': '\0'.repeat(1000),
  'UTF-16 read as bytes': mojibake(pod),
  'lone surrogates': `${pod}  x: "\uD800 \uDFFF"\n`,
  'one line of 5 MB': `apiVersion: v1\nkind: Pod\nspec: ${'x'.repeat(5_000_000)}`,
  '5 MB without a line end': `RUN ${'a '.repeat(2_500_000)}`,
  '100,000 open brackets': `apiVersion: v1\nkind: Pod\nspec: ${'['.repeat(100_000)}`,
  '100,000 open braces': `apiVersion: v1\nkind: Pod\nspec: ${'{a: '.repeat(100_000)}`,
  'deep blocks': `apiVersion: v1\nkind: Pod\n${Array.from({ length: 2000 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n')}`,
  'aliases that unfold to a billion': `apiVersion: v1\nkind: Pod\na: &a [x, x]\n${Array.from(
    { length: 30 },
    (_, index) => `${'b'.repeat(index + 1)}: &${'b'.repeat(index + 1)} [*${index === 0 ? 'a' : 'b'.repeat(index)}, *a]`,
  ).join('\n')}\nspec: {containers: *b}`,
  'an alias of itself': 'apiVersion: v1\nkind: Pod\nspec: &a\n  containers: *a\n',
  '20,000 documents': '---\nkind: Pod\napiVersion: v1\n'.repeat(20_000),
  'half a template': `${pod}  {{- if .Values.x`,
  'a heredoc without an end': 'FROM a\nRUN <<EOF <<-"X"\nCOPY [ "\nUSER ${',
  'a backslash at the end': 'FROM a\nRUN b \\',
};

describe('The bundled server outlives', () => {
  let editor: Editor;
  const complaints: string[] = [];
  before(async () => {
    editor = await startEditor({ server: builtServer('server.cjs'), options: { services: ['ignoreCommand'] } });
    editor.connection.onNotification('window/logMessage', ({ type, message }: { type: number; message: string }) => {
      if (type < 3) complaints.push(message);
    });
  });
  after(async () => {
    assert.deepEqual(complaints, [], 'the server complained');
    assert.equal(await editor.end(), 0);
  });

  for (const [name, content] of Object.entries(inputs)) {
    it(name, async () => {
      for (const language of ['yaml', 'dockerfile', 'json', 'helm']) {
        const document = editor.open(content, language);
        assert.ok(Array.isArray(await document.diagnostics()));
        const range = { start: { line: 0, character: 0 }, end: { line: 9e6, character: 9e6 } };
        await document.actions(range, { only: ['quickfix', 'source.bulkhead.harden', 'source.fixAll'] });
        document.close();
      }
    }).timeout(20_000);
  }

  it('a text that is typed letter by letter', async () => {
    for (const [content, language] of [
      [pod, 'yaml'],
      [dockerfile, 'dockerfile'],
    ] as const) {
      const document = editor.open('', language);
      for (const [index, letter] of content.split('').entries()) {
        document.change(letter, endOf(content.slice(0, index)));
        if (index % 7 === 0) await document.diagnostics();
      }
      assert.equal(document.text, content);
      assert.ok((await document.diagnostics()).length > 0);
    }
  });

  it('a text that is deleted line by line', async () => {
    const document = editor.open(pod);
    while (document.text !== '') {
      document.change('', { start: { line: 0, character: 0 }, end: { line: 1, character: 0 } });
      await document.diagnostics();
    }
    assert.deepEqual(await document.diagnostics(), []);
  });

  it('requests about documents that are not open, and positions outside of the text', async () => {
    const closed = editor.open(pod);
    closed.close();
    assert.deepEqual(await closed.diagnostics(), []);
    assert.deepEqual(await closed.actions('web'), []);
    const document = editor.open(pod);
    const position = { line: 4_000_000, character: 4_000_000 };
    const hover = { textDocument: { uri: document.uri }, position };
    assert.equal(await editor.connection.sendRequest('textDocument/hover', hover), null);
  });

  it('an editor that fails at what it said it can do', async () => {
    const requests = ['client/registerCapability', 'workspace/configuration', 'workspace/workspaceFolders'];
    const fails = [...requests, 'workspace/diagnostic/refresh', 'bulkhead/readFile'];
    const broken = await startEditor({ server: builtServer('server.cjs'), options: { services: ['readFile'] }, fails });
    const document = broken.open(pod, 'yaml', 'file:///work/pod.yaml');
    assert.ok((await document.findings()).includes('privileged-container @ true'));
    await broken.connection.sendNotification('workspace/didChangeConfiguration', { settings: null });
    assert.ok((await document.findings()).includes('privileged-container @ true'));
    assert.equal(await broken.end(), 0);
  });

  it('methods that it does not know', async () => {
    await assert.rejects(editor.connection.sendRequest('textDocument/unheardOf', {}), { code: -32601 });
    await editor.connection.sendNotification('$/unheardOf', {});
  });
});

function endOf(content: string) {
  const lines = content.split('\n');
  const end = { line: lines.length - 1, character: lines.at(-1)?.length ?? 0 };
  return { start: end, end };
}
