import assert from 'node:assert/strict';
import fc from 'fast-check';
import { findWords, indexWords } from '../../server/src/engine/words.js';

const found = (words: readonly string[], text: string, escape = '\\'): readonly string[] => {
  const numbers: number[] = [];
  findWords(indexWords(words.map((word) => [word])), text, escape, (_, askers) => numbers.push(...askers));
  return words.filter((_, number) => numbers.includes(number));
};

describe('looking for the words of many rules at once', () => {
  it('finds words between whatever parts them', () => {
    const text = 'RUN set -e;/usr/bin/curl|$(wget) >apt.conf && APT::Get::AllowUnauthenticated=1\n';
    const words = ['curl', 'wget', 'apt', 'conf', 'AllowUnauthenticated', 'set', 'e'];
    assert.deepEqual(found(words, text), words);
  });

  it('takes dashes and underscores within a word for letters, and drops those dashes that stand at its ends', () => {
    assert.deepEqual(found(['apt', 'apt-get', 'id_rsa', 'id'], 'apt-get id_rsa'), ['apt-get', 'id_rsa']);
    assert.deepEqual(found(['no-check', 'k'], '--no-check -k- -'), ['no-check', 'k']);
  });

  it('does not mind case, which settings and programs of Windows ignore', () => {
    assert.deepEqual(found(['sslVerify'], 'http.SSLVERIFY'), ['sslVerify']);
  });

  it('reads through the quotes and escapes within a word', () => {
    assert.deepEqual(found(['curl', 'wget'], 'C:\\curl cu`\nrl;wg`\net', '`'), ['curl', 'wget']);
    for (const text of [
      `c"ur"l`,
      `'cu'rl`,
      'c\\url',
      'cu\\\nrl',
      'cu\\\r\nrl',
      '"curl"',
      'a\\ncurl',
      '\\ncurl',
      'C:\\curl',
    ]) {
      assert.deepEqual(found(['curl'], text), ['curl'], text);
    }
  });

  it('reads on after the comments and blank lines that follow an escaped line end', () => {
    assert.deepEqual(found(['curl'], 'cu\\ \n# a comment\n\n  # and one\r\nrl'), ['curl']);
  });

  it('finds no word that is only a part of one', () => {
    assert.deepEqual(found(['curl'], 'curly libcurl curl-config scurl mycurl_'), []);
  });

  it('finds each word in any text that other characters part', () => {
    const word = fc.stringMatching(/^[A-Za-z0-9_](?:[\w-]{0,12}\w)?$/);
    const gap = fc.stringMatching(/^[^\w"'\\-]{1,3}$/);
    fc.assert(
      fc.property(fc.array(fc.tuple(word, gap), { minLength: 1, maxLength: 8 }), (parts) => {
        const text = parts.flat().join('');
        for (const [one] of parts) assert.deepEqual(found([one], text), [one]);
      }),
      { numRuns: 500 },
    );
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 60, unit: 'binary' }), (text) => void found(['a', ''], text)),
      { numRuns: 500 },
    );
  });
});
