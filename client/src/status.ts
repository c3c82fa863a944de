import * as vscode from 'vscode';
import type { CheckSummary, StatusParams } from '../../server/src/lsp/protocol.js';

/** What the language status item says about the active document. */
export interface Status {
  show(found: StatusParams): void;
  /** Shows that a check is under way, until the returned function is called. */
  busy(): () => void;
  pause(paused: boolean): void;
  /** The settings file that holds for a document, as far as it was checked. */
  settingsFileOf(document: vscode.Uri): vscode.Uri | undefined;
  /** Forgets all documents. */
  clear(): void;
  dispose(): void;
}

/** Makes the item that stands beside the language in the status bar, for documents of these languages. */
export function createStatus(selector: vscode.DocumentSelector): Status {
  const item = vscode.languages.createLanguageStatusItem('bulkhead.status', selector);
  item.name = 'Bulkhead';
  const found = new Map<string, StatusParams>();
  let paused = false;
  let running = 0;

  const draw = (): void => {
    const uri = vscode.window.activeTextEditor?.document.uri.toString();
    const { text, detail } = paused ? off : describe(uri === undefined ? undefined : found.get(uri));
    item.text = text;
    item.detail = detail;
    item.command = paused
      ? { title: 'Switch on', command: 'bulkhead.toggle' }
      : { title: 'Show output', command: 'bulkhead.showOutput' };
  };
  const listeners = [
    vscode.window.onDidChangeActiveTextEditor(draw),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => found.delete(uri.toString())),
  ];
  draw();

  return {
    show(params) {
      found.set(vscode.Uri.parse(params.uri).toString(), params);
      draw();
    },
    busy() {
      running++;
      item.busy = true;
      return () => {
        running--;
        item.busy = running > 0;
      };
    },
    pause(value) {
      paused = value;
      draw();
    },
    settingsFileOf(document) {
      const file = found.get(document.toString())?.settingsFile;
      return file ? vscode.Uri.parse(file) : undefined;
    },
    clear() {
      found.clear();
      draw();
    },
    dispose() {
      vscode.Disposable.from(item, ...listeners).dispose();
    },
  };
}

const off = { text: 'Bulkhead is off', detail: 'until it is switched on or the window is reloaded' };

function describe(found: StatusParams | undefined): StatusText {
  if (!found) return { text: 'Bulkhead', detail: 'not checked' };
  const { checked, settingsFile } = found;
  const settings =
    settingsFile === null ? '' : `, by ${vscode.workspace.asRelativePath(vscode.Uri.parse(settingsFile))}`;
  if (!checked) return { text: 'Bulkhead: not checked', detail: `switched off in the settings${settings}` };
  const { kind, objects, findings, suppressed, milliseconds } = checked;
  if (kind === 'yaml' && objects === 0 && findings === 0) return { text: 'Bulkhead', detail: 'no Kubernetes object' };
  const subject = kind === 'yaml' && objects > 0 ? count(objects, 'Kubernetes object') : kinds[kind ?? 'yaml'];
  const accepted = suppressed > 0 ? `, ${suppressed} accepted` : '';
  const time = milliseconds < 1 ? 'under 1' : Math.round(milliseconds);
  return {
    text: findings === 0 ? 'Bulkhead: no findings' : `Bulkhead: ${count(findings, 'finding')}`,
    detail: `${subject}${accepted}, ${time} ms${settings}`,
  };
}

const kinds: Readonly<Record<NonNullable<CheckSummary['kind']>, string>> = {
  yaml: 'no Kubernetes object',
  dockerfile: 'Dockerfile',
  shellscript: 'script',
  makefile: 'Makefile',
};

interface StatusText {
  readonly text: string;
  readonly detail: string;
}

const count = (number: number, what: string): string => `${number} ${what}${number === 1 ? '' : 's'}`;
