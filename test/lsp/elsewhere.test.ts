import assert from 'node:assert/strict';
import type { ClientCapabilities, CodeAction } from 'vscode-languageserver/node';
import { fullCapabilities, startEditor } from './harness.js';
import { text } from './manifests.js';

const folder = 'file:///work/shop';
const copying = text('FROM debian:13.6', 'COPY . /app');
const { workspace } = fullCapabilities;
const creating: ClientCapabilities = {
  ...fullCapabilities,
  workspace: { ...workspace, workspaceEdit: { ...workspace?.workspaceEdit, resourceOperations: ['create'] } },
};
const plain: ClientCapabilities = { textDocument: { diagnostic: {} } };

const title = "Add '.git', '.env*', '*.pem', '*.key', 'node_modules' to '.dockerignore'";
const newText = '**/.git\n**/.env*\n!**/.env.example\n**/*.pem\n**/*.key\n**/node_modules\n';
const zero = { line: 0, character: 0 };

/** The action that writes into `.dockerignore`, as it comes for a Dockerfile at this place. */
async function offered(
  capabilities: ClientCapabilities,
  uri: string,
  files: Readonly<Record<string, string>> = {},
): Promise<CodeAction | undefined> {
  const editor = await startEditor({ capabilities, folders: [folder], files, options: { services: ['readFile'] } });
  const actions = await editor.open(copying, 'dockerfile', uri).actions('. /app');
  await editor.end();
  return actions.find(({ edit }) => JSON.stringify(edit ?? {}).includes('dockerignore'));
}

describe('A fix in another file', () => {
  it('makes it at the root of the workspace', async () => {
    const action = await offered(creating, `${folder}/Dockerfile`);
    assert.deepEqual([action?.title, action?.kind, action?.isPreferred], [title, 'quickfix', undefined]);
    assert.deepEqual(
      action?.diagnostics?.map(({ code }) => code),
      ['copy-context-all'],
    );
    const uri = `${folder}/.dockerignore`;
    assert.deepEqual(action.edit, {
      documentChanges: [
        { kind: 'create', uri, options: { ignoreIfExists: true } },
        { textDocument: { uri, version: null }, edits: [{ range: { start: zero, end: zero }, newText }] },
      ],
    });
  });

  it('makes one with the name of the Dockerfile below it, where the context is not known', async () => {
    const action = await offered(creating, `${folder}/deploy/web.Dockerfile`);
    assert.match(JSON.stringify(action?.edit), /"uri":"file:\/\/\/work\/shop\/deploy\/web\.Dockerfile\.dockerignore"/);
  });

  it('adds to the one that counts', async () => {
    const uri = `${folder}/.dockerignore`;
    const action = await offered(creating, `${folder}/deploy/Dockerfile`, { [uri]: 'dist\n.git' });
    const end = { line: 1, character: 4 };
    const lines = newText.slice(newText.indexOf('\n'));
    assert.deepEqual(action?.edit, {
      documentChanges: [
        { textDocument: { uri, version: null }, edits: [{ range: { start: end, end }, newText: lines }] },
      ],
    });
  });

  it('is not offered to a client that makes no files, and is a plain edit of one that is there', async () => {
    assert.equal(await offered(plain, `${folder}/Dockerfile`), undefined);
    const uri = `${folder}/.dockerignore`;
    const action = await offered(plain, `${folder}/Dockerfile`, { [uri]: '\n' });
    assert.deepEqual(Object.keys(action?.edit?.changes ?? {}), [uri]);
  });

  it('is made by no run of many fixes', async () => {
    const editor = await startEditor({ capabilities: creating, folders: [folder] });
    const document = editor.open(copying, 'dockerfile', `${folder}/Dockerfile`);
    for (const kind of ['source.bulkhead.harden', 'source.fixAll.bulkhead'])
      assert.deepEqual(await document.actions('. /app', { only: [kind] }), []);
    await editor.end();
  });
});
