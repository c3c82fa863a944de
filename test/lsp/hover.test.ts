import assert from 'node:assert/strict';
import { startEditor, type Editor } from './harness.js';
import { podWith, text } from './manifests.js';

const page = 'https://github.com/bulkhead-dev/bulkhead/blob/main/docs/rules';

describe('Hover', () => {
  let editor: Editor;
  before(async () => {
    editor = await startEditor();
  });
  after(() => editor.end());

  it('explains the rule at a finding, with a link to its page', async () => {
    const document = editor.open(podWith('securityContext:', '  privileged: true'));
    const hover = await document.hover('true');
    assert.deepEqual(hover?.range, document.rangeOf('true'));
    assert.deepEqual(hover.contents, {
      kind: 'markdown',
      value: [
        '**Privileged container** · `test-privileged`',
        'What test-privileged is.',
        'Why test-privileged *matters*.',
        `[About this rule](${page}/test-privileged.md)`,
      ].join('\n\n'),
    });
  });

  it('explains every rule where several speak at one place', async () => {
    const hover = await editor.open(podWith()).hover('web');
    assert.ok(hover);
    for (const rule of ['test-escalation', 'test-root-filesystem', 'test-memory']) {
      assert.ok(hover.contents.value.includes(`\`${rule}\``), rule);
    }
  });

  it('explains what a suppression accepts, and why', async () => {
    const document = editor.open(
      text('FROM a', '# bulkhead-ignore test-user until=2199-01-31 -- builds *kernel* modules', 'USER root'),
      'dockerfile',
    );
    assert.deepEqual(await document.findings(), []);
    const hover = await document.hover('bulkhead-ignore');
    assert.ok(hover);
    assert.match(hover.contents.value, /^Accepts `test-user` until 2199-01-31: builds \\\*kernel\\\* modules\.\n/);
    assert.match(hover.contents.value, /\*\*Runs as root\*\*/);
  });

  it('tells the command that must be given otherwise after a fix', async () => {
    const lines = ['FROM node:24.9.0', 'WORKDIR /app', 'COPY .npmrc ./', 'RUN npm ci', 'RUN rm .npmrc'];
    const hover = await editor.open(text(...lines), 'dockerfile').hover('.npmrc');
    assert.ok(hover);
    assert.match(hover.contents.value, /\n\nAfter the fix: `docker build --secret id=npmrc,src=\.npmrc \.`$/);
  });

  it('says nothing elsewhere', async () => {
    const document = editor.open(podWith('securityContext:', '  privileged: true'));
    assert.equal(await document.hover('metadata'), null);
  });

  it('is plain text for clients that show no Markdown', async () => {
    const other = await startEditor({ capabilities: { textDocument: { hover: { contentFormat: ['plaintext'] } } } });
    const hover = await other.open(text('FROM a', 'USER root'), 'dockerfile').hover('USER');
    assert.ok(hover);
    assert.equal(hover.contents.kind, 'plaintext');
    assert.match(hover.contents.value, /^Runs as root · test-user\n/);
    assert.match(hover.contents.value, new RegExp(`About this rule: ${page}/test-user.md`));
    await other.end();
  });
});
