import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseImageReference } from '../../server/src/text/image-reference.js';
import { present } from './present.js';

const digest = `sha256:${'0123456789abcdef'.repeat(4)}`;
const show = (text: string): string | undefined => {
  const found = parseImageReference(text);
  return (
    found &&
    [
      found.registry?.text ?? '-',
      found.repository.text,
      found.tag?.text ?? '-',
      found.digest ? 'digest' : '-',
      found.name,
    ].join(' ')
  );
};

describe('image references', () => {
  const cases: Record<string, string> = {
    node: '- node - - docker.io/library/node',
    'node:20': '- node 20 - docker.io/library/node',
    'bitnami/redis:7': '- bitnami/redis 7 - docker.io/bitnami/redis',
    'docker.io/node': 'docker.io node - - docker.io/library/node',
    'index.docker.io/library/node:1': 'index.docker.io library/node 1 - docker.io/library/node',
    'registry:5000/img': 'registry:5000 img - - registry:5000/img',
    'localhost/img:a': 'localhost img a - localhost/img',
    'Host/img': 'Host img - - Host/img',
    'gcr.io/a/b/c:1.2-x_y': 'gcr.io a/b/c 1.2-x_y - gcr.io/a/b/c',
    '[2001:db8::1]:5000/app:1': '[2001:db8::1]:5000 app 1 - [2001:db8::1]:5000/app',
    [`node@${digest}`]: '- node - digest docker.io/library/node',
    [`r.io/node:latest@${digest}`]: 'r.io node latest digest r.io/node',
  };
  for (const [text, expected] of Object.entries(cases))
    it(text, () => {
      assert.equal(show(text), expected);
    });

  it('refuses what tools refuse', () => {
    const wrong = [
      '',
      ':tag',
      'node:',
      'Node',
      'a/Node',
      'node:a b',
      'a//b',
      '/a',
      'a/',
      'node@sha256:short',
      `node@${digest.toUpperCase()}`,
      'a..b',
      'a:b:c',
      '$X',
      'a@',
      'f'.repeat(64),
      `r.io/${'a'.repeat(256)}`,
      'http://a/b',
    ];
    for (const text of wrong) assert.equal(show(text), undefined, text);
  });

  it('gives the familiar name', () => {
    assert.equal(parseImageReference('docker.io/library/node')?.familiarName, 'node');
    assert.equal(parseImageReference('docker.io/a/b')?.familiarName, 'a/b');
    assert.equal(parseImageReference('ghcr.io/a/b')?.familiarName, 'ghcr.io/a/b');
  });

  it('knows where each part stands', () => {
    const piece = fc.stringMatching(/^[a-z0-9]{1,6}$/);
    fc.assert(
      fc.property(piece, piece, piece, fc.boolean(), fc.boolean(), (host, path, tag, hasTag, hasDigest) => {
        const text = `${host}.io:5000/${path}${hasTag ? `:${tag}` : ''}${hasDigest ? `@${digest}` : ''}`;
        const found = present(parseImageReference(text));
        for (const part of [found.registry, found.repository, found.tag, found.digest]) {
          if (part) assert.equal(text.slice(part.start, part.end), part.text);
        }
        assert.equal(found.tag?.text, hasTag ? tag : undefined);
        assert.equal(found.digest?.text, hasDigest ? digest : undefined);
      }),
    );
  });

  it('never fails', () => {
    fc.assert(fc.property(fc.string(), (text) => void parseImageReference(text)));
  });
});
