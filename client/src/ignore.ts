import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import type { IgnorableFinding, IgnoreOffer } from '../../server/src/lsp/protocol.js';
import { askServer } from './protocol.js';

/** Lets the person choose a finding and how widely to accept it, and puts the suppression there; its reason is left to fill in. */
export async function ignoreFinding(client: BaseLanguageClient, offer: IgnoreOffer): Promise<void> {
  const finding = await pickFinding(offer.findings);
  if (!finding) return;
  const scope = await pickScope(finding);
  if (scope === undefined) return;

  const { uri, version } = offer;
  const { rule, start, end } = finding;
  const answer = await askServer(client, 'bulkhead/ignore', { uri, version, rule, start, end, scope });
  const edit = await client.protocol2CodeConverter.asWorkspaceEdit(answer);
  if (!edit || !(await vscode.workspace.applyEdit(edit))) {
    void vscode.window.showWarningMessage('The finding could not be ignored, because the file has changed.');
  }
}

async function pickFinding(findings: readonly IgnorableFinding[]): Promise<IgnorableFinding | undefined> {
  if (findings.length < 2) return findings[0];
  const items = findings.map((finding) => ({
    label: finding.title,
    description: finding.rule,
    detail: finding.message,
    finding,
  }));
  const picked = await vscode.window.showQuickPick(items, { title: 'Ignore which finding?', matchOnDescription: true });
  return picked?.finding;
}

async function pickScope({ rule, scopes }: IgnorableFinding): Promise<string | undefined> {
  const items = scopes.map(({ scope, label }) => ({ label, scope }));
  const picked = await vscode.window.showQuickPick(items, { title: `Ignore ${rule} where?` });
  return picked?.scope;
}
