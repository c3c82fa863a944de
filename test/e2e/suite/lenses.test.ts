import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import {
  closeAll,
  inWebWorker,
  openUntitled,
  runCommand,
  setSetting,
  until,
  untilFinding,
  untilGone,
} from './editor.js';
import { hardened, podWithContainer } from './manifests.js';

describe('The line over a workload', () => {
  afterEach(closeAll);

  it('tells the Pod Security level and the QoS class, and hardens the workload', async function () {
    // The arguments of a command stay in the extension host that made it, and these tests run in another one than the worker.
    if (inWebWorker()) return this.skip();
    const document = await openUntitled('yaml', podWithContainer('image: nginx:1.27.2'));
    await untilFinding(document, 'run-as-non-root');
    const [told, harden] = await lenses(document, 2);
    assert.equal(told?.title, 'Pod Security: baseline · QoS: BestEffort, among the first evicted');
    assert.equal(told.command, '');
    assert.equal(harden?.title, 'Harden');

    await runCommand(harden);
    await untilGone(document, 'run-as-non-root');
    const [now] = await lenses(document, 1);
    assert.equal(now?.title, 'Pod Security: restricted · QoS: BestEffort, among the first evicted');
  });

  it('goes when the setting switches it off', async () => {
    const document = await openUntitled('yaml', hardened);
    const [told] = await lenses(document, 1);
    assert.match(told?.title ?? '', /^Pod Security: restricted/);
    await setSetting('bulkhead.codeLens', false);
    try {
      await lenses(document, 0);
    } finally {
      await setSetting('bulkhead.codeLens', undefined);
    }
  });
});

/** The commands of the lenses of a document, once there are so many. */
function lenses(document: vscode.TextDocument, count: number): Promise<readonly vscode.Command[]> {
  let found: readonly vscode.Command[] = [];
  return until(
    async () => {
      const all = await vscode.commands.executeCommand<vscode.CodeLens[]>(
        'vscode.executeCodeLensProvider',
        document.uri,
        count,
      );
      found = all.flatMap(({ command }) => command ?? []);
      return found.length === count ? found : undefined;
    },
    () => `lenses: ${found.map(({ title }) => title).join(' | ')}`,
  );
}
