import type { Connection } from 'vscode-languageserver';
import type { Checked } from './checking.js';

/** How long a person must pause (milliseconds) before the findings are sent to a client that cannot ask for them. */
const pause = 200;

/** Sends diagnostics to clients that cannot pull them. */
export interface Publisher {
  /** Checks and sends when typing pauses; with `onSave`, only the first time. */
  schedule(uri: string, run: 'onType' | 'onSave' | undefined): void;
  publish(uri: string): void;
  /** Takes the diagnostics of a closed document away. */
  clear(uri: string): void;
}

/** Makes a publisher; `check` gives nothing for a document that is not to be checked. */
export function createPublisher(
  connection: Connection,
  check: (uri: string) => Promise<Checked | undefined>,
): Publisher {
  const timers = new Map<string, ReturnType<typeof setTimeout>>();
  const open = new Set<string>();

  const send = async (uri: string): Promise<void> => {
    const checked = await check(uri);
    if (!open.has(uri)) return;
    await connection.sendDiagnostics({
      uri,
      ...(checked && { version: checked.version }),
      diagnostics: [...(checked?.diagnostics ?? [])],
    });
  };
  const stop = (uri: string): void => {
    clearTimeout(timers.get(uri));
    timers.delete(uri);
  };
  const publish = (uri: string): void => {
    stop(uri);
    open.add(uri);
    send(uri).catch((error: unknown) => {
      connection.console.error(`Diagnostics could not be sent: ${String(error)}`);
    });
  };

  return {
    publish,
    schedule(uri, run) {
      stop(uri);
      if (!open.has(uri)) {
        publish(uri);
      } else if (run !== 'onSave') {
        const publishNow = (): void => {
          publish(uri);
        };
        timers.set(uri, setTimeout(publishNow, pause));
      }
    },
    clear(uri) {
      stop(uri);
      open.delete(uri);
      void connection.sendDiagnostics({ uri, diagnostics: [] });
    },
  };
}
