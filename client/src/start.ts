import * as vscode from 'vscode';
import { DiagnosticPullMode, State, type BaseLanguageClient, type LanguageClientOptions } from 'vscode-languageclient';
import type { ClientOptions } from '../../server/src/lsp/protocol.js';
import { registerCommands } from './commands.js';
import { serveFiles } from './files.js';
import { onStatus, tellServer } from './protocol.js';
import { schemes, selector, untilNeeded } from './selector.js';
import { createStatus } from './status.js';

/** The running extension. */
export interface Extension {
  stop(): Promise<void>;
}

/** What differs between VS Code's extension hosts. */
export interface Host {
  readonly createClient: (options: LanguageClientOptions) => BaseLanguageClient;
  /**
   * What ends the server of this moment at once, done when it has ended. Without it the client's own `stop` is enough: a server
   * that is left behind says nothing when it goes.
   */
  readonly killer?: () => () => Promise<void>;
}

/** What the commands work on. */
export interface Session {
  readonly client: BaseLanguageClient;
  restart(): Promise<void>;
  /** Switches Bulkhead off for the session, or on again. */
  toggle(): Promise<void>;
  showOutput(): void;
  /** The settings file that holds for a document, as far as it was checked. */
  settingsFileOf(document: vscode.Uri): vscode.Uri | undefined;
}

/** Starts the server by a client that the host makes, and everything that both hosts have in common. */
export function startExtension({ createClient, killer }: Host): Extension {
  const output = vscode.window.createOutputChannel('Bulkhead', { log: true });
  const status = createStatus(selector);
  let paused = false;
  let restarting: Promise<void> | undefined;

  const client = createClient({
    documentSelector: selector,
    outputChannel: output,
    initializationOptions: (): ClientOptions => ({
      services: ['ignoreCommand', 'readFile', 'status'],
      schemes,
      paused,
    }),
    // All of these are off unless they are asked for.
    diagnosticPullOptions: {
      onChange: true,
      onSave: true,
      onFocus: true,
      filter: (document, mode) => mode === DiagnosticPullMode.onType && runsOnSave(document),
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
  const restart = async (): Promise<void> => {
    status.clear();
    const kill = killer?.();
    try {
      if (client.isRunning()) await client.stop();
    } catch (error) {
      // A server that no longer answers is the very one to restart. The client would take its end, seconds later, for the end of
      // the new one and start a third.
      output.warn(`The server did not stop by itself: ${String(error)}`);
      await kill?.();
    }
    await client.start();
  };
  const session: Session = {
    client,
    restart() {
      restarting ??= restart().finally(() => {
        restarting = undefined;
      });
      return restarting;
    },
    async toggle() {
      paused = !paused;
      status.pause(paused);
      // One that is starting has perhaps been told the other thing; one that is not will be told when it starts.
      if (client.state !== State.Stopped) await tellServer(client, 'bulkhead/pause', { paused });
    },
    showOutput() {
      output.show();
    },
    settingsFileOf: (document) => status.settingsFileOf(document),
  };

  const disposables = [
    output,
    status,
    registerCommands(session),
    onStatus(client, (found) => {
      status.show(found);
    }),
    serveFiles(client),
  ];
  untilNeeded()
    .then(() => client.start())
    .catch((error: unknown) => {
      output.error(error instanceof Error ? error : String(error));
      void vscode.window.showErrorMessage('Bulkhead could not start. Its output tells more.');
    });
  return {
    async stop() {
      try {
        await client.dispose();
      } finally {
        vscode.Disposable.from(...disposables).dispose();
      }
    },
  };
}

function runsOnSave(document: vscode.TextDocument): boolean {
  return vscode.workspace.getConfiguration('bulkhead', document).get('run') === 'onSave';
}
