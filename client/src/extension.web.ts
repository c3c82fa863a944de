// The extension in VS Code's web extension host: the server is a worker.
import * as vscode from 'vscode';
import {
  BrowserMessageReader,
  BrowserMessageWriter,
  LanguageClient,
  type MessageTransports,
} from 'vscode-languageclient/browser';
import { startExtension, type Extension } from './start.js';

let running: Extension | undefined;

export function activate(context: vscode.ExtensionContext): void {
  const script = vscode.Uri.joinPath(context.extensionUri, 'dist', 'server.web.js');
  let worker: Worker | undefined;
  const startWorker = async (): Promise<MessageTransports> => {
    // A worker does not end by itself when the server is told to exit.
    worker?.terminate();
    worker = new Worker(await addressOf(script));
    // Not the worker itself: VS Code replaces the class, so that the client would not know it by `instanceof`.
    return { reader: new BrowserMessageReader(worker), writer: new BrowserMessageWriter(worker) };
  };
  context.subscriptions.push({ dispose: () => worker?.terminate() });
  running = startExtension({
    createClient: (options) => new LanguageClient('bulkhead', 'Bulkhead', startWorker, options),
  });
}

export async function deactivate(): Promise<void> {
  await running?.stop();
  running = undefined;
}

/** Where a worker can load the script from. VS Code makes no worker from a remote extension's file, but from a copy of it. */
async function addressOf(script: vscode.Uri): Promise<string> {
  if (script.scheme !== 'vscode-remote') return script.toString(true);
  const code = await vscode.workspace.fs.readFile(script);
  return URL.createObjectURL(new Blob([new Uint8Array(code)], { type: 'text/javascript' }));
}
