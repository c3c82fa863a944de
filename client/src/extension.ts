// The extension in VS Code's Node extension host: the server is a process of its own.
import * as vscode from 'vscode';
import { LanguageClient, TransportKind } from 'vscode-languageclient/node';
import { startExtension, type Extension } from './start.js';

/** What is used here of Node's class of that name. */
interface ChildProcess {
  readonly exitCode: number | null;
  readonly signalCode: string | null;
  kill(signal: string): boolean;
  once(event: 'close', listener: (value: unknown) => void): unknown;
}

let running: Extension | undefined;

export function activate(context: vscode.ExtensionContext): void {
  const module = vscode.Uri.joinPath(context.extensionUri, 'dist', 'server.cjs').fsPath;
  const server = { module, transport: TransportKind.ipc };
  let client: LanguageClient | undefined;
  running = startExtension({
    createClient: (options) => (client = new LanguageClient('bulkhead', 'Bulkhead', server, options)),
    killer: () => killerOf(client?.serverProcess as ChildProcess | undefined),
  });
}

export async function deactivate(): Promise<void> {
  await running?.stop();
  running = undefined;
}

function killerOf(process: ChildProcess | undefined): () => Promise<void> {
  return async () => {
    if (!process || process.exitCode !== null || process.signalCode !== null) return;
    const closed = new Promise((resolve) => process.once('close', resolve));
    process.kill('SIGKILL');
    await closed;
  };
}
