import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeAll, openUntitled, setSetting, until, untilFinding, untilGone } from './editor.js';
import { podWithSecurityContext, text } from './manifests.js';

describe('Settings change findings while a document is open', () => {
  afterEach(async () => {
    await setSetting('bulkhead.level', undefined);
    await setSetting('bulkhead.rules', undefined);
    await closeAll();
  });

  it('bulkhead.level: baseline asks for nothing that only restricted asks for', async () => {
    const document = await openUntitled('yaml', podWithSecurityContext('privileged: true', 'runAsUser: 1000'));
    await untilFinding(document, 'run-as-non-root');

    await setSetting('bulkhead.level', 'baseline');
    await untilGone(document, 'run-as-non-root');
    await untilFinding(document, 'privileged-container');

    await setSetting('bulkhead.level', undefined);
    await untilFinding(document, 'run-as-non-root');
  });

  it('bulkhead.rules turns a rule off and back on', async () => {
    const document = await openUntitled('dockerfile', text('FROM debian:12', 'USER root'));
    await untilFinding(document, 'user-root');

    await setSetting('bulkhead.rules', { 'user-root': 'off' });
    await untilGone(document, 'user-root');

    await setSetting('bulkhead.rules', undefined);
    await untilFinding(document, 'user-root');
  });

  it('bulkhead.rules changes how loud a rule is', async () => {
    const document = await openUntitled('dockerfile', text('FROM debian:12', 'USER root'));
    const before = await untilFinding(document, 'user-root');
    assert.equal(before.severity, vscode.DiagnosticSeverity.Warning);

    await setSetting('bulkhead.rules', { 'user-root': 'error' });

    await until(
      async () => (await untilFinding(document, 'user-root')).severity === vscode.DiagnosticSeverity.Error || undefined,
      () => 'user-root did not become an error',
    );
  });
});
