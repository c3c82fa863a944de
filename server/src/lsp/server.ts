import {
  DocumentDiagnosticReportKind,
  LSPErrorCodes,
  MessageType,
  RAL,
  ResponseError,
  ShowMessageNotification,
  TextDocuments,
  TextDocumentSyncKind,
  type CancellationToken,
  type CodeAction,
  type Connection,
  type DocumentDiagnosticReport,
  type ExecuteCommandParams,
  type InitializeParams,
  type InitializeResult,
  type ShowMessageParams,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Rule } from '../engine/rule.js';
import { actionKinds, actionsFor, editOf, hardenTitle, type ActionData } from './actions.js';
import { createChecker, type Checked } from './checking.js';
import { connectClient, type ClientLink } from './client-link.js';
import { toSpan, toWorkspaceEdit } from './convert.js';
import { hoverAt, type RulePages } from './hover.js';
import { ignoreEdit } from './ignoring.js';
import { createLenses, hardenCommand, type LevelOf } from './lenses.js';
import { mendTarget } from './mending.js';
import type { ServerNotifications, ServerRequests } from './protocol.js';
import { createPublisher } from './publishing.js';
import type { ReadFile } from './files.js';
import type { DocumentSettings } from './settings.js';

/** What the server is put together from. */
export interface ServerParts {
  readonly rules: readonly Rule[];
  readonly pages: RulePages;
  readonly version: string;
  readonly podSecurityLevel: LevelOf;
  /** Reads files where the client does not offer to; without it there are no settings files then. */
  readonly readFile?: ReadFile;
}

/** A document with its check, both at the same version. */
interface Scene {
  readonly document: TextDocument;
  readonly settings: DocumentSettings;
  readonly checked: Checked;
}

type Asked<Method extends keyof ServerRequests> = Parameters<ServerRequests[Method]>[0];
type Answer<Method extends keyof ServerRequests> = ReturnType<ServerRequests[Method]>;

/** Speaks the LSP over the connection until it ends. */
export function startServer(connection: Connection, parts: ServerParts): void {
  const documents = new TextDocuments(TextDocument);
  const ids = parts.rules.map(({ id }) => id);
  const checker = createChecker(parts.rules);
  const lensesOf = createLenses(parts.podSecurityLevel);
  let link: ClientLink | undefined;

  /** The document as it is when its settings are known; nothing for one that is closed, is not ours, or is not to be checked. */
  const look = async (uri: string): Promise<Scene | undefined> => {
    const opened = documents.get(uri);
    if (!opened || !link) return undefined;
    const settings = await link.settingsOf(opened);
    // While the settings were read, the document may have changed or closed.
    const document = documents.get(uri);
    if (!document || !settings) return undefined;
    const checked = settings.on ? checker.check(document, settings, link.features) : undefined;
    link.report(document, settings, checked);
    return checked && { document, settings, checked };
  };
  const publisher = createPublisher(connection, async (uri) => (await look(uri))?.checked);

  const refresh = (): void => {
    if (link?.features.pullsDiagnostics) link.refreshDiagnostics();
    else for (const uri of documents.keys()) publisher.publish(uri);
    link?.refreshLenses();
  };

  connection.onInitialize((params: InitializeParams): InitializeResult => {
    link = connectClient(connection, params, { readFile: parts.readFile, ids, changed: refresh });
    return { capabilities: capabilities(link), serverInfo: { name: 'bulkhead', version: parts.version } };
  });
  connection.onInitialized(() => {
    link?.start();
    if (link?.features.workspaceFolders) connection.workspace.onDidChangeWorkspaceFolders(() => link?.foldersChanged());
  });
  connection.onNotification('bulkhead/pause', ({ paused }: ServerNotifications['bulkhead/pause']) =>
    link?.pause(paused),
  );

  documents.onDidChangeContent(({ document: { uri } }) => {
    if (!link?.features.pullsDiagnostics) publisher.schedule(uri, link?.runOf(uri));
  });
  documents.onDidSave(({ document: { uri } }) => {
    link?.fileChanged(uri);
    if (!link?.features.pullsDiagnostics) publisher.publish(uri);
  });
  documents.onDidClose(({ document: { uri } }) => {
    checker.forget(uri);
    link?.forget(uri);
    if (!link?.features.pullsDiagnostics) publisher.clear(uri);
  });
  connection.onDidChangeConfiguration(({ settings }) => link?.settingsChanged(settings));
  connection.onDidChangeWatchedFiles(({ changes }) => {
    for (const { uri } of changes) link?.fileChanged(uri);
  });

  connection.languages.diagnostics.on(async ({ textDocument, previousResultId }, token) => {
    await waitingMessages(token);
    const checked = (await look(textDocument.uri))?.checked;
    refuseIfCancelled(token);
    return report(checked, previousResultId);
  });

  connection.onCodeLens(async ({ textDocument }, token) => {
    await waitingMessages(token);
    const scene = await look(textDocument.uri);
    refuseIfCancelled(token);
    return scene?.settings.codeLens && link ? [...lensesOf(actionScene(scene, link))] : [];
  });
  connection.onExecuteCommand(async ({ command, arguments: [data] = [] }: ExecuteCommandParams) => {
    if (command === hardenCommand && data) await hardenWorkload(data as ActionData);
    return null;
  });
  const hardenWorkload = async (data: ActionData): Promise<void> => {
    const scene = await look(data.uri);
    if (!scene || !link) return;
    if (scene.document.version !== data.version) throw contentModified();
    const edit = editOf(actionScene(scene, link), data);
    if (edit) await connection.workspace.applyEdit({ label: hardenTitle, edit });
    else await connection.sendNotification(ShowMessageNotification.type, nothingToHarden);
  };

  connection.onCodeAction(async ({ textDocument, range, context }, token) => {
    const scene = await look(textDocument.uri);
    refuseIfCancelled(token);
    return scene && link ? [...actionsFor(actionScene(scene, link), toSpan(scene.document, range), context)] : [];
  });
  connection.onCodeActionResolve(async (action, token): Promise<CodeAction> => {
    const data = action.data as ActionData | undefined;
    const scene = data && (await look(data.uri));
    refuseIfCancelled(token);
    if (!data || !scene || !link) return action;
    if (scene.document.version !== data.version) throw contentModified();
    const edit = editOf(actionScene(scene, link), data);
    return edit ? { ...action, edit } : action;
  });

  connection.onHover(async ({ textDocument, position }, token) => {
    const scene = await look(textDocument.uri);
    refuseIfCancelled(token);
    if (!scene || !link) return null;
    const { document, checked } = scene;
    const shown = { analysis: checked.analysis, document, client: link.features, pages: parts.pages };
    return hoverAt(shown, document.offsetAt(position)) ?? null;
  });

  connection.onRequest(
    'bulkhead/mend',
    async ({ uri, how }: Asked<'bulkhead/mend'>): Promise<Answer<'bulkhead/mend'>> => {
      const scene = await look(uri);
      if (!scene || !link) return null;
      const target = how === 'fix' ? ({ kind: 'safe' } as const) : ({ kind: 'file' } as const);
      const { edits, fixed } = mendTarget(scene.checked.analysis, target, parts.rules);
      if (edits.length === 0) return null;
      return { edit: toWorkspaceEdit(scene.document, edits, link.features), findings: fixed.length };
    },
  );
  connection.onRequest(
    'bulkhead/ignore',
    async (params: Asked<'bulkhead/ignore'>): Promise<Answer<'bulkhead/ignore'>> => {
      const scene = await look(params.uri);
      return scene && link ? ignoreEdit(actionScene(scene, link), params) : null;
    },
  );

  const actionScene = ({ document, settings, checked }: Scene, { features }: ClientLink) => ({
    analysis: checked.analysis,
    document,
    besides: settings.besides,
    client: features,
    rules: parts.rules,
  });

  documents.listen(connection);
  connection.listen();
}

function capabilities({ features }: ClientLink): InitializeResult['capabilities'] {
  return {
    positionEncoding: 'utf-16',
    textDocumentSync: {
      openClose: true,
      change: TextDocumentSyncKind.Incremental,
      save: { includeText: false },
    },
    ...(features.pullsDiagnostics && {
      diagnosticProvider: { identifier: 'bulkhead', interFileDependencies: false, workspaceDiagnostics: false },
    }),
    codeActionProvider: { codeActionKinds: Object.values(actionKinds), resolveProvider: features.resolvesEdits },
    hoverProvider: true,
    codeLensProvider: { resolveProvider: false },
    ...(features.appliesEdits && { executeCommandProvider: { commands: [hardenCommand] } }),
    workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
  };
}

function report(checked: Checked | undefined, previousResultId: string | undefined): DocumentDiagnosticReport {
  if (!checked) return { kind: DocumentDiagnosticReportKind.Full, items: [] };
  const { resultId, diagnostics } = checked;
  return previousResultId === resultId
    ? { kind: DocumentDiagnosticReportKind.Unchanged, resultId }
    : { kind: DocumentDiagnosticReportKind.Full, resultId, items: [...diagnostics] };
}

/** Lets the messages that have arrived be read first: a cancelled request needs no check. A timer would take a millisecond. */
async function waitingMessages(token: CancellationToken): Promise<void> {
  await new Promise<void>((resolve) => RAL().timer.setImmediate(resolve));
  refuseIfCancelled(token);
}

function refuseIfCancelled(token: CancellationToken): void {
  if (token.isCancellationRequested) throw new ResponseError(LSPErrorCodes.RequestCancelled, 'Cancelled');
}

const nothingToHarden: ShowMessageParams = {
  type: MessageType.Info,
  message: 'Bulkhead: nothing in this workload can be hardened without you',
};

const contentModified = () => new ResponseError(LSPErrorCodes.ContentModified, 'The document has changed');
