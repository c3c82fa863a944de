// The extension in VS Code's Node extension host: the server is a process of its own.
import * as vscode from 'vscode';
import { LanguageClient, TransportKind } from 'vscode-languageclient/node';
import { startExtension, type Extension } from './start.js';

let running: Extension | undefined;

export function activate(context: vscode.ExtensionContext): void {
  const module = vscode.Uri.joinPath(context.extensionUri, 'dist', 'server.cjs').fsPath;
  const server = { module, transport: TransportKind.ipc };
  running = startExtension((options) => new LanguageClient('bulkhead', 'Bulkhead', server, options));
}

export async function deactivate(): Promise<void> {
  await running?.stop();
  running = undefined;
}
