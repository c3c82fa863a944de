import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { buildProgram, makeFolder, pod, runProgram, samples, type Program, type RunOptions } from './program.js';

describe('bulkhead fix', () => {
  let program: Program;
  before(async () => (program = await buildProgram('test/cli/stub-main.ts')));
  const fix = (args: readonly string[], options: RunOptions) => runProgram(program, ['fix', ...args], options);
  const read = (folder: string, name: string) => fs.readFileSync(path.join(folder, name), 'utf8');
  const both = pod(
    'web',
    '      resources: {}\n      securityContext:\n        privileged: true # why not\n',
    '  hostNetwork: true\n',
  );

  it('makes safe fixes alone, and tells what remains', () => {
    const cwd = makeFolder({ 'a.yaml': both, 'b.yaml': samples.clean });
    const { code, stdout, stderr } = fix([], { cwd });
    assert.equal(code, 0);
    assert.equal(read(cwd, 'a.yaml'), both.replace('  hostNetwork: true\n', ''));
    assert.equal(
      stdout,
      [
        'a.yaml',
        '     6:16  Remove hostNetwork  host-network',
        '',
        "Fixed 1 finding in 1 file. 1 finding remains; 'bulkhead fix --harden' would fix 1 of them.",
        '',
      ].join('\n'),
    );
    assert.equal(stderr, '');
  });

  it('makes hardening fixes too with --harden, and a second time has nothing to do', () => {
    const cwd = makeFolder({ 'a.yaml': both, Dockerfile: samples.dockerfile });
    assert.match(fix(['--harden'], { cwd }).stdout, /^Fixed 3 findings in 2 files\. No finding remains\.$/m);
    const mended = read(cwd, 'a.yaml');
    assert.equal(mended, both.replace('  hostNetwork: true\n', '').replace('true # why', 'false # why'));
    assert.equal(read(cwd, 'Dockerfile'), samples.dockerfile.replace('ADD', 'COPY'));
    const times = () => ['a.yaml', 'Dockerfile'].map((name) => fs.statSync(path.join(cwd, name)).mtimeMs);
    const before = times();
    assert.equal(fix(['--harden'], { cwd }).stdout, 'Nothing to fix. No finding remains.\n');
    assert.deepEqual(times(), before);
  });

  it('prints a diff and changes nothing with --dry-run', () => {
    const cwd = makeFolder({ 'd/a.yaml': both });
    const { stdout, stderr, code } = fix(['--harden', '--dry-run'], { cwd });
    assert.equal(code, 0);
    assert.equal(
      stdout,
      [
        '--- a/d/a.yaml',
        '+++ b/d/a.yaml',
        '@@ -3,10 +3,9 @@',
        ' metadata:',
        '   name: web',
        ' spec:',
        '-  hostNetwork: true',
        '   containers:',
        '     - name: web',
        '       image: nginx',
        '       resources: {}',
        '       securityContext:',
        '-        privileged: true # why not',
        '+        privileged: false # why not',
        '',
      ].join('\n'),
    );
    assert.equal(stderr, 'Would fix 2 findings in 1 file. No finding remains.\n');
    assert.equal(read(cwd, 'd/a.yaml'), both);
  });

  it('prints a diff that Git applies, with CRLF and without a last line end', function () {
    if (spawnSync('git', ['--version']).status !== 0) this.skip();
    const text = both.replaceAll('\n', '\r\n').trimEnd();
    const cwd = makeFolder({ 'a b.yaml': text });
    const { stdout } = fix(['--harden', '--dry-run'], { cwd });
    assert.equal(spawnSync('git', ['apply', '-'], { cwd, input: stdout }).status, 0, stdout);
    const applied = read(cwd, 'a b.yaml');
    fs.writeFileSync(path.join(cwd, 'a b.yaml'), text);
    fix(['--harden'], { cwd });
    assert.equal(read(cwd, 'a b.yaml'), applied);
    assert.notEqual(applied, text);
  });

  it('writes standard input to standard output, in its encoding', () => {
    const cwd = makeFolder({});
    const { stdout, stderr } = fix(['-', '--stdin-filename', 'Dockerfile'], { cwd, input: samples.dockerfile });
    assert.equal(stdout, samples.dockerfile.replace('ADD', 'COPY'));
    assert.match(stderr, /^Fixed 1 finding in 1 file\. No finding remains\.$/m);
    assert.equal(fix(['-'], { cwd, input: `\ufeff${samples.clean}` }).stdout, `\ufeff${samples.clean}`);
  });

  const encodings: readonly (readonly [name: string, (text: string) => Buffer])[] = [
    ['UTF-8 with a byte order mark', (text) => Buffer.from(`\ufeff${text}`)],
    ['UTF-16 LE', (text) => Buffer.from(`\ufeff${text}`, 'utf16le')],
    ['UTF-16 BE', (text) => Buffer.from(`\ufeff${text}`, 'utf16le').swap16()],
  ];
  for (const [name, encode] of encodings) {
    it(`keeps ${name}, line ends and the mode`, () => {
      const text = `# 😀\r\n${samples.dockerfile.replaceAll('\n', '\r\n').trimEnd()}`;
      const cwd = makeFolder({ Dockerfile: encode(text) });
      const file = path.join(cwd, 'Dockerfile');
      fs.chmodSync(file, 0o640);
      fix([], { cwd });
      assert.deepEqual(fs.readFileSync(file), encode(text.replace('ADD', 'COPY')));
      if (process.platform !== 'win32') assert.equal(fs.statSync(file).mode & 0o777, 0o640);
      assert.deepEqual(fs.readdirSync(cwd), ['Dockerfile'], 'no temporary file is left');
    });
  }

  it('changes the file behind a link, and leaves the link', function () {
    if (process.platform === 'win32') this.skip();
    const cwd = makeFolder({ 'real/Dockerfile': samples.dockerfile });
    fs.symlinkSync(path.join('real', 'Dockerfile'), path.join(cwd, 'Dockerfile'));
    fix(['Dockerfile'], { cwd });
    assert.ok(fs.lstatSync(path.join(cwd, 'Dockerfile')).isSymbolicLink());
    assert.match(read(cwd, 'real/Dockerfile'), /COPY/);
  });

  it('tells of files that it may not write, and mends the others', function () {
    if (process.platform === 'win32') this.skip();
    const cwd = makeFolder({ 'a/Dockerfile': samples.dockerfile, 'b/Dockerfile': samples.dockerfile });
    for (const folder of ['', 'a', 'b']) fs.chmodSync(path.join(cwd, folder), 0o777);
    fs.chmodSync(path.join(cwd, 'a', 'Dockerfile'), 0o444);
    fs.chmodSync(path.join(cwd, 'b', 'Dockerfile'), 0o666);
    const { code, stdout, stderr } = fix([], { cwd, ...(process.getuid?.() === 0 && { uid: 65534 }) });
    assert.equal(code, 2);
    assert.match(stderr, /^a\/Dockerfile: error: Cannot be written: permission denied\.$/m);
    assert.match(stdout, /^Fixed 1 finding in 1 file\. 1 finding remains; /m);
    assert.equal(read(cwd, 'a/Dockerfile'), samples.dockerfile);
  });

  it('ends with 2 where something could not be read', () => {
    const cwd = makeFolder({ 'a.yaml': Buffer.from(`# \xe9\n${both}`, 'latin1'), Dockerfile: samples.dockerfile });
    const { code, stdout } = fix([], { cwd });
    assert.equal(code, 2);
    assert.match(stdout, /^Fixed 1 finding in 1 file\./m);
    assert.equal(fix(['nowhere'], { cwd }).code, 2);
  });
});
