import assert from 'node:assert/strict';
import fs from 'node:fs';
import fc from 'fast-check';
import { analyze, type Analysis } from '../../server/src/engine/analysis.js';
import { planFixes } from '../../server/src/engine/fixing.js';
import { ignoreEdits, ignoreScopes } from '../../server/src/engine/ignore.js';
import { say, textOf } from '../../server/src/engine/message.js';
import type { Rule, Visitor } from '../../server/src/engine/rule.js';
import { defaultSettings, type Settings } from '../../server/src/engine/settings.js';
import { rules } from '../../server/src/rules/index.js';
import { pipelineRules } from '../../server/src/rules/pipeline/index.js';
import { applyEdits } from '../../server/src/text/edit.js';
import { readExamples } from '../rules/harness.js';
import { readMarkers } from '../rules/markers.js';

const rule = (visitor: Visitor): Rule => ({ id: 'a', title: 'A rule', severity: 'info', on: true, ...visitor });
const seesDocument = rule({ mentions: ['telling'], document: ({ value }) => [{ at: value, message: say`Seen.` }] });
const seesBuild = rule({
  mentions: ['telling'],
  buildCommand: ({ tool, args, command }) => [
    { at: command, message: say`${tool}: ${args.map(({ text }) => text).join(' ')}` },
  ],
});
const check = (text: string, one: Rule, path = 'ci.yaml', languageId?: string): Analysis =>
  analyze({ path, languageId, text }, defaultSettings, [one]);
const found = (text: string, path?: string, languageId?: string): readonly string[] =>
  check(text, seesBuild, path, languageId).findings.map(({ message }) => textOf(message));
const all: Settings = {
  ...defaultSettings,
  rules: new Map(pipelineRules.map(({ id, severity }) => [id, { severity }])),
};

describe('documents without Kubernetes objects', () => {
  it('are not even read where no telling word stands', () => {
    for (const text of ['a: b\n', 'openapi: 3.1.0\ninfo: {title: tellingly}\n', 'services: {}\n']) {
      const { chunks, findings } = check(text, seesDocument);
      assert.deepEqual([chunks[0]?.chunk.yaml, findings], [undefined, []]);
    }
  });

  it('are not read either where a rule wants more than the word', () => {
    const choosy = { ...seesDocument, wants: /^first:/m };
    const { chunks } = check('a: telling\n', choosy);
    assert.equal(chunks[0]?.chunk.yaml, undefined);
    assert.equal(check('first: telling\n', choosy).findings.length, 1);
  });

  it('are shown where one stands, each document of a stream for itself', () => {
    const text =
      'a: b\n---\nc: telling\n---\napiVersion: v1\nkind: Pod\nmetadata: {name: telling}\n---\nkind: telling\n';
    assert.deepEqual(
      check(text, seesDocument).findings.map(({ span }) => text.slice(span.start, span.end)),
      ['c: telling', 'kind: telling'],
    );
  });

  it('of other tools get no finding from any rule', () => {
    const texts = [
      'openapi: 3.1.0\npaths:\n  /a:\n    get:\n      description: Use --build-arg TOKEN=x of docker build.\n',
      '- hosts: all\n  tasks:\n    - name: docker build --squash\n      docker_image: { name: a, build: { args: { TOKEN: x } } }\n',
      'on: push\njobs:\n  a:\n    steps:\n      - uses: actions/checkout@v5\n      - run: docker build -t a .\n',
      'services:\n  a:\n    image: a\n    volumes: [a:/run/a.sock]\n    environment: { TOKEN: x }\n',
    ];
    for (const text of texts) assert.deepEqual(analyze({ path: 'a.yaml', text }, all, rules).findings, []);
  });
});

describe('build commands', () => {
  it('are found in the texts that a shell runs', () => {
    assert.deepEqual(found('run: docker build telling\n'), ['docker: telling']);
    assert.deepEqual(found('a: [x, {b: "sudo podman build telling && nerdctl image build b"}]\n'), [
      'podman: telling',
      'nerdctl: b',
    ]);
    assert.deepEqual(found('description: docker build telling\n'), []);
  });

  it('are told from other commands', () => {
    const script = [
      'docker --host tcp://a -l debug buildx --builder b build telling',
      'docker compose -f a.yaml --profile b build c',
      'docker run build',
      'docker builder prune',
      'buildah from build',
      'docker image ls build',
      '"$DOCKER" build a',
      '${CONTAINER_ENGINE} build b',
      '$(which docker) build c',
      'docker',
    ];
    assert.deepEqual(found(script.join('\n'), 'a.sh'), ['docker: telling', 'compose: c', 'docker: a', 'unknown: b']);
  });

  it('are read by language id and by name', () => {
    const recipe = 'a:\n\tdocker build telling\n';
    assert.deepEqual(found(recipe, 'Makefile'), ['docker: telling']);
    assert.deepEqual(found(recipe, 'a', 'makefile'), ['docker: telling']);
    assert.deepEqual(found(recipe, 'rules.mk'), ['docker: telling']);
    assert.deepEqual(found('docker build telling', 'a', 'shellscript'), ['docker: telling']);
    assert.deepEqual(found('a: docker build telling', 'a', 'dockercompose'), ['docker: telling']);
    assert.deepEqual(found('docker build telling', 'a.txt'), []);
  });
});

describe('a finding in a script', () => {
  it('can be ignored above its command and in the file', () => {
    const text = '#!/bin/sh\nset -e\n  docker build \\\n    telling\n';
    const analysis = check(text, seesBuild, 'a.sh');
    const [finding] = analysis.findings;
    assert.ok(finding);
    assert.deepEqual(ignoreScopes(analysis, finding), ['line', 'file']);
    const ignored = (scope: 'line' | 'file') => applyEdits(text, ignoreEdits(analysis, finding, scope, 'x') ?? []);
    assert.equal(ignored('line'), text.replace('  docker', '  # bulkhead-ignore a -- x\n  docker'));
    assert.equal(ignored('file'), text.replace('set', '# bulkhead-ignore-file a -- x\nset'));
    for (const scope of ['line', 'file'] as const) {
      const { findings, suppressed } = check(ignored(scope), seesBuild, 'a.sh');
      assert.deepEqual([findings.length, suppressed.length], [0, 1]);
    }
  });

  it('is not ignored by a comment about another command', () => {
    const text = '# bulkhead-ignore a -- x\ntrue\ndocker build telling # bulkhead-ignore a -- x\n';
    assert.equal(check(text, seesBuild, 'a.sh').findings.length, 1);
  });

  it('in JSON cannot be ignored by an annotation', () => {
    const analysis = check('{"a": "docker build telling"}', seesBuild, 'a.json');
    assert.deepEqual(
      analysis.findings.map((finding) => ignoreScopes(analysis, finding)),
      [[]],
    );
  });
});

describe('aliases', () => {
  it('are not expanded, however often they repeat each other', () => {
    const levels = Array.from(
      { length: 30 },
      (_, n) =>
        `x${n}: &x${n}\n  <<: [${`*x${n - 1}, `.repeat(n === 0 ? 0 : 10)}]\n  volumes: [${n === 0 ? '/run/docker.sock:/a' : `*x${n - 1}, *x${n - 1}`}]\n`,
    );
    const text = `${levels.join('')}services:\n  <<: *x29\n  a: *x29\n  b: { <<: [*x29, *x0], build: { args: *x29 } }\n  c: *x0\n  d: &d { volumes: *d }\n`;
    const { crashes, findings } = analyze({ path: 'a.yaml', text }, all, rules);
    assert.deepEqual([crashes, findings.length], [[], 1]);
  });
});

describe('texts that nobody wrote', () => {
  const samples = pipelineRules.flatMap(({ id }) =>
    readExamples(fs.readFileSync(`test/rules/pipeline/${id}.md`, 'utf8')).map(({ block }) => ({
      languageId: { shell: 'shellscript' }[block.language] ?? block.language,
      text: readMarkers(block.text).text,
    })),
  );
  const pieces = ['\n', ' ', '\\\n', '"', "'", '$(', ')', '`', '&&', '|', '>', '{{', '}}', '${{ a }}', ': ', '- ', '\t', '#', '*a', '&a ', '<<: ', '--build-arg', 'docker build', '\r\n', '[', '{', ',', '$$']; // prettier-ignore
  const change = fc.record({
    at: fc.nat(1000),
    length: fc.nat(8),
    text: fc.oneof(fc.constantFrom(...pieces), fc.string({ maxLength: 4 })),
  });
  const mutated = fc
    .tuple(fc.constantFrom(...samples), fc.array(change, { minLength: 1, maxLength: 6 }))
    .map(([{ languageId, text }, changes]) => ({
      languageId,
      text: changes.reduce((before, { at, length, text: piece }) => {
        const start = Math.floor((at / 1000) * before.length);
        return before.slice(0, start) + piece + before.slice(start + length);
      }, text),
    }));

  it('make no rule throw, and fixes mend what they are for and nothing else', () => {
    const told = ({ findings }: Analysis): readonly string[] =>
      findings.map(({ rule: { id }, message }) => `${id} ${textOf(message)}`);
    const numRuns = 3000;
    let made = 0;
    fc.assert(
      fc.property(mutated, ({ languageId, text }) => {
        const file = { path: 'a', languageId, text };
        const analysis = analyze(file, all, pipelineRules);
        assert.deepEqual(analysis.crashes, []);
        for (const { span, fixes } of analysis.findings) {
          assert.ok(0 <= span.start && span.start < span.end && span.end <= text.length);
          for (const fix of fixes) {
            const edits = planFixes([fix]);
            // Without its end a template action may reach anywhere, and no further after an edit.
            if (!edits || text.split('{{').length !== text.split('}}').length) continue;
            const after = analyze({ ...file, text: applyEdits(text, edits) }, all, pipelineRules);
            const before = told(analysis);
            made++;
            assert.ok(after.findings.length < analysis.findings.length, `${textOf(fix.title)}\n${after.file.text}`);
            for (const one of told(after)) assert.ok(before.includes(one), `new: ${one}\n${after.file.text}`);
          }
        }
      }),
      { numRuns },
    );
    assert.ok(made > numRuns / 4, `${made} fixes were made in ${numRuns} texts`);
  });
});
