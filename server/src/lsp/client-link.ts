import {
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  type Connection,
  type InitializeParams,
} from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { fileKind } from '../engine/file-kind.js';
import { settingsFileName } from '../engine/settings-file.js';
import type { Checked } from './checking.js';
import { clientFeatures, type ClientFeatures } from './features.js';
import { cacheFiles, normalize, type ReadFile } from './files.js';
import { kustomizationNames } from '../kubernetes/kustomization.js';
import type { ClientNotifications, ClientOptions, ClientRequests, Scheme } from './protocol.js';
import { createSettingsStore, type DocumentSettings } from './settings.js';

/** The server's side of one client: what it can do, what it has chosen, and what it is told. */
export interface ClientLink {
  readonly features: ClientFeatures;
  /** The settings of a document; nothing where it is not to be checked. */
  settingsOf(document: TextDocument): Promise<DocumentSettings | undefined>;
  /** When the document is to be checked, as far as that is known by now. */
  runOf(uri: string): DocumentSettings['run'] | undefined;
  /** Tells the client what a check found, if it listens and was not told before. */
  report(document: TextDocument, checked: Checked): void;
  /** Asks for notifications; possible only after `initialized`. */
  start(): void;
  pause(paused: boolean): void;
  settingsChanged(sent: unknown): void;
  /** A file on disk changed: it may be one that settings come from. */
  fileChanged(uri: string): void;
  forget(uri: string): void;
  refreshDiagnostics(): void;
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
  const runs = new Map<string, DocumentSettings['run']>();
  const told = new Map<string, string>();
  let paused = options.paused === true;
  let pushed = options.settings;

  const readFile: ReadFile = features.services.has('readFile')
    ? async (uri) =>
        (await connection.sendRequest<Answer<'bulkhead/readFile'>>('bulkhead/readFile', { uri })) ?? undefined
    : (parts.readFile ?? (() => Promise.resolve(undefined)));
  const files = cacheFiles(readFile, (uri, error) => {
    connection.console.warn(`${uri} cannot be read: ${String(error)}`);
  });
  const editor = (uri: string): Promise<unknown> =>
    features.configuration
      ? connection.workspace.getConfiguration({ scopeUri: uri, section: 'bulkhead' })
      : Promise.resolve(pushed);
  const store = createSettingsStore(parts.ids, {
    files,
    editor,
    workspaceFolders: async () => (await workspaceFolders(connection, params)).map(normalize),
    today,
  });

  const changed = (): void => {
    store.reset();
    parts.changed();
  };

  return {
    features,
    async settingsOf(document) {
      if (paused || !isOurs(document)) return undefined;
      const found = await store.of(document);
      runs.set(document.uri, found.run);
      return found.on ? found : undefined;
    },
    runOf: (uri) => runs.get(uri),
    report(document, checked) {
      if (!features.services.has('status') || told.get(document.uri) === checked.resultId) return;
      told.set(document.uri, checked.resultId);
      void connection.sendNotification('bulkhead/status', status(document.uri, checked));
      for (const { rule, error } of checked.analysis.crashes) {
        connection.console.error(
          `Rule ${rule} failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
        );
      }
    },
    start() {
      if (features.registersConfiguration) {
        void connection.client.register(DidChangeConfigurationNotification.type, { section: 'bulkhead' });
      }
      if (features.registersWatchers) {
        const watchers = [...watched, `*${ignoreFileEnd}`].map((name) => ({ globPattern: `**/${name}` }));
        void connection.client.register(DidChangeWatchedFilesNotification.type, { watchers });
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
    fileChanged(uri) {
      if (!uri.endsWith(ignoreFileEnd) && !watched.some((name) => uri.endsWith(`/${name}`))) return;
      files.clear();
      changed();
    },
    forget(uri) {
      store.reset(uri);
      runs.delete(uri);
      told.delete(uri);
    },
    refreshDiagnostics() {
      if (features.refreshesDiagnostics) void connection.languages.diagnostics.refresh();
    },
  };
}

/** Other editors send nothing, or something of their own. */
function readOptions(sent: unknown): ClientOptions {
  return typeof sent === 'object' && sent !== null ? sent : {};
}

const schemes: Readonly<Record<Scheme, true>> = {
  file: true,
  untitled: true,
  'vscode-vfs': true,
  'vscode-remote': true,
  'vscode-test-web': true,
  vsls: true,
  memfs: true,
};

function isOurs({ uri, languageId }: TextDocument): boolean {
  const scheme = uri.slice(0, Math.max(0, uri.indexOf(':')));
  return Object.hasOwn(schemes, scheme) && fileKind({ path: uri, languageId, text: '' }) !== undefined;
}

function status(uri: string, { analysis, milliseconds }: Checked): ClientNotifications['bulkhead/status'] {
  return {
    uri,
    findings: analysis.findings.length,
    suppressed: analysis.suppressed.length,
    milliseconds,
    kind: analysis.kind ?? null,
    objects: analysis.chunks.reduce((sum, { chunk }) => sum + chunk.manifests.length, 0),
  };
}

async function workspaceFolders(connection: Connection, params: InitializeParams): Promise<readonly string[]> {
  if (params.capabilities.workspace?.workspaceFolders) {
    return ((await connection.workspace.getWorkspaceFolders()) ?? []).map(({ uri }) => uri);
  }
  return (params.workspaceFolders ?? []).map(({ uri }) => uri);
}

function today(): string {
  const now = new Date();
  const two = (value: number) => String(value).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}
