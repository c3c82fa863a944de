// The suite's one place that knows how to drive VS Code: open, read findings, take code actions, wait.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';

export const extensionId = 'bulkhead.bulkhead';

const patience = 10_000;

/** Waits until the extension works: it activates on the first document of its languages. */
export async function activate(): Promise<void> {
  const document = await openUntitled('dockerfile', 'FROM alpine:latest\n');
  await untilFinding(document, 'from-latest-tag', 60_000);
  await closeAll();
}

/** Whether the extension runs in the browser's web worker: this process sees only the extensions of its own host. */
export function inWebWorker(): boolean {
  return vscode.extensions.getExtension(extensionId) === undefined;
}

/**
 * Opens a document that is not a file. Each has a name of its own: VS Code gives the name of a closed one to the next, and
 * now and then the old text with it, from the backup that it keeps of unsaved work.
 */
export async function openUntitled(language: string, content: string): Promise<vscode.TextDocument> {
  const uri = vscode.Uri.from({ scheme: 'untitled', path: `test-${randomUUID()}` });
  const document = await vscode.languages.setTextDocumentLanguage(
    await vscode.workspace.openTextDocument(uri),
    language,
  );
  await vscode.window.showTextDocument(document);
  await replaceAll(document, content);
  return document;
}

/** Writes a file into the workspace folder and opens it; `name` may hold folders. */
export async function openFile(name: string, content: string): Promise<vscode.TextDocument> {
  const uri = vscode.Uri.joinPath(workspaceFolder(), name);
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(content));
  const document = await vscode.workspace.openTextDocument(uri);
  await vscode.window.showTextDocument(document);
  return document;
}

export function workspaceFolder(): vscode.Uri {
  const folder = vscode.workspace.workspaceFolders?.[0];
  assert.ok(folder, 'the window has no folder');
  return folder.uri;
}

/** Closes all editors; unsaved text of the tests is thrown away. VS Code saves its own settings itself. */
export async function closeAll(): Promise<void> {
  const ours = ({ isDirty, isUntitled, uri }: vscode.TextDocument): boolean =>
    isDirty && (isUntitled || vscode.workspace.getWorkspaceFolder(uri) !== undefined);
  for (const document of vscode.workspace.textDocuments.filter(ours)) {
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  }
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
}

export async function replaceAll(document: vscode.TextDocument, text: string): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, wholeOf(document), text);
  assert.ok(await vscode.workspace.applyEdit(edit), 'VS Code refused the edit');
}

/** Types a text letter by letter. */
export async function type(document: vscode.TextDocument, at: vscode.Position, text: string): Promise<void> {
  for (let index = 0; index < text.length; index++) {
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, at.translate(0, index), text.charAt(index));
    assert.ok(await vscode.workspace.applyEdit(edit), 'VS Code refused the edit');
  }
}

export function wholeOf(document: vscode.TextDocument): vscode.Range {
  return new vscode.Range(new vscode.Position(0, 0), document.lineAt(document.lineCount - 1).range.end);
}

/** Bulkhead's diagnostics of a document, in the order of the text. */
export function findingsOf(document: vscode.TextDocument): vscode.Diagnostic[] {
  return vscode.languages
    .getDiagnostics(document.uri)
    .filter((diagnostic) => diagnostic.source === 'bulkhead')
    .sort((a, b) => a.range.start.compareTo(b.range.start));
}

export function ruleOf(diagnostic: vscode.Diagnostic): string {
  const { code } = diagnostic;
  return String(typeof code === 'object' ? code.value : code);
}

/** The ids of the rules that speak in a document, each once, sorted. */
export function rulesIn(document: vscode.TextDocument): string[] {
  return [...new Set(findingsOf(document).map(ruleOf))].sort();
}

/** Findings as `rule-id @ underlined text`, which reads well in a failure. */
export function describeFindings(document: vscode.TextDocument): string[] {
  return findingsOf(document).map((diagnostic) => `${ruleOf(diagnostic)} @ ${document.getText(diagnostic.range)}`);
}

/** Waits for a finding of a rule and returns the first. */
export function untilFinding(document: vscode.TextDocument, rule: string, wait = patience): Promise<vscode.Diagnostic> {
  return until(
    () => findingsOf(document).find((diagnostic) => ruleOf(diagnostic) === rule),
    () => `no ${rule}; there is: ${describeFindings(document).join(', ') || 'nothing'}`,
    wait,
  );
}

export async function untilGone(document: vscode.TextDocument, rule: string): Promise<void> {
  await until(
    () => !rulesIn(document).includes(rule) || undefined,
    () => `${rule} is still there`,
  );
}

export async function untilQuiet(document: vscode.TextDocument): Promise<void> {
  await until(
    () => findingsOf(document).length === 0 || undefined,
    () => `still there: ${describeFindings(document).join(', ')}`,
  );
}

/** Asks again and again until the answer is something; fails with `otherwise()` when patience runs out. */
export async function until<Value>(
  ask: () => Value | undefined | Promise<Value | undefined>,
  otherwise: () => string,
  wait = patience,
): Promise<Value> {
  for (const started = Date.now(); Date.now() - started < wait;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    await pause(40);
  }
  assert.fail(otherwise());
}

export function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });
}

/** The code actions that the light bulb has at a place, with their edits; `kind` asks for one kind only. */
export async function actionsAt(
  document: vscode.TextDocument,
  range: vscode.Range,
  kind?: vscode.CodeActionKind,
): Promise<vscode.CodeAction[]> {
  const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
    'vscode.executeCodeActionProvider',
    document.uri,
    range,
    kind?.value,
    100,
  );
  return actions;
}

/** Finds the one action with this title; fails with the titles that there are. */
export async function actionTitled(
  document: vscode.TextDocument,
  range: vscode.Range,
  title: string | RegExp,
  kind?: vscode.CodeActionKind,
): Promise<vscode.CodeAction> {
  const actions = await actionsAt(document, range, kind);
  const found = actions.find((action) =>
    typeof title === 'string' ? action.title === title : title.test(action.title),
  );
  assert.ok(found, `no action ${String(title)} among:\n${actions.map((action) => action.title).join('\n')}`);
  return found;
}

/** Does what choosing the action in the menu does. */
export async function take(action: vscode.CodeAction): Promise<void> {
  if (action.edit) assert.ok(await vscode.workspace.applyEdit(action.edit), `VS Code refused '${action.title}'`);
  if (action.command) await runCommand(action.command);
}

export async function runCommand({ command, arguments: args = [] }: vscode.Command): Promise<void> {
  await vscode.commands.executeCommand(command, ...(args as readonly unknown[]));
}

/** Changes one of Bulkhead's settings for the window; `undefined` takes the change back. */
export async function setSetting(name: string, value: unknown): Promise<void> {
  await vscode.workspace.getConfiguration().update(name, value, vscode.ConfigurationTarget.Global);
}
