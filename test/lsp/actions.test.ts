import assert from 'node:assert/strict';
import { CodeActionTriggerKind, type CodeAction, type Range } from 'vscode-languageserver/node';
import { bareCapabilities, fullCapabilities, startEditor, type Document, type Editor } from './harness.js';
import { pod, podWith, text } from './manifests.js';

const titles = (actions: readonly CodeAction[]): readonly string[] => actions.map(({ title }) => title);

async function take(document: Document, at: Range | string, title: string, only?: string): Promise<string> {
  const actions = await document.actions(at, only === undefined ? {} : { only: [only] });
  const action = actions.find((each) => each.title === title);
  assert.ok(action, `no '${title}' among ${titles(actions).join(', ')}`);
  return document.after((action.edit ? action : await document.resolve(action)).edit);
}

const whole: Range = { start: { line: 0, character: 0 }, end: { line: 999, character: 0 } };
const secured = ['securityContext:', '  privileged: true # driver', '  allowPrivilegeEscalation: false'];

describe('Code actions', () => {
  let editor: Editor;
  before(async () => {
    editor = await startEditor({ options: { services: ['ignoreCommand'] } });
  });
  after(() => editor.end());

  describe('of one finding', () => {
    it('are its fixes, the first one preferred, and "Ignore…" last', async () => {
      const actions = await editor.open(podWith(...secured)).actions('true #');
      assert.deepEqual(
        actions.map(({ title, kind, isPreferred }) => [title, kind, isPreferred]),
        [
          ['Set privileged to false', 'quickfix', true],
          ['Remove privileged', 'quickfix', undefined],
          ['Harden this workload to Pod Security restricted', 'refactor.rewrite', undefined],
          ['Ignore…', 'quickfix.ignore.bulkhead', undefined],
        ],
      );
      assert.deepEqual(
        actions[0]?.diagnostics?.map(({ code }) => code),
        ['test-privileged'],
      );
    });

    it('are not preferred where the person knows more than the file shows, nor are alternatives in their stead', async () => {
      const document = editor.open(pod('hostNetwork: true', 'containers:', '  - name: web', '    image: a'));
      const actions = await document.actions('true', { only: ['quickfix'] });
      assert.deepEqual(
        actions.map(({ title, isPreferred }) => [title, isPreferred]),
        [
          ['Remove hostNetwork', undefined],
          ['Set hostNetwork to false', undefined],
          ['Ignore…', undefined],
        ],
      );
      const hardened = await take(document, whole, 'Harden this file', 'source.bulkhead.harden');
      assert.doesNotMatch(hardened, /hostNetwork/);
    });

    it('change nothing but what they are about', async () => {
      const document = editor.open(podWith(...secured));
      const expected = podWith(...secured).replace('true #', 'false #');
      assert.equal(await take(document, 'true #', 'Set privileged to false'), expected);
    });

    it('keep CRLF', async () => {
      const crlf = podWith('securityContext: { runAsUser: 1 }').replaceAll('\n', '\r\n');
      const document = editor.open(crlf);
      const after = await take(document, 'securityContext', 'Set allowPrivilegeEscalation to false');
      assert.equal(after, crlf.replace('1 }', '1, allowPrivilegeEscalation: false }'));
    });
  });

  describe('with a value to fill in', () => {
    const before = podWith('securityContext:', '  allowPrivilegeEscalation: false', '  readOnlyRootFilesystem: true');
    const after = podWith(
      'securityContext:',
      '  allowPrivilegeEscalation: false',
      '  readOnlyRootFilesystem: true',
      'resources:',
      '  limits:',
      '    memory: ${1:128Mi}',
    );

    it('are snippets that start at column 0, and never the preferred action', async () => {
      const document = editor.open(before);
      const [action] = await document.actions('web');
      assert.equal(action?.title, 'Set a memory limit');
      assert.equal(action.isPreferred, undefined);
      assert.equal(document.after(action.edit), after);
      const change = action.edit?.documentChanges?.[0];
      assert.ok(change && 'edits' in change);
      const edit = change.edits.find((each) => 'snippet' in each);
      assert.equal(edit?.range.start.character, 0);
    });

    it('start at column 0 too where the file ends without a line end', async () => {
      const document = editor.open(before.trimEnd());
      const [action] = await document.actions('web');
      assert.equal(document.after(action?.edit), after.trimEnd());
      const change = action?.edit?.documentChanges?.[0];
      assert.ok(change && 'edits' in change);
      assert.deepEqual(
        change.edits.map(({ range }) => range.start.character),
        [0],
      );
    });

    it('show the characters that snippets give a meaning to as they are', async () => {
      const document = editor.open(text('FROM a', 'USER root'), 'dockerfile');
      assert.equal(await take(document, 'USER', 'Choose another user'), text('FROM a', 'USER ${1:\\${app\\}}'));
    });

    it('are plain text for clients without snippets', async () => {
      const old = await startEditor({ capabilities: bareCapabilities });
      const document = old.open(before);
      const action = (await document.actions('web')).find(({ title }) => title === 'Set a memory limit');
      assert.equal(document.after(action?.edit), after.replace('${1:128Mi}', '128Mi'));
      assert.equal(action?.edit?.documentChanges, undefined);
      await old.end();
    });
  });

  describe('that rewrite more than their place', () => {
    const before = text('FROM large', 'CMD ["x"]');
    const after = text('FROM large AS build', 'FROM small', 'CMD ["x"]');
    const title = "Move the program to 'small'";

    it('are refactorings of which the person sees all before they are made', async () => {
      const document = editor.open(before, 'dockerfile');
      const [action] = await document.actions('large');
      assert.deepEqual([action?.title, action?.kind, action?.isPreferred], [title, 'refactor.rewrite', undefined]);
      assert.deepEqual(action?.edit?.changeAnnotations, { bulkhead: { label: title, needsConfirmation: true } });
      const change = action.edit.documentChanges?.[0];
      assert.ok(change && 'edits' in change);
      assert.ok(change.edits.every((edit) => 'annotationId' in edit && edit.annotationId === 'bulkhead'));
      assert.equal(document.after(action.edit), after);
    });

    it('come when refactorings are asked for, and not among quick fixes', async () => {
      const document = editor.open(before, 'dockerfile');
      assert.ok(titles(await document.actions('large', { only: ['refactor'] })).includes(title));
      assert.ok(!titles(await document.actions('large', { only: ['quickfix'] })).includes(title));
    });

    it('are made by no run of many fixes', async () => {
      const document = editor.open(text('FROM large', 'FROM large', 'USER x'), 'dockerfile');
      const actions = await document.actions(whole);
      assert.ok(!titles(actions).some((each) => each.startsWith('Fix all')));
      for (const kind of ['source.bulkhead.harden', 'source.fixAll.bulkhead']) {
        assert.deepEqual(titles(await document.actions(whole, { only: [kind] })), []);
      }
    });

    it('are plain edits for clients that ask nobody', async () => {
      const old = await startEditor({ capabilities: bareCapabilities });
      const document = old.open(before, 'dockerfile');
      const action = (await document.actions('large')).find((each) => each.title === title);
      assert.equal(action?.edit?.changeAnnotations, undefined);
      assert.equal(document.after(action?.edit), after);
      await old.end();
    });
  });

  describe('of many findings', () => {
    it('harden a container without a security context first of all', async () => {
      const document = editor.open(podWith());
      const [first, ...others] = await document.actions('web');
      assert.equal(first?.title, "Harden container 'web' (2 findings)");
      assert.deepEqual([first.kind, first.isPreferred], ['quickfix', true]);
      assert.ok(others.every(({ isPreferred }) => !isPreferred));
      assert.equal(
        document.after((await document.resolve(first)).edit),
        podWith('securityContext:', '  allowPrivilegeEscalation: false', '  readOnlyRootFilesystem: true'),
      );
    });

    it('harden the container that is meant, not its namesake in another object', async () => {
      const document = editor.open(`${podWith()}---\n${podWith()}`);
      const after = await take(document, document.rangeOf('web', 1), "Harden container 'web' (2 findings)");
      const hardened = podWith(
        'securityContext:',
        '  allowPrivilegeEscalation: false',
        '  readOnlyRootFilesystem: true',
      );
      assert.equal(after, `${podWith()}---\n${hardened}`);
    });

    it('mend all findings of a rule in the file, and of no other rule', async () => {
      const document = editor.open(`${podWith(...secured)}---\n${podWith(...secured)}`);
      const mended = podWith(...secured).replace('true #', 'false #');
      assert.equal(
        await take(document, 'true #', 'Fix all: Privileged container in this file'),
        `${mended}---\n${mended}`,
      );
    });

    it('do not offer to mend all of a rule that found one thing', async () => {
      const document = editor.open(podWith(...secured));
      assert.ok(!titles(await document.actions('true #')).some((title) => title.startsWith('Fix all')));
    });

    it('harden a workload to what Pod Security asks for, whatever the level is', async () => {
      const title = 'Harden this workload to Pod Security restricted';
      const before = podWith('securityContext:', '  privileged: true');
      const after = podWith('securityContext:', '  privileged: false', '  allowPrivilegeEscalation: false');
      assert.equal(await take(editor.open(`${before}---\n${before}`), 'shop', title), `${after}---\n${before}`);

      const other = await startEditor({ settings: { level: 'baseline' } });
      assert.equal(await take(other.open(before), 'shop', title), after);
      await other.end();
    });

    it('harden a file in every document of it', async () => {
      const document = editor.open(`${podWith(...secured)}---\n${podWith()}`);
      const hardened = podWith(
        'securityContext:',
        '  allowPrivilegeEscalation: false',
        '  readOnlyRootFilesystem: true',
      );
      const [first = ''] = (await take(document, whole, 'Harden this file', 'source.bulkhead.harden')).split('---\n');
      assert.match(first, /privileged: false # driver\n.*\n {8}readOnlyRootFilesystem: true\n$/);
      assert.ok((await take(document, whole, 'Harden this file', 'source')).endsWith(`---\n${hardened}`));
    });

    it('make safe fixes only when everything is fixed on save', async () => {
      const document = editor.open(pod('hostNetwrok: true', 'containers:', '  - name: web', '    image: a'));
      const actions = await document.actions(whole, { only: ['source.fixAll'] });
      assert.deepEqual(
        actions.map(({ title, kind }) => [title, kind]),
        [['Make all safe fixes', 'source.fixAll.bulkhead']],
      );
      const after = pod('containers:', '  - name: web', '    image: a');
      assert.equal(await take(document, whole, 'Make all safe fixes', 'source.fixAll.bulkhead'), after);
      assert.deepEqual(await editor.open(podWith()).actions(whole, { only: ['source.fixAll'] }), []);
    });

    it('are refused when the document has changed since they were offered', async () => {
      const document = editor.open(podWith());
      const [first] = await document.actions('web');
      assert.ok(first?.data);
      document.change('# new\n', { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } });
      await assert.rejects(document.resolve(first), { code: -32801 });
    });

    it('have their edit at once for clients that cannot wait for it', async () => {
      const capabilities = { ...fullCapabilities, textDocument: { ...fullCapabilities.textDocument, codeAction: {} } };
      const other = await startEditor({ capabilities });
      const document = other.open(podWith());
      const [first] = await document.actions('web');
      assert.match(document.after(first?.edit), /readOnlyRootFilesystem: true/);
      await other.end();
    });
  });

  describe('heed what is asked for', () => {
    it('by kind', async () => {
      const document = editor.open(podWith());
      const kinds = async (only: string) => [
        ...new Set((await document.actions('web', { only: [only] })).map(({ kind }) => kind)),
      ];
      assert.deepEqual(await kinds('quickfix'), ['quickfix', 'quickfix.ignore.bulkhead']);
      assert.deepEqual(await kinds('quickfix.ignore'), ['quickfix.ignore.bulkhead']);
      assert.deepEqual(await kinds('refactor'), ['refactor.rewrite']);
      assert.deepEqual(await kinds('refactor.rewrite'), ['refactor.rewrite']);
      assert.deepEqual(await kinds('refactor.extract'), []);
      assert.deepEqual(await kinds('source'), ['source.bulkhead.harden']);
      assert.deepEqual(await kinds('sourc'), []);
    });

    it('by trigger: a cursor that moves through a workload lights no bulb', async () => {
      const document = editor.open(podWith());
      const moved = await document.actions('metadata', { triggerKind: CodeActionTriggerKind.Automatic });
      assert.deepEqual(moved, []);
      const invoked = await document.actions('metadata', { triggerKind: CodeActionTriggerKind.Invoked });
      assert.deepEqual(titles(invoked), ['Harden this workload to Pod Security restricted']);
    });

    it('with at most ten entries, the last of them "Ignore…"', async () => {
      const containers = Array.from({ length: 12 }, (_, index) => [
        `  - name: c${index}`,
        '    image: a',
        '    securityContext:',
        '      privileged: true',
      ]);
      const document = editor.open(pod('containers:', ...containers.flat()));
      const actions = await document.actions(whole);
      assert.equal(actions.length, 10);
      assert.equal(actions.at(-1)?.title, 'Ignore…');
      assert.equal(actions.filter(({ isPreferred }) => isPreferred).length, 1);
    });
  });

  it('mend a whole file on request', async () => {
    const document = editor.open(pod('hostNetwrok: true', 'containers:', '  - name: web', '    image: a'));
    const fixed = await editor.ask('bulkhead/mend', { uri: document.uri, how: 'fix' });
    assert.equal(fixed?.findings, 1);
    assert.equal(document.after(fixed.edit), pod('containers:', '  - name: web', '    image: a'));
    const hardened = await editor.ask('bulkhead/mend', { uri: document.uri, how: 'harden' });
    assert.equal(hardened?.findings, 3);
    assert.equal(await editor.ask('bulkhead/mend', { uri: 'untitled:closed', how: 'fix' }), null);
  });
});
