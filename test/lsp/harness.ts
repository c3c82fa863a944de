// Starts a server as its own process and talks to it as an editor does. The one place of these tests that knows the protocol's library.
import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import {
  createProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
  type ClientCapabilities,
  type CodeAction,
  type CodeActionContext,
  type CodeLens,
  type Diagnostic,
  type DocumentDiagnosticReport,
  type Hover,
  type InitializeResult,
  type MarkupContent,
  type ProtocolConnection,
  type PublishDiagnosticsParams,
  type Range,
  type SnippetTextEdit,
  type TextEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { ClientOptions, ServerRequests, StatusParams } from '../../server/src/lsp/protocol.js';
import { testServer } from './servers.js';

/** What an editor like VS Code can do. */
export const fullCapabilities: ClientCapabilities = {
  general: { positionEncodings: ['utf-16'] },
  workspace: {
    configuration: true,
    workspaceFolders: true,
    applyEdit: true,
    workspaceEdit: { documentChanges: true, snippetEditSupport: true, changeAnnotationSupport: {} },
    didChangeConfiguration: { dynamicRegistration: true },
    didChangeWatchedFiles: { dynamicRegistration: true },
    diagnostics: { refreshSupport: true },
    codeLens: { refreshSupport: true },
  },
  textDocument: {
    diagnostic: { relatedInformation: true, tagSupport: { valueSet: [1] } },
    hover: { contentFormat: ['markdown', 'plaintext'] },
    codeAction: {
      codeActionLiteralSupport: { codeActionKind: { valueSet: [] } },
      isPreferredSupport: true,
      dataSupport: true,
      resolveSupport: { properties: ['edit'] },
    },
  },
};

/** What an editor of ten years ago can do. */
export const bareCapabilities: ClientCapabilities = { textDocument: { publishDiagnostics: {} } };

export interface EditorOptions {
  readonly server?: string;
  readonly capabilities?: ClientCapabilities;
  readonly options?: ClientOptions;
  /** The `bulkhead` settings. */
  readonly settings?: unknown;
  /** The files that `bulkhead/readFile` finds, by URI. */
  readonly files?: Readonly<Record<string, string>>;
  readonly folders?: readonly string[];
  /** The server's requests that it answers with an error, although its capabilities promise them. */
  readonly fails?: readonly string[];
}

/** An editor with one server. */
export interface Editor {
  readonly initialized: InitializeResult;
  readonly connection: ProtocolConnection;
  readonly process: ChildProcess;
  /** What the server registered, sent and asked for, in order. */
  readonly registered: string[];
  readonly published: PublishDiagnosticsParams[];
  readonly statuses: StatusParams[];
  /** How often the server asked for all diagnostics or all lenses anew. */
  readonly refreshes: { count: number; ofLenses: number };
  /** The edits that the server sent to be made, and what it told the person. */
  readonly applied: WorkspaceEdit[];
  readonly shown: string[];
  settings: unknown;
  folders: readonly string[];
  files: Readonly<Record<string, string>>;
  open(text: string, languageId?: string, uri?: string): Document;
  ask<Method extends keyof ServerRequests>(
    method: Method,
    params: Parameters<ServerRequests[Method]>[0],
  ): Promise<ReturnType<ServerRequests[Method]>>;
  /** Ends the server as the protocol says, and gives its exit code. */
  end(): Promise<number | null>;
}

/** An open document, from the editor's side. */
export interface Document {
  readonly uri: string;
  readonly text: string;
  readonly version: number;
  /** Replaces a range (or, without one, everything) by a text. */
  change(text: string, range?: Range): void;
  close(): void;
  pull(previousResultId?: string): Promise<DocumentDiagnosticReport>;
  diagnostics(): Promise<readonly Diagnostic[]>;
  /** Each diagnostic as `rule @ underlined text`. */
  findings(): Promise<readonly string[]>;
  /** The range of the first (or nth) place of a text. */
  rangeOf(text: string, nth?: number): Range;
  actions(at: Range | string, context?: Partial<CodeActionContext>): Promise<readonly CodeAction[]>;
  resolve(action: CodeAction): Promise<CodeAction>;
  hover(at: string): Promise<(Hover & { contents: MarkupContent }) | null>;
  lenses(): Promise<readonly CodeLens[]>;
  /** The text after an edit that must be for this version; tab stops look as in a snippet. */
  after(edit: WorkspaceEdit | undefined): string;
}

let count = 0;

/** Starts a server and initializes it. */
export async function startEditor(given: EditorOptions = {}): Promise<Editor> {
  const { server = testServer(), capabilities = fullCapabilities, folders = [] } = given;
  const child = spawn(process.execPath, [server, '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
  const connection = createProtocolConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
  );
  const exited = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const editor: Editor = {
    initialized: { capabilities: {} },
    connection,
    process: child,
    registered: [],
    published: [],
    statuses: [],
    refreshes: { count: 0, ofLenses: 0 },
    applied: [],
    shown: [],
    settings: given.settings ?? {},
    folders,
    files: given.files ?? {},
    open: (text, languageId = 'yaml', uri = `untitled:document-${++count}`) =>
      openDocument(connection, text, languageId, uri),
    ask: (method, params) => connection.sendRequest(method, params),
    async end() {
      await connection.sendRequest('shutdown');
      await connection.sendNotification('exit');
      return exited;
    },
  };
  const answer = (method: string, handler: (params: never) => unknown): void => {
    connection.onRequest(method, (params) => {
      if (given.fails?.includes(method)) throw new Error(`This editor fails at ${method}.`);
      return handler(params as never);
    });
  };
  answer('workspace/configuration', ({ items }: { items: unknown[] }) => items.map(() => editor.settings));
  answer('workspace/workspaceFolders', () => editor.folders.map((uri) => ({ uri, name: uri })));
  answer('workspace/diagnostic/refresh', () => {
    editor.refreshes.count++;
    return null;
  });
  answer('workspace/codeLens/refresh', () => {
    editor.refreshes.ofLenses++;
    return null;
  });
  answer('workspace/applyEdit', ({ edit }: { edit: WorkspaceEdit }) => {
    editor.applied.push(edit);
    return { applied: true };
  });
  answer('client/registerCapability', ({ registrations }: { registrations: { method: string }[] }) => {
    editor.registered.push(...registrations.map(({ method }) => method));
    return null;
  });
  answer('bulkhead/readFile', ({ uri }: { uri: string }) => editor.files[uri] ?? null);
  connection.onNotification('textDocument/publishDiagnostics', (params: PublishDiagnosticsParams) => {
    editor.published.push(params);
  });
  connection.onNotification(
    'window/showMessage',
    ({ message }: { message: string }) => void editor.shown.push(message),
  );
  connection.onNotification('bulkhead/status', (params: StatusParams) => void editor.statuses.push(params));
  connection.listen();
  const initialized = await connection.sendRequest<InitializeResult>('initialize', {
    processId: process.pid,
    rootUri: null,
    capabilities,
    initializationOptions: given.options,
    workspaceFolders: folders.map((uri) => ({ uri, name: uri })),
  });
  await connection.sendNotification('initialized', {});
  return Object.assign(editor, { initialized });
}

function openDocument(connection: ProtocolConnection, text: string, languageId: string, uri: string): Document {
  const document = TextDocument.create(uri, languageId, 1, text);
  const textDocument = { uri };
  void connection.sendNotification('textDocument/didOpen', { textDocument: { uri, languageId, version: 1, text } });
  const rangeOf = (searched: string, nth = 0): Range => {
    let at = document.getText().indexOf(searched);
    for (let i = 0; i < nth; i++) at = document.getText().indexOf(searched, at + 1);
    assert.ok(at >= 0, `no '${searched}' in the document`);
    return { start: document.positionAt(at), end: document.positionAt(at + searched.length) };
  };
  const self: Document = {
    uri,
    get text() {
      return document.getText();
    },
    get version() {
      return document.version;
    },
    change(newText, range) {
      const changes = [range ? { range, text: newText } : { text: newText }];
      TextDocument.update(document, changes, document.version + 1);
      void connection.sendNotification('textDocument/didChange', {
        textDocument: { uri, version: document.version },
        contentChanges: changes,
      });
    },
    close: () => void connection.sendNotification('textDocument/didClose', { textDocument }),
    pull: (previousResultId) =>
      connection.sendRequest('textDocument/diagnostic', {
        textDocument,
        ...(previousResultId && { previousResultId }),
      }),
    async diagnostics() {
      const report = await self.pull();
      assert.equal(report.kind, 'full');
      return report.items;
    },
    findings: async () => (await self.diagnostics()).map(({ code, range }) => `${code} @ ${document.getText(range)}`),
    rangeOf,
    async actions(at, context = {}) {
      const range = typeof at === 'string' ? rangeOf(at) : at;
      const params = { textDocument, range, context: { diagnostics: [], ...context } };
      return (await connection.sendRequest<CodeAction[] | null>('textDocument/codeAction', params)) ?? [];
    },
    resolve: (action) => connection.sendRequest('codeAction/resolve', action),
    hover: (at) => connection.sendRequest('textDocument/hover', { textDocument, position: rangeOf(at).start }),
    lenses: () => connection.sendRequest('textDocument/codeLens', { textDocument }),
    after: (edit) => applyTo(document, edit),
  };
  return self;
}

function applyTo(document: TextDocument, edit: WorkspaceEdit | undefined): string {
  assert.ok(edit, 'the action has no edit');
  const edits = edit.documentChanges?.flatMap((change) => {
    assert.ok('edits' in change, 'only text edits are expected');
    assert.deepEqual(change.textDocument, { uri: document.uri, version: document.version });
    return change.edits;
  });
  const plain = (edits ?? edit.changes?.[document.uri] ?? []).map((each: TextEdit | SnippetTextEdit) =>
    'snippet' in each ? { range: each.range, newText: each.snippet.value } : each,
  );
  assert.ok(plain.length > 0, 'the edit is empty');
  return TextDocument.applyEdits(document, plain);
}

/** Waits until something is so; fails with its name when it does not become so. */
export async function until(what: string, isSo: () => boolean): Promise<void> {
  for (let attempt = 0; attempt < 400; attempt++) {
    if (isSo()) return;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  assert.fail(`never: ${what}`);
}
