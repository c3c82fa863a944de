import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { onRead } from './protocol.js';

/**
 * Reads files for the server, which has no file system of its own: so a folder on disk, in a repository on the web or in a
 * container takes the same path.
 */
export function serveFiles(client: BaseLanguageClient): vscode.Disposable {
  return onRead(client, async ({ uri }) => {
    try {
      return new TextDecoder().decode(await vscode.workspace.fs.readFile(vscode.Uri.parse(uri, true)));
    } catch (error) {
      if (isAbsence(error)) return null;
      throw error;
    }
  });
}

/** Whether a file is simply not there; also where its file system is not, as in an untitled workspace. */
function isAbsence(error: unknown): boolean {
  return (
    error instanceof vscode.FileSystemError &&
    ['FileNotFound', 'FileNotADirectory', 'FileIsADirectory', 'Unavailable', 'NoPermissions'].includes(error.code)
  );
}
