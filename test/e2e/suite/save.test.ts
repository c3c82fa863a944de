import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { actionsAt, closeAll, openFile, setSetting, take, untilFinding, untilGone, wholeOf } from './editor.js';
import { pod, text } from './manifests.js';

// The API server drops a container-only field at pod level, so taking it away changes nothing: a safe fix. The missing
// settings of the same file need a decision, so they must stay missing.
const before = pod(
  'securityContext:',
  '  privileged: true',
  '  fsGroup: 2000',
  'containers:',
  '  - name: web',
  '    image: nginx:1.27.2',
);
const after = before.replace('    privileged: true\n', '');

describe('Fix all', () => {
  afterEach(async () => {
    await setSetting('editor.codeActionsOnSave', undefined);
    await closeAll();
  });

  it('source.fixAll.bulkhead makes the safe changes and no other', async () => {
    const document = await openFile('fix-all.yaml', before);
    await untilFinding(document, 'misplaced-security-field');

    const [fixAll, ...more] = await actionsAt(
      document,
      wholeOf(document),
      vscode.CodeActionKind.SourceFixAll.append('bulkhead'),
    );
    assert.ok(fixAll, 'no source.fixAll.bulkhead');
    assert.equal(more.length, 0);
    await take(fixAll);

    assert.equal(document.getText(), after);
    await untilGone(document, 'misplaced-security-field');
  });

  it('runs on save when the setting asks for it', async () => {
    await setSetting('editor.codeActionsOnSave', { 'source.fixAll.bulkhead': 'explicit' });
    const document = await openFile('on-save.yaml', before);
    await untilFinding(document, 'misplaced-security-field');

    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, new vscode.Position(0, 0), '# Reviewed.\n');
    await vscode.workspace.applyEdit(edit);
    await vscode.commands.executeCommand('workbench.action.files.save');

    assert.equal(await onDisk(document.uri), `# Reviewed.\n${after}`);
    assert.equal(document.isDirty, false);
  });

  it('saving changes nothing without the setting', async () => {
    const document = await openFile('no-fix.yaml', before);
    await untilFinding(document, 'misplaced-security-field');

    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, new vscode.Position(0, 0), '# Reviewed.\n');
    await vscode.workspace.applyEdit(edit);
    await vscode.commands.executeCommand('workbench.action.files.save');

    assert.equal(await onDisk(document.uri), `# Reviewed.\n${before}`);
  });

  it('the command "fix file" does it for the active editor', async () => {
    const document = await openFile('command.yaml', before);
    await untilFinding(document, 'misplaced-security-field');

    await vscode.commands.executeCommand('bulkhead.fixFile');

    await untilGone(document, 'misplaced-security-field');
    assert.equal(document.getText(), after);
  });

  it('has nothing to do in a Dockerfile without safe fixes', async () => {
    const document = await openFile('Dockerfile', text('FROM debian:12', 'USER root'));
    await untilFinding(document, 'user-root');
    assert.deepEqual(await actionsAt(document, wholeOf(document), vscode.CodeActionKind.SourceFixAll), []);
  });
});

async function onDisk(uri: vscode.Uri): Promise<string> {
  return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
}
