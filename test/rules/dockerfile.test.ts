import assert from 'node:assert/strict';
import fs from 'node:fs';
import { analyze, type Analysis, type FindingFix } from '../../server/src/engine/analysis.js';
import { hardeningFix, mend, planFixes } from '../../server/src/engine/fixing.js';
import { textOf } from '../../server/src/engine/message.js';
import { defaultSettings } from '../../server/src/engine/settings.js';
import { dockerfileRules } from '../../server/src/rules/dockerfile/index.js';
import { applyEdits } from '../../server/src/text/edit.js';

const inputs = '../shared/data/dockerfile-oracle/inputs';

const check = (text: string): Analysis =>
  analyze({ path: 'Dockerfile', text, languageId: 'dockerfile' }, defaultSettings, dockerfileRules);
const fixesOf = (text: string, id: string): readonly FindingFix[] =>
  check(text)
    .findings.filter(({ rule }) => rule.id === id)
    .flatMap(({ fixes }) => fixes);

describe('fixes in Dockerfiles', () => {
  const cases: readonly (readonly [string, string, readonly string[]])[] = [
    ['from-latest-tag', 'FROM node:latest', ['hardening', 'hardening']],
    ['from-latest-tag', 'FROM example/app:latest', ['placeholder', 'placeholder']],
    ['from-latest-tag', 'FROM gcr.io/distroless/base:latest', ['placeholder']],
    ['from-untagged', 'FROM node', ['hardening', 'hardening']],
    ['user-missing', 'FROM alpine:3.24.1', ['hardening']],
    ['user-missing', 'FROM registry.example.com/base:1', ['placeholder']],
    ['user-missing', 'FROM postgres:18.6', []],
    ['user-root', 'FROM alpine:3.24.1\nUSER root', ['hardening']],
    ['user-root', 'FROM registry.example.com/base:1\nUSER root', ['placeholder']],
    ['volume-sensitive-path', 'FROM alpine:3.24.1\nVOLUME /etc', ['hardening']],
    ['volume-docker-socket', 'FROM alpine:3.24.1\nVOLUME /run/docker.sock', ['hardening']],
  ];
  for (const [id, text, expected] of cases) {
    it(`${id}: ${expected.join(', ') || 'none'} for ${text.replaceAll('\n', ' ')}`, () => {
      assert.deepEqual(
        fixesOf(text, id).map(({ applicability }) => applicability),
        expected,
      );
    });
  }

  it('mark what is to be filled in', () => {
    const marked = (text: string, id: string): readonly string[] =>
      fixesOf(text, id).flatMap((fix) =>
        (planFixes([fix]) ?? []).flatMap(({ newText, tabStops = [] }) =>
          tabStops.map(({ start, end }) => newText.slice(start, end)),
        ),
      );
    assert.deepEqual(marked('FROM example/app:latest', 'from-latest-tag'), ['VERSION', 'VERSION']);
    assert.deepEqual(marked('FROM gcr.io/distroless/base', 'from-untagged'), ['DIGEST']);
    assert.deepEqual(marked('FROM example/app:1', 'user-missing'), ['10001:10001']);
    assert.deepEqual(marked('FROM example/app:1\nUSER root', 'user-root'), ['10001:10001']);
    assert.deepEqual(marked('FROM alpine:3.24.1', 'user-missing'), []);
  });

  it('keep the line ends of the file and its missing last one', () => {
    const { text } = mend(check('FROM node\r\nRUN true\r\nCMD x'), hardeningFix, dockerfileRules);
    assert.equal(text, 'FROM node:26.7.0-trixie\r\nRUN true\r\nUSER 1000:1000\r\nCMD ["x"]');
  });

  it('that move a program to another base are refactorings, which hardening leaves to the person', () => {
    const text = [
      'FROM golang:1.27.0',
      'COPY . /src',
      'RUN CGO_ENABLED=0 go build -o /app .',
      'USER 1000',
      'CMD ["/app"]',
    ].join('\n');
    const fixes = fixesOf(text, 'final-stage-build-image');
    assert.deepEqual(
      fixes.map(({ kind }) => kind),
      ['refactoring'],
    );
    assert.equal(mend(check(text), hardeningFix, dockerfileRules).text, text);
    const moved = check(applyEdits(text, planFixes(fixes) ?? []));
    assert.deepEqual(
      moved.findings.map(({ rule }) => rule.id),
      [],
    );
  });

  it('tell where the default of an ARG decides', () => {
    const text = 'ARG TAG=latest\nFROM python:${TAG}\n';
    const related = check(text).findings.flatMap((finding) => finding.related);
    assert.deepEqual(
      related.map(({ span, message }) => [span.start, textOf(message)]),
      [[20, 'It is the base here.']],
    );
  });
});

/** Registers a test for each file: every fix can be made, mends its finding and brings no other; nothing is left to harden. */
function testInputs(): void {
  for (const name of fs.readdirSync(inputs)) {
    it(name, () => {
      const text = fs.readFileSync(`${inputs}/${name}`, 'utf8');
      const analysis = check(text);
      assert.deepEqual(analysis.crashes, []);
      for (const finding of analysis.findings) {
        const before = analysis.findings.filter(({ rule }) => rule === finding.rule).length;
        for (const fix of finding.fixes) {
          const edits = planFixes([fix]);
          assert.ok(edits, textOf(fix.title));
          const after = check(applyEdits(text, edits)).findings;
          // A port below 1024 is no matter before there is a user.
          const others = after.filter(({ rule }) => rule.id !== 'privileged-port-nonroot');
          assert.ok(others.length <= analysis.findings.length, `nothing new: ${textOf(fix.title)}`);
          assert.ok(after.filter(({ rule }) => rule === finding.rule).length < before, textOf(fix.title));
        }
      }
      const { text: mended } = mend(analysis, hardeningFix, dockerfileRules);
      assert.deepEqual(
        check(mended).findings.flatMap((finding) => hardeningFix(finding) ?? []),
        [],
      );
    });
  }
}

if (fs.existsSync(inputs)) describe('rules over the Dockerfiles of the oracle', testInputs);
