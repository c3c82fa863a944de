import assert from 'node:assert/strict';
import fs from 'node:fs';
import * as vscode from 'vscode';
import {
  closeAll,
  extensionId,
  findingsOf,
  inWebWorker,
  openFile,
  openUntitled,
  pause,
  replaceAll,
  until,
  untilFinding,
  untilGone,
  untilQuiet,
  workspaceFolder,
} from './editor.js';
import { podWithSecurityContext, text } from './manifests.js';

describe('The workbench', () => {
  afterEach(closeAll);

  it('hover at a finding explains the rule and links to its page', async () => {
    const document = await openUntitled('yaml', podWithSecurityContext('privileged: true'));
    const finding = await untilFinding(document, 'privileged-container');
    const shown = await hoverText(document, finding.range.start);
    assert.match(shown, /privileged/i);
    assert.match(shown, /docs\/rules\/privileged-container/);
  });

  it('hover elsewhere says nothing', async () => {
    const document = await openUntitled('dockerfile', text('FROM debian:12', 'LABEL a=b', 'USER root'));
    await untilFinding(document, 'user-root');
    assert.doesNotMatch(await hoverText(document, new vscode.Position(1, 7)), /bulkhead/i);
  });

  it('registers its commands', async () => {
    const commands = await vscode.commands.getCommands(true);
    for (const name of ['restart', 'showOutput', 'openSettings', 'openSample', 'fixFile', 'hardenFile', 'toggle']) {
      assert.ok(commands.includes(`bulkhead.${name}`), `no command bulkhead.${name}`);
    }
  });

  it('works without trust, on virtual file systems, and in the browser', function () {
    const extension = vscode.extensions.getExtension<unknown>(extensionId);
    if (extension === undefined) return this.skip();
    const { capabilities, browser, main } = extension.packageJSON as Manifest;
    assert.equal(capabilities.untrustedWorkspaces.supported, true);
    assert.equal(capabilities.virtualWorkspaces, true);
    assert.ok(browser && main);
  });

  it('"toggle" silences Bulkhead and wakes it again', async () => {
    const document = await openUntitled('dockerfile', text('FROM debian:12', 'USER root'));
    await untilFinding(document, 'user-root');

    await vscode.commands.executeCommand('bulkhead.toggle');
    await untilQuiet(document);

    await vscode.commands.executeCommand('bulkhead.toggle');
    await untilFinding(document, 'user-root');
  });

  it('"restart" starts a server that knows the open documents', async () => {
    const document = await openUntitled('dockerfile', text('FROM debian:12', 'USER root'));
    await untilFinding(document, 'user-root');

    await vscode.commands.executeCommand('bulkhead.restart');
    await untilFinding(document, 'user-root');

    await replaceAll(document, text('FROM debian:latest', 'USER 1000'));
    await untilFinding(document, 'from-latest-tag');
    await untilGone(document, 'user-root');
  });

  it('"restart" takes the place of a server that hangs', async function () {
    if (inWebWorker() || process.platform !== 'linux') return this.skip();
    const document = await openUntitled('dockerfile', text('FROM debian:12', 'USER root'));
    await untilFinding(document, 'user-root');

    // The one that an earlier restart replaced may still be on its way out.
    const hanging = await until(
      () => (serverProcesses().length === 1 ? serverProcesses() : undefined),
      () => `there are ${serverProcesses().length} servers`,
    );
    for (const pid of hanging) process.kill(pid, 'SIGSTOP');
    await vscode.commands.executeCommand('bulkhead.restart');
    await replaceAll(document, text('FROM debian:latest', 'USER 1000'));
    await untilFinding(document, 'from-latest-tag');
    // The client would kill the old one two seconds after it gave up, and could take its end for the end of the new one.
    await pause(3000);
    const left = serverProcesses();
    assert.equal(left.length, 1);
    assert.ok(!left.some((pid) => hanging.includes(pid)), 'the old server is still there');
    await replaceAll(document, text('FROM debian:12', 'USER root'));
    await untilFinding(document, 'user-root');
  });

  it('"open settings" makes the settings file, and finds it again from a folder below', async () => {
    const file = vscode.Uri.joinPath(workspaceFolder(), '.bulkhead.yaml');
    const document = await openFile('deep/pod.yaml', podWithSecurityContext('privileged: true'));
    await untilFinding(document, 'privileged-container');
    try {
      await vscode.commands.executeCommand('bulkhead.openSettings');
      const settings = vscode.window.activeTextEditor?.document;
      assert.equal(settings?.uri.toString(), file.toString());
      await replaceAll(settings, text('rules:', '  privileged-container: off'));
      await settings.save();
      await untilGone(document, 'privileged-container');

      await vscode.window.showTextDocument(document);
      await vscode.commands.executeCommand('bulkhead.openSettings');
      assert.equal(vscode.window.activeTextEditor?.document.getText(), text('rules:', '  privileged-container: off'));
    } finally {
      await vscode.workspace.fs.delete(file);
    }
  });

  it('the walkthrough has its texts, and its sample has findings', async function () {
    await vscode.commands.executeCommand('bulkhead.openSample');
    const document = vscode.window.activeTextEditor?.document;
    assert.ok(document?.isUntitled);
    await untilFinding(document, 'image-latest-tag');

    const extension = vscode.extensions.getExtension<unknown>(extensionId);
    if (extension === undefined) return this.skip();
    const { contributes } = extension.packageJSON as Manifest;
    for (const { media } of contributes.walkthroughs.flatMap(({ steps }) => steps)) {
      const text = await vscode.workspace.fs.readFile(vscode.Uri.joinPath(extension.extensionUri, media.markdown));
      assert.ok(text.length > 0, media.markdown);
    }
  });

  it('"show output" opens its log', async () => {
    await vscode.commands.executeCommand('bulkhead.showOutput');
    await pause(500);
    const log = vscode.window.visibleTextEditors.find(({ document }) => document.uri.scheme === 'output');
    assert.match(log?.document.uri.path ?? 'no output is visible', /bulkhead/i);
    assert.deepEqual(findingsOf(log?.document as vscode.TextDocument), []);
  });
});

/** The part of the extension's package.json that a test reads. */
interface Manifest {
  readonly main?: string;
  readonly browser?: string;
  readonly contributes: {
    readonly walkthroughs: readonly { readonly steps: readonly { readonly media: { readonly markdown: string } }[] }[];
  };
  readonly capabilities: {
    readonly untrustedWorkspaces: { readonly supported: unknown };
    readonly virtualWorkspaces: unknown;
  };
}

/** The language servers that this extension host has started. */
function serverProcesses(): readonly number[] {
  const pids = fs.readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return pids.map(Number).filter((pid) => {
    try {
      // The parent stands behind the program's name and the state (proc_pid_stat(5)).
      const parent = /\) \S (\d+) /.exec(fs.readFileSync(`/proc/${pid}/stat`, 'utf8'))?.[1];
      return Number(parent) === process.pid && fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('server.cjs');
    } catch {
      // It ended meanwhile.
      return false;
    }
  });
}

async function hoverText(document: vscode.TextDocument, position: vscode.Position): Promise<string> {
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
    'vscode.executeHoverProvider',
    document.uri,
    position,
  );
  return hovers
    .flatMap((hover) => hover.contents)
    .map((content) => (content instanceof vscode.MarkdownString ? content.value : ''))
    .join('\n');
}
