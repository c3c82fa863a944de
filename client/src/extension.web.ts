// The extension in VS Code's web extension host: the server is a worker.
import * as vscode from 'vscode';
import { LanguageClient } from 'vscode-languageclient/browser';
import { startExtension, type Extension } from './start.js';

let running: Extension | undefined;

export function activate(context: vscode.ExtensionContext): void {
  const script = vscode.Uri.joinPath(context.extensionUri, 'dist', 'server.web.js').toString(true);
  let worker: Worker | undefined;
  const startWorker = (): Promise<Worker> => {
    // A worker does not end by itself when the server is told to exit.
    worker?.terminate();
    worker = new Worker(script);
    return Promise.resolve(worker);
  };
  context.subscriptions.push({ dispose: () => worker?.terminate() });
  running = startExtension((options) => new LanguageClient('bulkhead', 'Bulkhead', startWorker, options));
}

export async function deactivate(): Promise<void> {
  await running?.stop();
  running = undefined;
}
