import * as vscode from 'vscode';
import type { IgnoreOffer, MendParams } from '../../server/src/lsp/protocol.js';
import { ignoreFinding } from './ignore.js';
import { askServer } from './protocol.js';
import { openSample } from './sample.js';
import { openSettingsFile } from './settings-file.js';
import type { Session } from './start.js';

/** Registers the commands of package.json, and the one that "Ignore…" runs. */
export function registerCommands(session: Session): vscode.Disposable {
  const register = (name: string, run: (...args: never[]) => unknown) =>
    vscode.commands.registerCommand(name, run as (...args: unknown[]) => unknown);
  return vscode.Disposable.from(
    register('bulkhead.restart', () => session.restart()),
    register('bulkhead.showOutput', () => {
      session.showOutput();
    }),
    register('bulkhead.toggle', () => session.toggle()),
    register('bulkhead.openSettings', () => openSettingsFile((document) => session.settingsFileOf(document))),
    register('bulkhead.openSample', openSample),
    register('bulkhead.fixFile', () => mendActiveFile(session, 'fix')),
    register('bulkhead.hardenFile', () => mendActiveFile(session, 'harden')),
    register('bulkhead.ignore', (offer: IgnoreOffer) => ignoreFinding(session.client, offer)),
  );
}

async function mendActiveFile({ client }: Session, how: MendParams['how']): Promise<void> {
  const document = vscode.window.activeTextEditor?.document;
  if (!document) return;
  const { version } = document;
  const uri = client.code2ProtocolConverter.asUri(document.uri);
  const result = await askServer(client, 'bulkhead/mend', { uri, how });
  if (!result) {
    vscode.window.setStatusBarMessage('Bulkhead: nothing to mend', shown);
    return;
  }
  const edit = await client.protocol2CodeConverter.asWorkspaceEdit(result.edit);
  // The edit is about the text that was asked about.
  if (document.version !== version || !(await vscode.workspace.applyEdit(edit))) {
    vscode.window.setStatusBarMessage('Bulkhead: the file changed meanwhile; nothing was mended', shown);
    return;
  }
  const findings = result.findings === 1 ? '1 finding' : `${result.findings} findings`;
  vscode.window.setStatusBarMessage(`Bulkhead: mended ${findings}`, shown);
}

/** How long a message stays in the status bar (milliseconds). */
const shown = 5000;
