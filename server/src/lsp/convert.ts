import type { Range, WorkspaceEdit } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Edit } from '../text/edit.js';
import type { Span } from '../text/span.js';
import type { ClientFeatures } from './features.js';
import type { ReadText } from './files.js';
import { snippetEdits } from './snippet.js';

/** The range of a span of the document; offsets outside the text give the nearest position in it. */
export function toRange(document: TextDocument, { start, end }: Span): Range {
  return { start: document.positionAt(start), end: document.positionAt(end) };
}

/** The span of a range of the document; positions outside the text give the nearest offset in it. */
export function toSpan(document: TextDocument, { start, end }: Range): Span {
  return { start: document.offsetAt(start), end: document.offsetAt(end) };
}

/**
 * Edits of the document's present version as the client can take them: versioned, so that a client refuses them for another
 * text, and with tab stops; or else plain.
 */
export function toWorkspaceEdit(document: TextDocument, edits: readonly Edit[], client: ClientFeatures): WorkspaceEdit {
  const { uri, version } = document;
  if (!client.versionedEdits) return { changes: { [uri]: edits.map((edit) => toTextEdit(document, edit)) } };
  const offered = client.snippetEdits ? snippetEdits(document.getText(), edits) : edits;
  const changes = offered.map((edit) =>
    'snippet' in edit
      ? { range: toRange(document, edit), snippet: { kind: 'snippet' as const, value: edit.snippet } }
      : toTextEdit(document, edit),
  );
  return { documentChanges: [{ textDocument: { uri, version }, edits: changes }] };
}

/**
 * Edits of a file that is not the document, from the text in which it was read; one with an empty text is made first. Undefined where
 * the client makes no files.
 */
export function toOtherFileEdit(
  { uri, text }: ReadText,
  edits: readonly Edit[],
  client: ClientFeatures,
): WorkspaceEdit | undefined {
  const document = TextDocument.create(uri, '', 0, text);
  const changes = edits.map((edit) => toTextEdit(document, edit));
  const change = { textDocument: { uri, version: null }, edits: changes };
  if (text === '') {
    if (!client.versionedEdits || !client.createsFiles) return undefined;
    return { documentChanges: [{ kind: 'create', uri, options: { ignoreIfExists: true } }, change] };
  }
  return client.versionedEdits ? { documentChanges: [change] } : { changes: { [uri]: changes } };
}

/**
 * The same edit, which the client shows as a whole and makes once the person agrees, if it can: VS Code opens its refactor preview.
 */
export function toConfirm(edit: WorkspaceEdit, label: string, client: ClientFeatures): WorkspaceEdit {
  const { documentChanges } = edit;
  if (!client.confirmsEdits || !documentChanges) return edit;
  const annotationId = 'bulkhead';
  return {
    documentChanges: documentChanges.map((change) =>
      'edits' in change ? { ...change, edits: change.edits.map((each) => ({ ...each, annotationId })) } : change,
    ),
    changeAnnotations: { [annotationId]: { label, needsConfirmation: true } },
  };
}

const toTextEdit = (document: TextDocument, edit: Edit) => ({ range: toRange(document, edit), newText: edit.newText });
