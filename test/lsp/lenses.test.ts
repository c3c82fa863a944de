import assert from 'node:assert/strict';
import { startEditor, until, type Document, type Editor } from './harness.js';
import { pod, podWith, text } from './manifests.js';

/** Each lens as `line: title`, with a `!` before those that do something. */
const lenses = async (document: Document): Promise<readonly string[]> =>
  (await document.lenses()).map(({ range, command }) => {
    assert.deepEqual(range.start, range.end);
    return `${range.start.line}: ${command?.command ? '!' : ''}${command?.title}`;
  });

const hardened = podWith(
  'resources: { limits: { cpu: 1, memory: 64Mi } }',
  'securityContext:',
  '  allowPrivilegeEscalation: false',
  '  readOnlyRootFilesystem: true',
  '  runAsNonRoot: true',
  '  capabilities: { drop: [ALL] }',
  '  seccompProfile: { type: RuntimeDefault }',
);

const restricted = podWith('securityContext:', '  allowPrivilegeEscalation: false');

describe('Code lenses', () => {
  let editor: Editor;
  before(async () => {
    editor = await startEditor();
  });
  after(() => editor.end());

  it('tell the level that the pods reach and their class, and offer to harden them', async () => {
    const document = editor.open(podWith());
    assert.deepEqual(await lenses(document), [
      '0: Pod Security: baseline · QoS: BestEffort, among the first evicted',
      '0: !Harden',
    ]);
    assert.deepEqual(await lenses(editor.open(hardened)), ['0: Pod Security: restricted · QoS: Guaranteed']);
  });

  it('stand over each workload, in a List too, and over nothing else', async () => {
    const service = text('# a service', 'apiVersion: v1', 'kind: Service');
    const list = text('apiVersion: v1', 'kind: List', 'items:', `  - ${hardened.trimEnd().replaceAll('\n', '\n    ')}`);
    const document = editor.open(`${service}---\n# a pod\n${hardened}---\n${list}`);
    const reached = 'Pod Security: restricted · QoS: Guaranteed';
    assert.deepEqual(await lenses(document), [`5: ${reached}`, `24: ${reached}`]);
    assert.deepEqual(await lenses(editor.open('FROM a\nUSER root\n', 'dockerfile')), []);
    assert.deepEqual(await lenses(editor.open('a: b\n')), []);
  });

  it('stand over what an alias repeats, and over JSON', async () => {
    const item = `  - &pod\n    ${hardened.trimEnd().replaceAll('\n', '\n    ')}`;
    const list = text('apiVersion: v1', 'kind: List', 'items:', item, '  - *pod');
    const reached = 'Pod Security: restricted · QoS: Guaranteed';
    assert.deepEqual(await lenses(editor.open(list)), [`4: ${reached}`, `19: ${reached}`]);
    const json =
      '{ "apiVersion": "v1", "kind": "Pod", "spec": { "containers": [{ "name": "web", "image": "web:1.4" }] } }\n';
    assert.deepEqual(await lenses(editor.open(json, 'json')), [
      '0: Pod Security: baseline · QoS: BestEffort, among the first evicted',
      '0: !Harden',
    ]);
  });

  it('say nothing of what a template decides', async () => {
    const templated = podWith('resources: {{ .Values.resources }}', 'securityContext: {{ .Values.context }}');
    assert.deepEqual(await lenses(editor.open(templated, 'helm')), []);
    const half = podWith('resources: {{ .Values.resources }}', 'securityContext:', '  privileged: true');
    assert.deepEqual(await lenses(editor.open(half, 'helm')), ['0: Pod Security: privileged', '0: !Harden']);
  });

  it('harden the workload that they stand over, as it was when they were made', async () => {
    const document = editor.open(`${podWith()}---\n${podWith()}`);
    const [, , , second] = await document.lenses();
    const run = () => editor.connection.sendRequest('workspace/executeCommand', second?.command);
    await run();
    assert.equal(document.after(editor.applied.at(-1)), `${podWith()}---\n${restricted}`);

    document.change('# moved\n', { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } });
    await assert.rejects(run(), /changed/);
    assert.equal(editor.applied.length, 1);
    assert.deepEqual((await lenses(document)).at(-1), '10: !Harden');
  });

  it('say so where the command finds nothing to do', async () => {
    const document = editor.open(hardened);
    await document.lenses();
    const target = { kind: 'workload', chunk: 0, manifest: 0 };
    const command = { command: 'bulkhead.hardenWorkload', arguments: [{ uri: document.uri, version: 1, target }] };
    await editor.connection.sendRequest('workspace/executeCommand', command);
    await editor.connection.sendRequest('workspace/executeCommand', { command: 'bulkhead.hardenWorkload' });
    await until('a message', () => editor.shown.some((message) => message.includes('nothing in this workload')));
  });

  it('do not offer to harden what is accepted', async () => {
    const lines = ['hostNetwork: true # bulkhead-ignore test-network -- a proxy', 'containers: []'];
    assert.deepEqual(await lenses(editor.open(pod(...lines))), ['0: Pod Security: privileged']);
    const document = editor.open(`# bulkhead-ignore-file test-escalation -- accepted\n${podWith()}`);
    assert.deepEqual(await lenses(document), ['1: Pod Security: baseline · QoS: BestEffort, among the first evicted']);
  });

  it('follow the settings, which may switch them off', async () => {
    const other = await startEditor();
    const document = other.open(podWith('resources: { requests: { cpu: 1 } }'));
    const change = async (settings: unknown): Promise<void> => {
      const { ofLenses } = other.refreshes;
      other.settings = settings;
      await other.connection.sendNotification('workspace/didChangeConfiguration', { settings: null });
      await until('a refresh', () => other.refreshes.ofLenses > ofLenses);
    };
    assert.deepEqual(await lenses(document), ['0: Pod Security: baseline · QoS: Burstable', '0: !Harden']);
    await change({ codeLens: false });
    assert.deepEqual(await lenses(document), []);
    await change({ codeLens: true, level: 'baseline' });
    assert.deepEqual(await lenses(document), ['0: Pod Security: baseline · QoS: Burstable']);
    await change({ enable: false });
    assert.deepEqual(await lenses(document), []);
    await other.end();
  });

  it('offer nothing to an editor that makes no edits of the server, and ask nothing of one that cannot renew them', async () => {
    const other = await startEditor({ capabilities: { textDocument: { codeLens: {} } } });
    const document = other.open(podWith());
    assert.deepEqual(await lenses(document), ['0: Pod Security: baseline · QoS: BestEffort, among the first evicted']);
    await other.connection.sendNotification('workspace/didChangeConfiguration', {
      settings: { bulkhead: { codeLens: false } },
    });
    assert.deepEqual(await lenses(document), []);
    assert.equal(other.refreshes.ofLenses, 0);
    await other.end();
  });
});
