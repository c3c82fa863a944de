import * as vscode from 'vscode';
import type { Language } from '../../server/src/lsp/protocol.js';

/** The schemes of real documents. A git diff, an output channel or a notebook cell is not one: nobody can mend it there. */
export const schemes = ['file', 'untitled', 'vscode-vfs', 'vscode-remote', 'vscode-test-web', 'vsls', 'memfs'] as const;

// A record, so that the compiler tells when one is missing.
const languages: Readonly<Record<Language, true>> = {
  yaml: true,
  helm: true,
  'helm-template': true,
  json: true,
  jsonc: true,
  dockercompose: true,
  dockerfile: true,
  shellscript: true,
  makefile: true,
};

/** The documents that the server hears of. */
export const selector = schemes.flatMap((scheme) => Object.keys(languages).map((language) => ({ scheme, language })));

/**
 * Settles when there is work for the server: a document of its languages is open. Most JSON files are no manifests, and most scripts
 * build no images, so a project that has nothing else needs no server process.
 */
export function untilNeeded(): Promise<void> {
  if (vscode.workspace.textDocuments.some(needsServer)) return Promise.resolve();
  return new Promise((resolve) => {
    const listeners: vscode.Disposable[] = [];
    const look = (document: vscode.TextDocument): void => {
      if (!needsServer(document)) return;
      vscode.Disposable.from(...listeners).dispose();
      resolve();
    };
    listeners.push(
      vscode.workspace.onDidOpenTextDocument(look),
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        look(document);
      }),
    );
  });
}

function needsServer(document: vscode.TextDocument): boolean {
  if (vscode.languages.match(selector, document) === 0) return false;
  if (document.languageId === 'shellscript' || document.languageId === 'makefile') return false;
  if (document.languageId !== 'json' && document.languageId !== 'jsonc') return true;
  const text = document.getText();
  return text.includes('"kind"') && text.includes('"apiVersion"');
}
