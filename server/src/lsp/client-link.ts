import {
  CodeLensRefreshRequest,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  type Connection,
  type InitializeParams,
} from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { fileKind } from '../engine/file-kind.js';
import { settingsFileName } from '../engine/settings-file.js';
import { dayOf } from '../engine/suppression/suppression.js';
import { kustomizationNames } from '../kubernetes/kustomization.js';
import type { Checked } from './checking.js';
import { clientFeatures, type ClientFeatures } from './features.js';
import { cacheFiles, normalize, type ReadFile } from './files.js';
import type { CheckSummary, ClientOptions, ClientRequests, StatusParams } from './protocol.js';
import { createSettingsStore, type DocumentSettings } from './settings.js';

/** The server's side of one client: what it can do, what it has chosen, and what it is told. */
export interface ClientLink {
  readonly features: ClientFeatures;
  /** The settings of a document, the newest even if they change meanwhile; nothing for a document that is not ours. */
  settingsOf(document: TextDocument): Promise<DocumentSettings | undefined>;
  /** When an open document is to be checked, as far as that is known by now. */
  runOf(uri: string): DocumentSettings['run'] | undefined;
  /** Tells the client what a check of an open document found, or that there was none, if it was not told before. */
  report(document: TextDocument, settings: DocumentSettings, checked: Checked | undefined): void;
  /** Asks for notifications; possible only after `initialized`. */
  start(): void;
  pause(paused: boolean): void;
  settingsChanged(sent: unknown): void;
  foldersChanged(): void;
  /** A file on disk changed: it may be one that settings come from. */
  fileChanged(uri: string): void;
  forget(uri: string): void;
  refreshDiagnostics(): void;
  refreshLenses(): void;
}

export interface LinkParts {
  readonly readFile: ReadFile | undefined;
  /** The ids of the rules that there are. */
  readonly ids: readonly string[];
  /** Called when all documents have to be checked again. */
  readonly changed: () => void;
}

type Answer<Method extends keyof ClientRequests> = ReturnType<ClientRequests[Method]>;

const watched: readonly string[] = [settingsFileName, ...kustomizationNames];
const ignoreFileEnd = '.dockerignore';

/** Reads what the client said in `initialize`. */
export function connectClient(connection: Connection, params: InitializeParams, parts: LinkParts): ClientLink {
  const options = readOptions(params.initializationOptions);
  const features = clientFeatures(params.capabilities, options);
  const known = new Map<string, DocumentSettings>();
  const told = new Map<string, string>();
  let paused = options.paused === true;
  let pushed = options.settings;
  let changes = 0;

  /** Goes on without an answer where the client fails to give one: what it said it can do is not always so. */
  const attempt = async <T>(what: string, answer: Promise<T>): Promise<T | undefined> => {
    try {
      return await answer;
    } catch (error) {
      connection.console.warn(`The editor failed at ${what}: ${String(error)}`);
      return undefined;
    }
  };
  const readFile: ReadFile = features.services.has('readFile')
    ? async (uri) =>
        (await connection.sendRequest<Answer<'bulkhead/readFile'>>('bulkhead/readFile', { uri })) ?? undefined
    : (parts.readFile ?? (() => Promise.resolve(undefined)));
  const files = cacheFiles(readFile, (uri, error) => {
    connection.console.warn(`${uri} cannot be read: ${String(error)}`);
  });
  const editor = (uri: string): Promise<unknown> =>
    features.configuration
      ? attempt('settings', connection.workspace.getConfiguration({ scopeUri: uri, section: 'bulkhead' }))
      : Promise.resolve(pushed);
  const workspaceFolders = async (): Promise<readonly string[]> => {
    const asked = features.workspaceFolders
      ? await attempt('workspace folders', connection.workspace.getWorkspaceFolders())
      : undefined;
    return (asked ?? params.workspaceFolders ?? []).map(({ uri }) => normalize(uri));
  };
  const store = createSettingsStore(parts.ids, {
    files,
    editor,
    workspaceFolders,
    today: () => dayOf(new Date()),
  });

  const changed = (): void => {
    changes++;
    store.reset();
    parts.changed();
  };
  const isOurs = ({ uri, languageId }: TextDocument): boolean =>
    features.schemes.has(uri.slice(0, Math.max(0, uri.indexOf(':')))) &&
    fileKind({ path: uri, languageId, text: '' }) !== undefined;

  return {
    features,
    async settingsOf(document) {
      if (!isOurs(document)) return undefined;
      let found: DocumentSettings;
      let asked: number;
      do {
        asked = changes;
        found = await store.of(document);
      } while (asked !== changes);
      return paused ? { ...found, on: false } : found;
    },
    runOf: (uri) => known.get(uri)?.run,
    report({ uri }, settings, checked) {
      known.set(uri, settings);
      const settingsFile = settings.besides.settings?.uri ?? null;
      const status: StatusParams = { uri, checked: checked ? summarize(checked) : null, settingsFile };
      // How long it took is no news.
      const crashed = checked?.analysis.crashes.map(({ rule }) => rule);
      const state = JSON.stringify([{ ...status.checked, milliseconds: 0 }, settingsFile, crashed]);
      if (told.get(uri) === state) return;
      told.set(uri, state);
      if (checked) logCrashes(connection, checked);
      if (!features.services.has('status')) return;
      void attempt('its status', connection.sendNotification('bulkhead/status', status));
    },
    start() {
      if (features.registersConfiguration) {
        const settings = { section: 'bulkhead' };
        void attempt('registering', connection.client.register(DidChangeConfigurationNotification.type, settings));
      }
      if (features.registersWatchers) {
        const watchers = [...watched, `*${ignoreFileEnd}`].map((name) => ({ globPattern: `**/${name}` }));
        void attempt('registering', connection.client.register(DidChangeWatchedFilesNotification.type, { watchers }));
      }
    },
    pause(value) {
      paused = value;
      parts.changed();
    },
    settingsChanged(sent) {
      // A client that can be asked sends nothing of use; another one sends all its settings.
      pushed = (sent as { readonly bulkhead?: unknown } | null)?.bulkhead ?? pushed;
      changed();
    },
    foldersChanged: changed,
    fileChanged(uri) {
      if (!uri.endsWith(ignoreFileEnd) && !watched.some((name) => uri.endsWith(`/${name}`))) return;
      files.clear();
      changed();
    },
    forget(uri) {
      store.reset(uri);
      known.delete(uri);
      told.delete(uri);
    },
    refreshDiagnostics() {
      if (features.refreshesDiagnostics) void attempt('a refresh', connection.languages.diagnostics.refresh());
    },
    refreshLenses() {
      if (features.refreshesLenses) void attempt('a refresh', connection.sendRequest(CodeLensRefreshRequest.type));
    },
  };
}

/** Other editors send nothing, or something of their own. */
function readOptions(sent: unknown): ClientOptions {
  return typeof sent === 'object' && sent !== null ? sent : {};
}

function summarize({ analysis, milliseconds }: Checked): CheckSummary {
  return {
    findings: analysis.findings.length,
    suppressed: analysis.suppressed.length,
    milliseconds,
    kind: analysis.kind ?? null,
    objects: analysis.chunks.reduce((sum, { chunk }) => sum + chunk.manifests.length, 0),
  };
}

/** A rule that threw is a fault of Bulkhead's own. */
function logCrashes(connection: Connection, { analysis }: Checked): void {
  for (const { rule, error } of analysis.crashes) {
    const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
    connection.console.error(`Rule ${rule} failed: ${reason}`);
  }
}
