import assert from 'node:assert/strict';
import { looksSecret, namesSecret, secretFormat } from '../../server/src/text/secret-text.js';

describe('secrets in texts', () => {
  for (const name of [
    'PASSWORD',
    'db_password',
    'DbPassword',
    'PGPASSWORD',
    'API-KEY',
    'x.accessKey',
    'TOKEN2',
    'CREDENTIALS',
    'AWS_SECRET_ACCESS_KEY',
    'DB_PASS',
    'requirepass',
  ]) {
    it(`${name} names one`, () => {
      assert.ok(namesSecret(name));
    });
  }
  for (const name of [
    'PASS',
    'TOKENIZER',
    'SECRETARY',
    'PASSWORD_FILE',
    'tokenUrl',
    'SECRETS_DIR',
    'TOKEN_TTL',
    'KEY',
    'PASSWORDLESS',
    'AWS_ACCESS_KEY_ID',
    'COMPASS',
    'SSL_PASSTHROUGH',
    'IMAGE_PULL_SECRET',
    'TLS_SECRET',
    'SECRET_MANAGER',
    'TOKEN_SCOPES',
  ]) {
    it(`${name} names none`, () => {
      assert.ok(!namesSecret(name));
    });
  }
  for (const value of ['hunter2', 'c29tZXRoaW5n', 'a b', 'pa$$word', '12ab34cd']) {
    it(`${value} looks like one`, () => {
      assert.ok(looksSecret(value));
    });
  }
  for (const value of [
    '',
    ' ',
    'true',
    '42',
    '1.5',
    '15m',
    '/a/b',
    './a',
    'https://a.example',
    '$(A)',
    '${A}',
    '$A',
    '<secret>',
    '********',
    'xxxx',
    'CHANGE_ME',
    'your-password',
    'arn:aws:secretsmanager:eu:1:secret:a',
    'ENC[AES256_GCM,data:x]',
    'file:/run/secrets/jwt',
    'secret/data/shop/db',
  ]) {
    it(`${JSON.stringify(value)} does not`, () => {
      assert.ok(!looksSecret(value));
    });
  }
  it('knows formats wherever they stand in the text', () => {
    assert.equal(secretFormat('key: AKIAQ2W3E4R5T6Y7U2I3;'), 'an access key of AWS');
    assert.equal(secretFormat('-----BEGIN OPENSSH PRIVATE KEY-----'), 'a private key');
    assert.equal(secretFormat('redis://:hunter2@cache:6379/0'), 'a URL with a password');
    assert.equal(secretFormat('https://user@example.com/a:b@c'), undefined);
    assert.equal(secretFormat('postgres://user:<password>@db'), undefined);
    assert.equal(secretFormat('AKIAIOSFODNN7EXAMPLE'), undefined);
  });
});
