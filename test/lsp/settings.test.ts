import assert from 'node:assert/strict';
import { FileChangeType } from 'vscode-languageserver/node';
import { startEditor, until, type Editor } from './harness.js';
import { podWith, text } from './manifests.js';

const folder = 'file:///work/shop';
const loose = podWith('securityContext:', '  privileged: true');

const rulesOf = async (document: { findings(): Promise<readonly string[]> }): Promise<readonly string[]> =>
  (await document.findings()).map((finding) => finding.split(' @ ')[0] ?? '').sort();
const all = ['test-escalation', 'test-memory', 'test-privileged', 'test-root-filesystem'];

describe('Settings', () => {
  let editor: Editor;
  beforeEach(async () => {
    editor = await startEditor({ options: { services: ['readFile', 'status'] }, folders: [folder] });
  });
  afterEach(() => editor.end());

  /** What VS Code does when a setting changes. */
  const change = async (settings: unknown): Promise<void> => {
    const { count } = editor.refreshes;
    editor.settings = settings;
    await editor.connection.sendNotification('workspace/didChangeConfiguration', { settings: null });
    await until('a refresh', () => editor.refreshes.count > count);
  };

  it('of the editor hold live, and go back', async () => {
    const document = editor.open(loose);
    assert.deepEqual(await rulesOf(document), all);
    const { resultId } = await document.pull();

    await change({ rules: { 'test-memory': 'off', 'test-privileged': 'hint' } });
    assert.deepEqual(
      await rulesOf(document),
      all.filter((rule) => rule !== 'test-memory'),
    );
    const privileged = (await document.diagnostics()).find(({ code }) => code === 'test-privileged');
    assert.equal(privileged?.severity, 4);
    assert.equal((await document.pull(resultId)).kind, 'full');

    await change({ level: 'baseline' });
    assert.ok(!(await rulesOf(document)).includes('test-escalation'));
    await change({ enable: false });
    assert.deepEqual(await rulesOf(document), []);
    assert.deepEqual(await document.actions('web'), []);
    await change({});
    assert.deepEqual(await rulesOf(document), all);
  });

  it('of no known form change nothing', async () => {
    const document = editor.open(loose);
    for (const settings of [null, 7, 'x', [], { level: 'x', rules: [], kubernetesVersion: {} }, { rules: { a: {} } }]) {
      await change(settings);
      assert.deepEqual(await rulesOf(document), all);
    }
  });

  it('stand in the nearest .bulkhead.yaml; the person goes before it', async () => {
    editor.files = {
      'file:///work/.bulkhead.yaml': text('rules:', '  test-memory: off'),
      [`${folder}/deep/.bulkhead.yaml`]: text('level: baseline', 'rules:', '  test-privileged: info'),
    };
    const outer = editor.open(loose, 'yaml', `${folder}/pod.yaml`);
    const inner = editor.open(loose, 'yaml', `${folder}/deep/er/pod.yaml`);
    assert.deepEqual(
      await rulesOf(outer),
      all.filter((rule) => rule !== 'test-memory'),
    );
    assert.deepEqual(
      await rulesOf(inner),
      all.filter((rule) => rule !== 'test-escalation'),
    );

    await change({ level: null, allowedRegistries: [], rules: { 'test-privileged': 'error' } });
    const privileged = (await inner.diagnostics()).find(({ code }) => code === 'test-privileged');
    assert.equal(privileged?.severity, 1);
    assert.ok(!(await rulesOf(inner)).includes('test-escalation'));
  });

  it('follow .bulkhead.yaml when it changes on disk', async () => {
    const document = editor.open(loose, 'yaml', `${folder}/a%20b/pod.yaml`);
    assert.deepEqual(await rulesOf(document), all);
    editor.files = { [`${folder}/.bulkhead.yaml`]: text('rules:', '  test-memory: off') };
    assert.deepEqual(await rulesOf(document), all);

    const changes = [{ uri: `${folder}/.bulkhead.yaml`, type: FileChangeType.Created }];
    await editor.connection.sendNotification('workspace/didChangeWatchedFiles', { changes });
    await until('a refresh', () => editor.refreshes.count > 0);
    assert.deepEqual(
      await rulesOf(document),
      all.filter((rule) => rule !== 'test-memory'),
    );
  });

  it('show in the status: which file they are from, and that a document is not checked', async () => {
    const document = editor.open(loose, 'yaml', `${folder}/vendor/pod.yaml`);
    const status = () => editor.statuses.filter(({ uri }) => uri === document.uri).at(-1);
    await document.pull();
    await until('a check', () => status()?.checked?.findings === all.length && status()?.settingsFile === null);

    const uri = `${folder}/.bulkhead.yaml`;
    editor.files = { [uri]: text('exclude: [vendor/]') };
    const changes = [{ uri, type: FileChangeType.Created }];
    await editor.connection.sendNotification('workspace/didChangeWatchedFiles', { changes });
    await document.pull();
    await until('no check', () => status()?.checked === null && status()?.settingsFile === uri);
  });

  it('leave out what .bulkhead.yaml excludes', async () => {
    editor.files = { [`${folder}/.bulkhead.yaml`]: text('exclude:', '  - /vendor/', '  - "*.test.yaml"') };
    const rules = async (name: string) => rulesOf(editor.open(loose, 'yaml', `${folder}/${name}`));
    assert.deepEqual(await rules('vendor/chart/pod.yaml'), []);
    assert.deepEqual(await rules('a/pod.test.yaml'), []);
    assert.deepEqual(await rules('a/vendor/pod.yaml'), all);
    assert.deepEqual(await rules('./pod.yaml'), all);
  });

  it('of the first folder hold for a document that is no file, also when the folders change', async () => {
    editor.files = { 'file:///work/other/.bulkhead.yaml': text('rules:', '  test-memory: off') };
    const document = editor.open(loose);
    assert.deepEqual(await rulesOf(document), all);

    editor.folders = ['file:///work/other', folder];
    const added = [{ uri: 'file:///work/other', name: 'other' }];
    await editor.connection.sendNotification('workspace/didChangeWorkspaceFolders', { event: { added, removed: [] } });
    await until('a refresh', () => editor.refreshes.count > 0);
    assert.deepEqual(
      await rulesOf(document),
      all.filter((rule) => rule !== 'test-memory'),
    );
  });

  it('are checked in .bulkhead.yaml itself while it is open', async () => {
    const document = editor.open(
      text('level: harsh', 'rules:', '  test-memry: off'),
      'yaml',
      `${folder}/.bulkhead.yaml`,
    );
    assert.deepEqual(
      (await document.findings()).map((finding) => finding.replace(/^settings @ /, '')),
      ['harsh', 'test-memry'],
    );
    document.change(text('level: baseline'));
    assert.deepEqual(await document.findings(), []);
  });

  it('ask to be told of changes', async () => {
    await until('registrations', () => editor.registered.length === 2);
    assert.deepEqual(editor.registered.sort(), ['workspace/didChangeConfiguration', 'workspace/didChangeWatchedFiles']);
  });

  it('that change while a check waits for them hold for that check', async () => {
    const document = editor.open(loose);
    let answers = 0;
    editor.connection.onRequest('workspace/configuration', async () => {
      answers++;
      if (answers > 1) return [{ rules: { 'test-memory': 'off' } }];
      await editor.connection.sendNotification('workspace/didChangeConfiguration', { settings: null });
      return [{}];
    });
    assert.deepEqual(
      await rulesOf(document),
      all.filter((rule) => rule !== 'test-memory'),
    );
  });

  it('can be overruled for the session: off, and on again', async () => {
    const document = editor.open(loose);
    assert.deepEqual(await rulesOf(document), all);
    await editor.connection.sendNotification('bulkhead/pause', { paused: true });
    assert.deepEqual(await rulesOf(document), []);
    assert.equal(editor.refreshes.count, 1);
    await editor.connection.sendNotification('bulkhead/pause', { paused: false });
    assert.deepEqual(await rulesOf(document), all);
  });

  it('come with the .dockerignore of a Dockerfile, and with what becomes of it', async () => {
    const dockerfile = text('FROM a', 'USER 1', 'COPY . /app');
    const find = (uri: string) => rulesOf(editor.open(dockerfile, 'dockerfile', uri));
    assert.deepEqual(await find(`${folder}/Dockerfile`), ['copy-context-all']);
    assert.deepEqual(await find('untitled:Dockerfile'), []);

    editor.files = {
      [`${folder}/.dockerignore`]: text('.git', '.env'),
      [`${folder}/build/web.Dockerfile.dockerignore`]: text('.git'),
      'file:///work/.dockerignore': text('**'),
    };
    assert.deepEqual(await find(`${folder}/build/Dockerfile`), ['copy-context-all'], 'not there when it was read');
    const changes = [{ uri: `${folder}/.dockerignore`, type: FileChangeType.Created }];
    const { count } = editor.refreshes;
    await editor.connection.sendNotification('workspace/didChangeWatchedFiles', { changes });
    await until('a refresh', () => editor.refreshes.count > count);
    assert.deepEqual(await find(`${folder}/build/Dockerfile`), []);
    assert.deepEqual(await find(`${folder}/build/web.Dockerfile`), ['copy-context-all']);
  });

  it('know a Kustomize patch, in which nothing counts as missing', async () => {
    editor.files = {
      [`${folder}/overlay/kustomization.yaml`]: text(
        'patches:',
        '  - path: patches/pod.yaml',
        'resources: [other.yaml]',
      ),
    };
    assert.deepEqual(await rulesOf(editor.open(loose, 'yaml', `${folder}/overlay/patches/pod.yaml`)), [
      'test-privileged',
    ]);
    assert.deepEqual(await rulesOf(editor.open(loose, 'yaml', `${folder}/overlay/other.yaml`)), all);
  });
});
