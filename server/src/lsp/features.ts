import { MarkupKind, type ClientCapabilities } from 'vscode-languageserver';
import type { ClientOptions, ClientService } from './protocol.js';

/** What the client can do, read once from its answer to `initialize`. */
export interface ClientFeatures {
  readonly pullsDiagnostics: boolean;
  readonly refreshesDiagnostics: boolean;
  readonly refreshesLenses: boolean;
  readonly relatedInformation: boolean;
  readonly versionedEdits: boolean;
  /** Whether it makes edits that the server sends. */
  readonly appliesEdits: boolean;
  /** Whether an edit may make a file. */
  readonly createsFiles: boolean;
  readonly snippetEdits: boolean;
  /** Whether edits can wait for the person to look at them and agree. */
  readonly confirmsEdits: boolean;
  /** Whether an action's edit may be left out until the person chooses the action. */
  readonly resolvesEdits: boolean;
  readonly markdown: boolean;
  readonly configuration: boolean;
  readonly workspaceFolders: boolean;
  readonly registersConfiguration: boolean;
  readonly registersWatchers: boolean;
  readonly services: ReadonlySet<ClientService>;
  /** The schemes of the documents that are looked at. */
  readonly schemes: ReadonlySet<string>;
}

/** Reads the capabilities (LSP 3.18) and our own options; whatever is absent counts as not supported. */
export function clientFeatures(capabilities: ClientCapabilities, options: ClientOptions): ClientFeatures {
  const { workspace, textDocument } = capabilities;
  const diagnostics = textDocument?.diagnostic ?? textDocument?.publishDiagnostics;
  return {
    pullsDiagnostics: textDocument?.diagnostic !== undefined,
    refreshesDiagnostics: workspace?.diagnostics?.refreshSupport === true,
    refreshesLenses: workspace?.codeLens?.refreshSupport === true,
    relatedInformation: diagnostics?.relatedInformation === true,
    versionedEdits: workspace?.workspaceEdit?.documentChanges === true,
    appliesEdits: workspace?.applyEdit === true,
    createsFiles: workspace?.workspaceEdit?.resourceOperations?.includes('create') === true,
    snippetEdits: workspace?.workspaceEdit?.snippetEditSupport === true,
    resolvesEdits:
      textDocument?.codeAction?.dataSupport === true &&
      textDocument.codeAction.resolveSupport?.properties.includes('edit') === true,
    confirmsEdits: workspace?.workspaceEdit?.changeAnnotationSupport !== undefined,
    markdown: textDocument?.hover?.contentFormat?.includes(MarkupKind.Markdown) === true,
    configuration: workspace?.configuration === true,
    workspaceFolders: workspace?.workspaceFolders === true,
    registersConfiguration: workspace?.didChangeConfiguration?.dynamicRegistration === true,
    registersWatchers: workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
    services: new Set(Array.isArray(options.services) ? options.services : []),
    schemes: new Set(Array.isArray(options.schemes) ? options.schemes : ['file', 'untitled']),
  };
}
