import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { parseDockerfile } from '../../server/src/dockerfile/parse.js';
import { analyze, type Analysis, type FindingFix } from '../../server/src/engine/analysis.js';
import { mend, planFixes } from '../../server/src/engine/fixing.js';
import { textOf } from '../../server/src/engine/message.js';
import { defaultSettings } from '../../server/src/engine/settings.js';
import { aptUnauthenticated } from '../../server/src/rules/dockerfile/integrity/apt-unauthenticated.js';
import { curlInsecure } from '../../server/src/rules/dockerfile/integrity/curl-insecure.js';
import { globMatches } from '../../server/src/rules/dockerfile/secrets/globs.js';
import { secretId, secretKind } from '../../server/src/rules/dockerfile/secrets/secret-files.js';
import { secretCopiedThenRemoved } from '../../server/src/rules/dockerfile/secrets/secret-copied-then-removed.js';
import { applyEdits } from '../../server/src/text/edit.js';
import { readExamples } from './harness.js';
import { readMarkers } from './markers.js';

const rules = [aptUnauthenticated, curlInsecure, secretCopiedThenRemoved];
const oracle = '../shared/data/dockerfile-oracle/inputs';
const fixtures = rules.flatMap(({ id }) =>
  readExamples(fs.readFileSync(`test/rules/dockerfile/${id}.md`, 'utf8')).map(
    ({ block }) => readMarkers(block.text).text,
  ),
);
const real = fs.existsSync(oracle)
  ? fs
      .readdirSync(oracle)
      .flatMap((name) => (name.includes('-real-') ? [fs.readFileSync(path.join(oracle, name), 'utf8')] : []))
  : [];
const samples = [...fixtures, ...real];

/** Checks a text by these rules; what a rule throws is thrown on. */
function check(text: string): Analysis {
  const analysis = analyze({ path: 'Dockerfile', text }, defaultSettings, rules);
  for (const { error } of analysis.crashes) throw error;
  return analysis;
}

/** What a finding says wherever it stands. */
const told = ({ findings }: Analysis): readonly string[] =>
  findings.map(({ rule, severity, message }) => `${rule.id} ${severity} ${textOf(message)}`);

const describeFixes = (text: string): readonly string[] =>
  check(text).findings.flatMap(({ fixes }) =>
    fixes.map(({ title, applicability }) => `${applicability}: ${textOf(title)}`),
  );

/** Each instruction with its words, to compare what stands outside a fix. */
const instructionsOf = (text: string): readonly string[] =>
  parseDockerfile(text).instructions.map(({ line, heredocs }) =>
    [line.text.replace(/\s+/g, ' '), ...heredocs.map(({ body }) => body)].join('\n'),
  );

/** Every fix of a text, with what it makes of it. */
function* fixesOf(text: string): Iterable<{ readonly fix: FindingFix; readonly mended: string }> {
  for (const { fixes } of check(text).findings) {
    for (const fix of fixes) {
      const edits = planFixes([fix]);
      assert.ok(edits, `the fix can be made: ${textOf(fix.title)}`);
      yield { fix, mended: applyEdits(text, edits) };
    }
  }
}

describe('apt-unauthenticated, curl-insecure and secret-copied-then-removed', () => {
  it('a fix raises no new finding and no fault, and touches no more instructions than it must', () => {
    for (const text of samples) {
      const before = told(check(text));
      const known = instructionsOf(text);
      for (const { fix, mended } of fixesOf(text)) {
        const after = told(check(mended));
        assert.ok(after.length < before.length, `${textOf(fix.title)}:\n${mended}`);
        for (const one of after) assert.ok(before.includes(one), `new: ${one}\n${mended}`);
        assert.equal(parseDockerfile(mended).faults.length, parseDockerfile(text).faults.length, mended);
        // What is new was one of the old ones, less some words or with a mount, or with a package more.
        const added = instructionsOf(mended).filter((one) => !known.includes(one));
        assert.ok(added.length <= 4, `${textOf(fix.title)}:\n${mended}`);
      }
    }
  });

  it('all fixes together leave nothing that has a fix, and a second run has nothing to do', () => {
    for (const text of samples) {
      const mended = mend(check(text), ({ fixes: [first] }) => first, rules).text;
      assert.deepEqual(
        check(mended).findings.flatMap(({ fixes }) => fixes.map(({ title }) => textOf(title))),
        [],
        mended,
      );
      assert.equal(mend(check(mended), ({ fixes: [first] }) => first, rules).text, mended);
    }
  });

  it('CRLF line ends and a missing last one stay as they are', () => {
    for (const text of samples.filter((sample) => !sample.includes('\r'))) {
      const lf = mend(check(text), ({ fixes: [first] }) => first, rules).text;
      const crlf = text.replace(/\n/g, '\r\n');
      assert.equal(mend(check(crlf), ({ fixes: [first] }) => first, rules).text, lf.replace(/\n/g, '\r\n'));
    }
  });

  it('mutated files never make a rule throw, and what is offered can be made', () => {
    const pieces = [
      '\n',
      ' ',
      '\\\n',
      '"',
      "'",
      '$(',
      ')',
      '`',
      '&&',
      '||',
      '|',
      ';',
      '-k',
      '-o',
      '*',
      '/',
      '..',
      '~/',
      '<<EOF\n',
      'rm ',
      'COPY ',
    ];
    const change = fc.record({
      at: fc.nat(1000),
      length: fc.nat(6),
      text: fc.oneof(fc.constantFrom(...pieces), fc.string({ maxLength: 4 })),
    });
    const mutated = fc
      .tuple(fc.constantFrom(...samples), fc.array(change, { minLength: 1, maxLength: 6 }))
      .map(([sample, changes]) =>
        changes.reduce((text, { at, length, text: piece }) => {
          const start = Math.floor((at / 1000) * text.length);
          return text.slice(0, start) + piece + text.slice(start + length);
        }, sample),
      );
    fc.assert(
      fc.property(mutated, (text) => {
        for (const { mended } of fixesOf(text)) check(mended);
      }),
      { numRuns: 400 },
    );
  });
});

describe('what the fixes of secret-copied-then-removed say', () => {
  const stage = (...lines: readonly string[]): string => ['FROM debian:13.6', ...lines, ''].join('\n');

  it('which flag the build needs, in the title, and that it is left to the person', () => {
    assert.deepEqual(describeFixes(stage('COPY conf/.npmrc /app/', 'RUN npm ci', 'RUN rm /app/.npmrc')), [
      "placeholder: Mount '.npmrc' as a build secret (--secret id=npmrc,src=conf/.npmrc)",
    ]);
    assert.deepEqual(describeFixes(stage('COPY id_rsa /root/.ssh/', 'RUN git pull', 'RUN rm /root/.ssh/id_rsa')), [
      'placeholder: Lend an SSH agent instead of the key: docker build --ssh default',
    ]);
  });

  it('nothing about the build where it stays the same', () => {
    assert.deepEqual(describeFixes(stage('COPY a.tgz /tmp/', 'RUN tar xf /tmp/a.tgz', 'RUN rm /tmp/a.tgz')), [
      'hardening: Mount it for the steps that use it instead of copying it',
    ]);
    assert.deepEqual(describeFixes(stage('COPY .env /app/', 'RUN rm /app/.env')), [
      "hardening: Do not copy '.env': no step uses it",
    ]);
  });

  it('where the file is removed', () => {
    const text = stage('COPY .env /app/', 'RUN rm -f /tmp/x /app/.env');
    const [finding] = check(text).findings;
    assert.deepEqual(
      finding?.related.map(({ span, message }) => [text.slice(span.start, span.end), textOf(message)]),
      [['/app/.env', 'It is removed here, in another layer.']],
    );
  });

  it('two secrets of one COPY are mended one after the other', () => {
    const text = stage('COPY .npmrc .netrc /root/', 'RUN npm ci && git pull', 'RUN rm /root/.npmrc /root/.netrc');
    assert.equal(
      mend(check(text), ({ fixes: [first] }) => first, rules).text,
      stage(
        'RUN --mount=type=secret,id=npmrc,target=/root/.npmrc --mount=type=secret,id=netrc,target=/root/.netrc npm ci && git pull',
      ),
    );
  });
});

describe('names of secret files', () => {
  it('are told from samples, public files and sources', () => {
    const secrets = [
      '.npmrc', 'conf/.npmrc', 'id_rsa', 'keys/id_ed25519_github', '.ssh', '.ssh/work', 'deploy_key', 'deploy-key.pem', 'server.key',
      'tls/privkey.pem', 'client.p12', '.env', '.env.production', '.aws/credentials', '.docker/config.json', 'kubeconfig', '.kube/config',
      'service-account.json', 'gcloud-key.json', 'credentials.json', 'secrets/db', 'secrets.yaml', '.pypirc', '.netrc', '.git-credentials',
      'store.jks', 'token', 'github_token.txt', 'keystore.pfx',
    ]; // prettier-ignore
    const others = [
      'id_rsa.pub', '.ssh/known_hosts', '.ssh/config', 'ca.pem', 'ca-bundle.pem', 'my-cacert.pem', 'fullchain.pem', 'server.crt', '.env.example',
      '.env.sample', 'nodesource.gpg.key', 'docker-archive-keyring.key', 'credentials.go', 'secret.py', 'truststore.jks', 'package.json',
      'tokens.js', 'environment', 'config.json', 'settings.xml', 'secretary.txt', 'dhparam.pem', 'docker', 'keyboard', 'monkey.txt',
    ]; // prettier-ignore
    assert.deepEqual(
      secrets.filter((name) => !secretKind(name)),
      [],
    );
    assert.deepEqual(
      others.filter((name) => secretKind(name)),
      [],
    );
  });

  it('give short ids', () => {
    assert.deepEqual(
      ['.npmrc', '/home/app/.aws/credentials', 'keys/id_rsa', '.docker/config.json', '...', 'my key.pem'].map(secretId),
      ['npmrc', 'aws-credentials', 'id_rsa', 'docker-config-json', 'secret', 'my-key-pem'],
    );
  });
});

describe('patterns of the shell', () => {
  const cases: readonly (readonly [string, string, boolean])[] = [
    ['/tmp/*', '/tmp/a', true],
    ['/tmp/*', '/tmp/a/b', false],
    ['/tmp/*', '/tmp/.a', false],
    ['/tmp/.*', '/tmp/.a', true],
    ['/t?p/*.d*b', '/tmp/a.deb', true],
    ['/tmp/[a-c].deb', '/tmp/b.deb', true],
    ['/tmp/a*a*a*b', '/tmp/aaaaaaaaaaaa', false],
    ['/*', '/tmp', true],
  ];
  for (const [pattern, name, expected] of cases) {
    it(`${pattern} and ${name}`, () => {
      assert.equal(globMatches(pattern, name), expected);
    });
  }
});
