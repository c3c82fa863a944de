import * as vscode from 'vscode';

const name = '.bulkhead.yaml';

const template = `# Settings of Bulkhead for this folder and what is below it.
level: restricted # or baseline
rules: {} # rule-id: off, hint, info, warning or error
`;

/**
 * Opens the settings file that holds for the active document or, where there is none, makes one in its workspace folder.
 * `known` names the file of a document, as the server found it.
 */
export async function openSettingsFile(known: (document: vscode.Uri) => vscode.Uri | undefined): Promise<void> {
  const active = vscode.window.activeTextEditor?.document.uri;
  const file = (active && known(active)) ?? (await fileInFolder(active));
  if (file) await vscode.window.showTextDocument(file);
  else void vscode.window.showInformationMessage(`Open a folder first: ${name} stands in one.`);
}

async function fileInFolder(document: vscode.Uri | undefined): Promise<vscode.Uri | undefined> {
  const folder = (document && vscode.workspace.getWorkspaceFolder(document)) ?? vscode.workspace.workspaceFolders?.[0];
  if (!folder) return undefined;
  const file = vscode.Uri.joinPath(folder.uri, name);
  if (!(await exists(file))) await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(template));
  return file;
}

async function exists(file: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(file);
    return true;
  } catch (error) {
    if (error instanceof vscode.FileSystemError && error.code === 'FileNotFound') return false;
    throw error;
  }
}
