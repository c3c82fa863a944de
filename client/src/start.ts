import * as vscode from 'vscode';
import type { BaseLanguageClient, LanguageClientOptions } from 'vscode-languageclient';
import {
  languages,
  pauseNotification,
  schemes,
  statusNotification,
  type ClientOptions,
  type PauseParams,
  type StatusParams,
} from '../../server/src/lsp/protocol.js';
import { registerCommands } from './commands.js';
import { serveFiles } from './files.js';
import { createStatus } from './status.js';

/** The running extension. */
export interface Extension {
  stop(): Promise<void>;
}

/** What the commands work on. */
export interface Session {
  readonly client: BaseLanguageClient;
  restart(): Promise<void>;
  /** Switches Bulkhead off for the session, or on again. */
  toggle(): Promise<void>;
  showOutput(): void;
}

const selector = schemes.flatMap((scheme) => languages.map((language) => ({ scheme, language })));

/** Starts the server by a client that the host makes, and everything that both hosts have in common. */
export async function startExtension(
  createClient: (options: LanguageClientOptions) => BaseLanguageClient,
): Promise<Extension> {
  const output = vscode.window.createOutputChannel('Bulkhead', { log: true });
  const status = createStatus(selector);
  let paused = false;

  const client = createClient({
    documentSelector: selector,
    outputChannel: output,
    initializationOptions: (): ClientOptions => ({ services: ['ignoreCommand', 'readFile', 'status'], paused }),
    // All of these are off unless they are asked for.
    diagnosticPullOptions: {
      onChange: true,
      onSave: true,
      onFocus: true,
      filter: (document, mode) => String(mode) === 'onType' && runsOnSave(document),
    },
    middleware: {
      provideDiagnostics: async (document, previousResultId, token, next) => {
        const done = status.busy();
        try {
          return await next(document, previousResultId, token);
        } finally {
          done();
        }
      },
    },
  });
  const session: Session = {
    client,
    async restart() {
      status.clear();
      await client.stop();
      await client.start();
    },
    async toggle() {
      paused = !paused;
      status.pause(paused);
      const params: PauseParams = { paused };
      await client.sendNotification(pauseNotification, params);
    },
    showOutput: () => output.show(),
  };

  const disposables = [
    output,
    status,
    registerCommands(session),
    client.onNotification(statusNotification, (found: StatusParams) => status.show(found)),
    serveFiles(client),
  ];
  await client.start();
  return {
    async stop() {
      await client.dispose();
      vscode.Disposable.from(...disposables).dispose();
    },
  };
}

function runsOnSave(document: vscode.TextDocument): boolean {
  return vscode.workspace.getConfiguration('bulkhead', document).get('run') === 'onSave';
}
