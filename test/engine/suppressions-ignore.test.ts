import assert from 'node:assert/strict';
import fs from 'node:fs';
import fc from 'fast-check';
import type { Analysis, Finding } from '../../server/src/engine/analysis.js';
import { ignoreEdits, ignoreScopes, type IgnoreScope } from '../../server/src/engine/ignore.js';
import { applyEdits } from '../../server/src/text/edit.js';
import { accepted, audited, left, look, pod, podFaults } from './suppression-rules.js';

function findingOf(analysis: Analysis, id: string, index = 0): Finding {
  const finding = analysis.findings.filter(({ rule }) => rule.id === id)[index];
  assert.ok(finding, `no ${id}`);
  return finding;
}

/** The text after a finding is ignored. */
function ignored(
  text: string,
  id: string,
  scope: IgnoreScope,
  options: { readonly reason?: string; readonly path?: string } = {},
): string | undefined {
  const analysis = look(text, {}, options.path);
  const edits = ignoreEdits(analysis, findingOf(analysis, id), scope, options.reason);
  return edits && applyEdits(text, edits);
}

const scopes = (text: string, id: string, path?: string) => {
  const analysis = look(text, {}, path);
  return ignoreScopes(analysis, findingOf(analysis, id));
};

describe('ignoring a finding in YAML', () => {
  it('writes a comment above the line, the container, the object or at the head of the file', () => {
    const comment = '# bulkhead-ignore privileged-container -- the driver';
    const reason = 'the driver';
    assert.equal(ignored(pod(), 'privileged-container', 'line', { reason }), pod({ beforePrivileged: comment }));
    assert.equal(ignored(pod(), 'privileged-container', 'container', { reason }), pod({ beforeFirst: comment }));
    assert.equal(ignored(pod(), 'privileged-container', 'object', { reason }), pod({ head: comment }));
    assert.equal(
      ignored(pod(), 'privileged-container', 'file', { reason }),
      pod({ head: comment.replace('ignore', 'ignore-file') }),
    );
  });

  it('asks for the reason with a tab stop', () => {
    const analysis = look(pod());
    const edits = ignoreEdits(analysis, findingOf(analysis, 'privileged-container'), 'line');
    assert.equal(edits?.length, 1);
    const [{ newText, tabStops }] = edits as [NonNullable<typeof edits>[number]];
    assert.equal(newText, '        # bulkhead-ignore privileged-container -- <reason>\n');
    assert.deepEqual(
      tabStops?.map(({ start, end }) => newText.slice(start, end)),
      ['<reason>'],
    );
  });

  it('adds the rule to the comment that stands there', () => {
    const text = pod({ beforeFirst: '# bulkhead-ignore privileged-container until=2999-01-01 -- x' });
    assert.equal(
      ignored(text, 'run-as-root-user', 'container'),
      pod({ beforeFirst: '# bulkhead-ignore privileged-container, run-as-root-user until=2999-01-01 -- x' }),
    );
    const file = pod({ head: '# bulkhead-ignore-file privileged-container -- x' });
    assert.equal(
      ignored(file, 'host-pid', 'file'),
      pod({ head: '# bulkhead-ignore-file privileged-container, host-pid -- x' }),
    );
  });

  it('offers no scope that would be no narrower than another', () => {
    assert.deepEqual(scopes(pod(), 'privileged-container'), ['line', 'container', 'object', 'file']);
    assert.deepEqual(scopes(pod(), 'host-pid'), ['line', 'object', 'file']);
    const flow =
      'apiVersion: v1\nkind: Pod\nspec:\n  containers:\n    - {name: a, image: b, securityContext: {privileged: true}}\n';
    assert.deepEqual(scopes(flow, 'privileged-container'), ['container', 'object', 'file']);
  });

  it('keeps CRLF, a byte order mark and the lines of a flow collection', () => {
    const text = `\uFEFF${pod().replaceAll('\n', '\r\n')}`;
    const after = ignored(text, 'host-pid', 'object', { reason: 'x' });
    assert.equal(after, text.replace('\uFEFF', '\uFEFF# bulkhead-ignore host-pid -- x\r\n'));
    const flow =
      '---\n{\n  apiVersion: v1, kind: Pod,\n  spec: {\n    hostPID: true, containers: [{name: a, image: b}],\n  },\n}\n';
    assert.equal(
      ignored(flow, 'host-pid', 'line', { reason: 'x' }),
      flow.replace('    hostPID', '    # bulkhead-ignore host-pid -- x\n    hostPID'),
    );
  });

  it('makes one line of the reason', () => {
    assert.equal(
      ignored(pod(), 'host-pid', 'object', { reason: ' a\n  b ' }),
      pod({ head: '# bulkhead-ignore host-pid -- a b' }),
    );
  });

  it('accepts the finding afterwards, takes nothing else away, and changes no other byte', () => {
    const scope = fc.constantFrom<IgnoreScope>('line', 'container', 'object', 'file');
    fc.assert(
      fc.property(fc.nat(podFaults.length - 1), scope, fc.constantFrom('\n', '\r\n'), (index, chosen, eol) => {
        const text = `${pod()}---\n${pod()}`.replaceAll('\n', eol);
        const before = look(text);
        const finding = before.findings[index];
        const edits = finding && ignoreEdits(before, finding, chosen, 'x');
        if (!finding || !edits) return;
        const after = look(applyEdits(text, edits));
        assert.ok(accepted(after).length > 0 && accepted(after).every((id) => id === finding.rule.id));
        assert.equal(accepted(after).length + left(after).length, left(before).length);
        assert.deepEqual(audited(after), []);
        assert.ok(edits.every(({ start, end }) => start === end));
      }),
    );
  });
});

describe('ignoring a finding in JSON', () => {
  const json = (metadata: object) =>
    `${JSON.stringify(
      {
        apiVersion: 'v1',
        kind: 'Pod',
        metadata,
        spec: { hostPID: true, containers: [{ name: 'web', image: 'web:1', securityContext: { privileged: true } }] },
      },
      null,
      2,
    )}\n`;

  it('writes an annotation, because JSON has no comments', () => {
    assert.deepEqual(scopes(json({ name: 'a' }), 'privileged-container', 'a.json'), ['container', 'object']);
    const text = ignored(json({ name: 'a' }), 'privileged-container', 'container', { path: 'a.json', reason: 'x' });
    assert.deepEqual(
      JSON.parse(text ?? ''),
      JSON.parse(json({ name: 'a', annotations: { 'bulkhead/ignore.web': 'privileged-container -- x' } })),
    );
    assert.deepEqual(accepted(look(text ?? '', {}, 'a.json')), ['privileged-container']);
    assert.equal(ignored(json({ name: 'a' }), 'host-pid', 'line', { path: 'a.json' }), undefined);
  });

  it('adds the rule to the annotation that stands there, whatever the file is called', () => {
    const text = json({ annotations: { 'bulkhead/ignore': 'privileged-container -- x' } });
    const after = ignored(text, 'host-pid', 'object');
    assert.equal(after, json({ annotations: { 'bulkhead/ignore': 'privileged-container, host-pid -- x' } }));
  });
});

describe('ignoring a finding in a Dockerfile', () => {
  const path = 'Dockerfile';

  it('writes a comment above the instruction, never within it', () => {
    const text = 'FROM a\n  RUN true \\\n    && curl -k b\n';
    assert.deepEqual(scopes(text, 'curl-insecure', path), ['line', 'file']);
    assert.equal(
      ignored(text, 'curl-insecure', 'line', { path, reason: 'x' }),
      'FROM a\n  # bulkhead-ignore curl-insecure -- x\n  RUN true \\\n    && curl -k b\n',
    );
  });

  it('for the file writes below the directives, which a comment would end', () => {
    const text = '# syntax=docker/dockerfile:1\r\n# escape=`\r\n\r\nFROM a\r\nUSER root';
    assert.equal(
      ignored(text, 'user-root', 'file', { path, reason: 'x' }),
      text.replace('`\r\n', '`\r\n# bulkhead-ignore-file user-root -- x\r\n'),
    );
    assert.equal(
      ignored('FROM a\nUSER root', 'user-root', 'file', { path, reason: 'x' }),
      '# bulkhead-ignore-file user-root -- x\nFROM a\nUSER root',
    );
  });

  it('adds the rule to the comment that stands there', () => {
    const text = 'FROM a\n# bulkhead-ignore workdir-relative -- x\nUSER root\n';
    assert.equal(
      ignored(text, 'user-root', 'line', { path }),
      'FROM a\n# bulkhead-ignore workdir-relative, user-root -- x\nUSER root\n',
    );
  });

  it('offers nothing for what is said about suppressions', () => {
    const analysis = look('FROM a\n# bulkhead-ignore user-root\nUSER 1\n', {}, path);
    for (const finding of analysis.findings) assert.deepEqual(ignoreScopes(analysis, finding), []);
    assert.ok(analysis.findings.length > 0);
  });
});

const corpus = '../shared/data/manifests';
if (fs.existsSync(corpus)) {
  describe('ignoring a finding in real manifests', () => {
    it('accepts that finding and takes no other away, in every scope', () => {
      const files = fs
        .readdirSync(corpus, { recursive: true, encoding: 'utf8' })
        .filter((name) => /\.(ya?ml|json)$/.test(name));
      let tried = 0;
      for (const path of files) {
        const text = fs.readFileSync(`${corpus}/${path}`, 'utf8');
        const before = look(text, {}, path);
        for (const finding of before.findings.slice(0, 3)) {
          for (const scope of ignoreScopes(before, finding)) {
            const edits = ignoreEdits(before, finding, scope, 'x');
            assert.ok(edits, `${path}: ${scope}`);
            const after = look(applyEdits(text, edits), {}, path);
            const { id } = finding.rule;
            assert.ok(
              accepted(after).length > 0 && accepted(after).every((one) => one === id),
              `${path}: ${scope} ${id}`,
            );
            assert.equal(accepted(after).length + left(after).length, left(before).length, `${path}: ${scope} ${id}`);
            tried++;
          }
        }
      }
      assert.ok(tried > 0);
    });
  });
}
