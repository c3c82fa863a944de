import assert from 'node:assert/strict';
import type { IgnoreOffer } from '../../server/src/lsp/protocol.js';
import { startEditor, type Document, type Editor } from './harness.js';
import { podWith } from './manifests.js';

describe('Ignoring a finding', () => {
  let editor: Editor;
  before(async () => {
    editor = await startEditor({ options: { services: ['ignoreCommand'] } });
  });
  after(() => editor.end());

  const privileged = podWith(
    'securityContext:',
    '  privileged: true # driver',
    '  allowPrivilegeEscalation: false',
    '  readOnlyRootFilesystem: true',
  );

  it('lets the client ask for rule and scope', async () => {
    const document = editor.open(privileged);
    const { uri, version, findings } = await offerAt(document, 'true #');
    assert.deepEqual([uri, version, findings.length], [document.uri, 1, 1]);
    const [finding] = findings;
    assert.ok(finding);
    assert.deepEqual(
      [finding.rule, finding.title, finding.message],
      ['test-privileged', 'Privileged container', "Container 'web' is privileged."],
    );
    assert.deepEqual(
      finding.scopes.map(({ scope }) => scope),
      ['line', 'container', 'object', 'file'],
    );

    const { rule, start, end } = finding;
    const edit = await editor.ask('bulkhead/ignore', { uri, version, rule, start, end, scope: 'line' });
    assert.equal(
      document.after(edit ?? undefined),
      privileged.replace(
        '        privileged',
        (line) => `        # bulkhead-ignore test-privileged -- \${1:<reason>}\n${line}`,
      ),
    );
  });

  it('does nothing for another version, another finding or an unknown scope', async () => {
    const document = editor.open(privileged);
    const [finding] = (await offerAt(document, 'true #')).findings;
    assert.ok(finding);
    const { rule, start, end } = finding;
    const asked = { uri: document.uri, version: 1, rule, start, end, scope: 'line' };
    for (const wrong of [
      { version: 2 },
      { start: start - 1 },
      { rule: 'test-user' },
      { scope: 'galaxy' },
      { uri: 'untitled:no' },
    ]) {
      assert.equal(await editor.ask('bulkhead/ignore', { ...asked, ...wrong }), null);
    }
  });

  it('writes the comment itself for clients that cannot ask', async () => {
    const other = await startEditor();
    const document = other.open(privileged);
    const ignore = (await document.actions('true #')).at(-1);
    assert.equal(ignore?.title, 'Ignore test-privileged here');
    assert.match(document.after(ignore.edit), /# bulkhead-ignore test-privileged/);
    await other.end();
  });
});

/** What "Ignore…" hands to the client's command. */
async function offerAt(document: Document, at: string): Promise<IgnoreOffer> {
  const { command } = (await document.actions(at)).at(-1) ?? {};
  assert.equal(command?.command, 'bulkhead.ignore');
  return command.arguments?.[0] as IgnoreOffer;
}
