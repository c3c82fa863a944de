import assert from 'node:assert/strict';
import fc from 'fast-check';
import { decodeBytes, decodedLength, decodeText, encodeText, isBase64 } from '../../server/src/kubernetes/base64.js';

describe('base64', () => {
  it('decodes what Node encodes', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        const text = Buffer.from(bytes).toString('base64');
        assert.ok(isBase64(text));
        assert.equal(decodedLength(text), bytes.length);
        assert.deepEqual(decodeBytes(text), [...bytes]);
      }),
    );
  });

  it('encodes texts as Node does, and decodes them again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const encoded = encodeText(text);
        assert.equal(encoded, Buffer.from(text).toString('base64'));
        assert.equal(decodeText(encoded), text);
      }),
    );
  });

  it('passes over line breaks, as Go does, and over nothing else', () => {
    assert.ok(isBase64('YWJj\r\nZGVm\n'));
    assert.equal(decodeText('YWJj\nZGVm'), 'abcdef');
    for (const text of ['YWJj ZGVm', 'YWJ', 'YWJjZA', 'a-b_', 'YQ==YQ==', '====']) assert.ok(!isBase64(text), text);
  });

  it('knows what is no text', () => {
    assert.equal(decodeText(Buffer.from([0xff, 0xfe]).toString('base64')), undefined);
    assert.equal(encodeText('\ud800'), encodeText('\ufffd'));
  });
});
