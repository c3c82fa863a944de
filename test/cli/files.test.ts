import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { readIgnoreFile } from '../../server/src/cli/dockerignore.js';
import { walkFolder } from '../../server/src/cli/files/walk.js';
import {
  buildProgram,
  makeFolder,
  parseReport,
  runProgram,
  samples,
  type Program,
  type RunOptions,
} from './program.js';

describe('the files that are checked', () => {
  let program: Program;
  before(async () => (program = await buildProgram('test/cli/stub-main.ts')));

  const run = (args: readonly string[], options: RunOptions) => {
    const outcome = runProgram(program, ['check', '--format', 'json', ...args], options);
    const report = parseReport(outcome);
    return { ...outcome, report, files: report.files.map(({ file }) => file) };
  };
  const one = samples.unlimited;

  it('are those of our names, and JSON where it holds objects', () => {
    const json = '{"apiVersion":"v1","kind":"Pod","spec":{"containers":[{"name":"a","image":"b"}]}}';
    const cwd = makeFolder({
      'a.yml': one,
      'b/c/d.YAML': one,
      'pod.json': json,
      'package.json': '{"name": "x"}',
      'values.yaml': 'replicas: 1\n',
      'deploy/Dockerfile.web': samples.dockerfile,
      'deploy/api.dockerfile': samples.dockerfile,
      'deploy/Dockerfile.dockerignore': 'ADD\n',
      'readme.md': one,
      '.git/x.yaml': one,
      'b/node_modules/x.yaml': one,
    });
    assert.deepEqual(run([], { cwd }).files, [
      'a.yml',
      'b/c/d.YAML',
      'deploy/Dockerfile.web',
      'deploy/api.dockerfile',
      'pod.json',
    ]);
  });

  it('are shown relative to the working directory', () => {
    const cwd = makeFolder({ 'a/b.yaml': one, 'c/d.yaml': one });
    assert.deepEqual(run(['../a', path.join(cwd, 'c', 'd.yaml'), 'd.yaml', '.'], { cwd: path.join(cwd, 'c') }).files, [
      '../a/b.yaml',
      'd.yaml',
    ]);
  });

  it('are checked whatever their name when they are named', () => {
    const cwd = makeFolder({
      'a.tpl': one,
      'b.build': samples.dockerfile,
      'c.txt': 'hello\n',
      'd.bin': Buffer.from([1, 0, 2]),
    });
    const { files, report, code } = run(['a.tpl', 'b.build', 'c.txt', 'd.bin'], { cwd });
    assert.deepEqual(files, ['a.tpl', 'b.build']);
    assert.deepEqual(
      report.errors.map(({ file, message }) => [file, message]),
      [
        ['c.txt', 'Is neither a Kubernetes manifest, a Dockerfile nor a script by its name or its content.'],
        ['d.bin', 'Is a binary file, not text.'],
      ],
    );
    assert.equal(code, 1);
  });

  it('are not those that ignore files and settings leave out, unless they are named', () => {
    const cwd = makeFolder({
      '.bulkhead.yaml': 'exclude:\n  - /gen/\n  - "*.tmp.yaml"\n',
      '.bulkheadignore': 'mine.yaml\n',
      'gen/a.yaml': one,
      'x/gen/b.yaml': one,
      'x/c.tmp.yaml': one,
      'x/mine.yaml': one,
    });
    assert.deepEqual(run([], { cwd }).files, ['x/gen/b.yaml']);
    assert.deepEqual(run(['gen', 'x/c.tmp.yaml', 'x/mine.yaml'], { cwd }).files, [
      'gen/a.yaml',
      'x/c.tmp.yaml',
      'x/mine.yaml',
    ]);
  });

  it('have the settings that stand nearest above them, or those of --config', () => {
    const cwd = makeFolder({
      '.bulkhead.yaml': 'level: baseline\n',
      'a.yaml': one,
      'x/.bulkhead.yaml': 'level: restricted\n',
      'x/y/b.yaml': one,
      'x/z/.bulkhead.yaml': 'rules:\n  no-resources: off\n',
      'x/z/c.yaml': one,
      'strict.yaml': 'level: restricted\n',
    });
    const found = (...args: string[]) => run(args, { cwd }).report.findings.map(({ file }) => file);
    assert.deepEqual(found(), ['x/y/b.yaml']);
    assert.deepEqual(found('--config', 'strict.yaml'), ['a.yaml', 'x/y/b.yaml', 'x/z/c.yaml']);
  });

  it('are checked with what can be read of settings that are wrong in part', () => {
    const cwd = makeFolder({
      '.bulkhead.yaml': 'level: baseline\nrules:\n  no-resorces: off\n',
      'a.yaml': one,
      'b.yaml': one,
    });
    const { report, stderr, code } = run([], { cwd });
    assert.deepEqual(report.findings, []);
    assert.equal(report.errors.length, 1);
    assert.match(stderr, /^\.bulkhead\.yaml:3:3: error: .*no-resorces/);
    assert.equal(code, 2);
  });

  it('may be patches of a kustomization, which lack what stands elsewhere', () => {
    const files = { 'patch.yaml': one, 'kustomization.yaml': 'patches:\n  - path: patch.yaml\n' };
    assert.deepEqual(run([], { cwd: makeFolder(files) }).report.findings, []);
    assert.equal(run([], { cwd: makeFolder({ 'patch.yaml': one }) }).report.findings.length, 1);
  });

  it('bring the .dockerignore of a Dockerfile: its own, or the nearest of the repository', () => {
    const cwd = makeFolder({
      '.dockerignore': 'outside',
      'repo/.git/HEAD': '',
      'repo/web/.dockerignore': 'near',
      'repo/web/api/Dockerfile': '',
      'repo/web/b.Dockerfile': '',
      'repo/web/b.Dockerfile.dockerignore': 'own',
      'repo/Dockerfile': '',
    });
    const read = (file: string): string => readIgnoreFile(path.join(cwd, file));
    assert.equal(read('repo/web/api/Dockerfile'), 'near');
    assert.equal(read('repo/web/b.Dockerfile'), 'own');
    assert.equal(read('repo/Dockerfile'), '');
  });

  describe('with Git', () => {
    const git = (cwd: string, ...args: string[]) =>
      spawnSync('git', args, {
        cwd,
        encoding: 'utf8',
        env: { ...process.env, GIT_CONFIG_GLOBAL: '', GIT_CONFIG_NOSYSTEM: '1' },
      });
    const hasGit = spawnSync('git', ['--version']).status === 0;
    const walked = (cwd: string) =>
      [...walkFolder(cwd, { cwd, excludes: () => false })].flatMap((found) =>
        'candidate' in found ? [found.candidate.display] : [],
      );
    const listed = (cwd: string) =>
      git(cwd, 'ls-files', '-z', '--others', '--exclude-standard')
        .stdout.split('\0')
        .filter((name) => name.endsWith('.yaml'));

    it('are those that Git does not ignore', function () {
      if (!hasGit) this.skip();
      const name = fc.constantFrom('a', 'b', 'c d', 'e[1]', '#f');
      const file = fc
        .tuple(fc.array(name, { maxLength: 3 }), name)
        .map(([folders, last]) => [...folders, `${last}.yaml`].join('/'));
      const part = fc.constantFrom(
        'a',
        'b',
        'c d',
        'e\\[1\\]',
        '\\#f',
        '*',
        '**',
        '?',
        '[ab]',
        'a.yaml',
        '*.yaml',
        'b.*',
      );
      const pattern = fc
        .record({
          not: fc.constantFrom('', '', '!'),
          start: fc.constantFrom('', '', '/', '**/'),
          parts: fc.array(part, { minLength: 1, maxLength: 3 }),
          end: fc.constantFrom('', '', '/', '/**', ' ', '\r'),
        })
        .map(({ not, start, parts, end }) => `${not}${start}${parts.join('/')}${end}`);
      const ignoreFile = fc.tuple(
        fc.constantFrom('', 'a/', 'b/', 'a/b/', 'c d/'),
        fc.array(pattern, { minLength: 1, maxLength: 4 }),
      );
      fc.assert(
        fc.property(
          fc.array(file, { minLength: 4, maxLength: 12 }),
          fc.array(ignoreFile, { maxLength: 4 }),
          fc.array(pattern, { maxLength: 2 }),
          (files, ignoreFiles, exclude) => {
            const cwd = makeFolder({
              ...Object.fromEntries(files.map((name) => [name, ''])),
              ...Object.fromEntries(ignoreFiles.map(([folder, lines]) => [`${folder}.gitignore`, lines.join('\n')])),
            });
            git(cwd, 'init', '-q');
            fs.mkdirSync(path.join(cwd, '.git', 'info'), { recursive: true });
            fs.writeFileSync(path.join(cwd, '.git', 'info', 'exclude'), exclude.join('\n'));
            assert.deepEqual(walked(cwd).sort(), listed(cwd).sort());
            fs.rmSync(cwd, { recursive: true });
          },
        ),
        { numRuns: 60 },
      );
    });

    it('have the rules of the repository above the folder, and of a linked work tree', function () {
      if (!hasGit) this.skip();
      const cwd = makeFolder({
        '.gitignore': 'out.yaml\n/x/y/z.yaml\n',
        'x/y/z.yaml': one,
        'x/y/out.yaml': one,
        'x/y/in.yaml': one,
      });
      git(cwd, 'init', '-q');
      assert.deepEqual(walked(path.join(cwd, 'x', 'y')), ['in.yaml']);
      git(cwd, 'add', '.gitignore');
      git(cwd, '-c', 'user.name=a', '-c', 'user.email=a@b.c', 'commit', '-q', '-m', 'x');
      fs.appendFileSync(path.join(cwd, '.git', 'info', 'exclude'), 'local.yaml\n');
      git(cwd, 'worktree', 'add', '-q', 'tree');
      const tree = path.join(cwd, 'tree');
      for (const name of ['local.yaml', 'out.yaml', 'in.yaml']) fs.writeFileSync(path.join(tree, name), one);
      assert.deepEqual(walked(tree), ['in.yaml']);
    });

    it('are not those of a repository within by the rules of the outer one', () => {
      const cwd = makeFolder({
        '.git/HEAD': '',
        '.gitignore': 'a.yaml\n',
        'a.yaml': one,
        'inner/.git/HEAD': '',
        'inner/a.yaml': one,
      });
      assert.deepEqual(walked(cwd), ['inner/a.yaml']);
    });
  });

  describe('in other encodings', () => {
    const text = samples.unlimited.replace('nginx', 'nginx # ünïcode 😀');
    const swapped = (value: string) => Buffer.from(value, 'utf16le').swap16();
    const encodings: readonly (readonly [name: string, bytes: Buffer])[] = [
      ['UTF-8', Buffer.from(text)],
      ['UTF-8 with a byte order mark', Buffer.from(`\ufeff${text}`)],
      ['UTF-16 LE', Buffer.from(`\ufeff${text}`, 'utf16le')],
      ['UTF-16 BE', swapped(`\ufeff${text}`)],
    ];
    for (const [name, bytes] of encodings) {
      it(`are read in ${name}, with offsets in the text without the mark`, () => {
        const { report } = run([], { cwd: makeFolder({ 'a.yaml': bytes }) });
        assert.deepEqual(
          report.findings.map(({ start }) => start.offset),
          [text.indexOf('web\n      image')],
        );
      });
    }

    it('are told where they are malformed, if they may be ours', () => {
      const latin = Buffer.from(`# one\n# caf\xe9\n${one}`, 'latin1');
      const half = Buffer.concat([Buffer.from(`\ufeff${one}`, 'utf16le'), Buffer.from([0])]);
      const cwd = makeFolder({
        'a.yaml': latin,
        'b.yaml': half,
        'other.yaml': Buffer.from('a: \xe9\n', 'latin1'),
        'c.yaml': one,
      });
      const { report, files } = run([], { cwd });
      assert.deepEqual(files, ['c.yaml']);
      assert.deepEqual(
        report.errors.map(({ file, message }) => [file, message]),
        [
          ['a.yaml', 'Is not valid UTF-8 (line 2), so it was not checked.'],
          ['b.yaml', 'Is not valid UTF-16LE (line 9), so it was not checked.'],
        ],
      );
    });

    it('are passed over where they are binary', () => {
      const cwd = makeFolder({ 'a.yaml': Buffer.from(`apiVersion: v1\nkind: Pod\n\0`), 'c.yaml': one });
      const { report, files } = run([], { cwd });
      assert.deepEqual([files, report.errors], [['c.yaml'], []]);
    });
  });

  it('are not larger than the limit, which is told of manifests', () => {
    const filler = `# ${'x'.repeat(1 << 20)}\n`.repeat(9);
    const cwd = makeFolder({ 'a.yaml': one + filler, 'data.json': `[${' '.repeat(9 << 20)}]`, 'c.yaml': one });
    const { report, files, code } = run([], { cwd });
    assert.deepEqual(files, ['c.yaml']);
    assert.deepEqual(
      report.errors.map(({ file, message }) => [file, message]),
      [['a.yaml', 'Is too large to check: 9.0 MB; the limit is 8.0 MB.']],
    );
    assert.equal(code, 1);
    assert.equal(run(['data.json'], { cwd }).code, 2);
  });

  describe('that are no plain files', function () {
    before(function () {
      if (process.platform === 'win32') this.skip();
    });

    it('are followed as links, each file once, and loops are told', () => {
      const cwd = makeFolder({ 'real/a.yaml': one, 'real/sub/b.yaml': one });
      fs.symlinkSync('..', path.join(cwd, 'real', 'sub', 'loop'));
      fs.symlinkSync('real', path.join(cwd, 'linked'));
      fs.symlinkSync('a.yaml', path.join(cwd, 'real', 'z.yaml'));
      fs.symlinkSync('self.yaml', path.join(cwd, 'self.yaml'));
      fs.symlinkSync('nowhere', path.join(cwd, 'gone.yaml'));
      fs.symlinkSync('nowhere', path.join(cwd, 'gone'));
      const { report, files, code, stderr } = run([], { cwd });
      assert.deepEqual(files, ['linked/a.yaml', 'linked/sub/b.yaml']);
      assert.deepEqual(
        report.errors.map(({ level, file, message }) => [level, file, message]),
        [
          ['warning', 'gone.yaml', 'Is a symbolic link that leads nowhere.'],
          ['warning', 'linked/sub/loop', 'Is a symbolic link to a folder that it stands in; it is not followed.'],
          ['warning', 'self.yaml', 'Is a symbolic link that leads nowhere.'],
        ],
      );
      assert.match(stderr, /^gone\.yaml: warning: Is a symbolic link/);
      assert.equal(code, 1);
    });

    it('are not waited for where they are pipes', () => {
      const cwd = makeFolder({ 'a.yaml': samples.clean });
      assert.equal(spawnSync('mkfifo', [path.join(cwd, 'pipe.yaml')]).status, 0);
      const walkedOver = run([], { cwd });
      assert.deepEqual(
        walkedOver.report.errors.map(({ file, level }) => [file, level]),
        [['pipe.yaml', 'warning']],
      );
      assert.equal(walkedOver.code, 0);
      const named = run(['pipe.yaml', 'a.yaml'], { cwd });
      assert.deepEqual([named.code, named.files, named.report.errors[0]?.file], [2, ['a.yaml'], 'pipe.yaml']);
    });

    it('are told where they may not be read, and the rest is checked', () => {
      const cwd = makeFolder({ 'a.yaml': one, 'closed/b.yaml': one, 'secret.yaml': one });
      fs.chmodSync(cwd, 0o755);
      fs.chmodSync(path.join(cwd, 'closed'), 0);
      fs.chmodSync(path.join(cwd, 'secret.yaml'), 0);
      // Rights mean nothing to root, so root runs it as nobody.
      const { report, files, code } = run([], { cwd, ...(process.getuid?.() === 0 && { uid: 65534 }) });
      fs.chmodSync(path.join(cwd, 'closed'), 0o755);
      assert.deepEqual(files, ['a.yaml']);
      assert.deepEqual(
        report.errors.map(({ level, file, message }) => [level, file, message]),
        [
          ['error', 'closed', 'The folder cannot be read: permission denied.'],
          ['error', 'secret.yaml', 'Cannot be read: permission denied.'],
        ],
      );
      assert.equal(code, 1);
    });
  });
});
