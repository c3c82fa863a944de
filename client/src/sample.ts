import * as vscode from 'vscode';
import sample from '../../examples/deployment.yaml';

/** Opens a manifest with faults to try things on, which is nobody's file. */
export async function openSample(): Promise<void> {
  const document = await vscode.workspace.openTextDocument({ language: 'yaml', content: sample });
  await vscode.window.showTextDocument(document);
}
