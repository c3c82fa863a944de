import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeAll, openFile, openUntitled, pause, replaceAll, untilFinding, untilGone } from './editor.js';
import { podWithSecurityContext, text } from './manifests.js';

const ignored = 'bulkhead-ignore privileged-container -- the GPU driver needs it';

describe('Ignoring a finding', () => {
  afterEach(closeAll);

  it('"Ignore…" writes a comment above the line and puts the cursor on the reason', async () => {
    const document = await openFile('ignore.yaml', podWithSecurityContext('privileged: true'));
    const finding = await untilFinding(document, 'privileged-container');
    const editor = vscode.window.activeTextEditor;
    assert.ok(editor);
    editor.selection = new vscode.Selection(finding.range.start, finding.range.start);

    // As a key that is bound to the action; its command cannot be called from the extension host of another extension.
    const kind = 'quickfix.ignore.bulkhead';
    await vscode.commands.executeCommand('editor.action.codeAction', { kind, apply: 'first' });
    await acceptPicksUntil(() => document.getText().includes('bulkhead-ignore'));
    await vscode.commands.executeCommand('type', { text: 'the GPU driver needs it' });

    assert.equal(document.getText(), podWithSecurityContext(`# ${ignored}`, 'privileged: true'));
    await untilGone(document, 'privileged-container');
  });

  it('a comment with a reason silences one rule at one place', async () => {
    const document = await openUntitled('yaml', podWithSecurityContext('privileged: true', 'runAsUser: 0'));
    await untilFinding(document, 'privileged-container');

    await replaceAll(document, podWithSecurityContext(`# ${ignored}`, 'privileged: true', 'runAsUser: 0'));

    await untilGone(document, 'privileged-container');
    await untilFinding(document, 'run-as-root-user');
  });

  it('a comment silences an instruction of a Dockerfile', async () => {
    const document = await openUntitled('dockerfile', text('FROM debian:12', 'USER root'));
    await untilFinding(document, 'user-root');

    await replaceAll(
      document,
      text('FROM debian:12', '# bulkhead-ignore user-root -- builds kernel modules', 'USER root'),
    );

    await untilGone(document, 'user-root');
  });
});

/** Takes the first entry of each list that opens, as a person does who presses Enter. */
async function acceptPicksUntil(done: () => boolean): Promise<void> {
  for (let attempt = 0; attempt < 20 && !done(); attempt++) {
    await pause(250);
    if (!done()) await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
  }
  assert.ok(done(), 'no comment was written');
}
