import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  buildProgram,
  makeFolder,
  parseReport,
  pod,
  runProgram,
  samples,
  type Outcome,
  type Program,
  type RunOptions,
} from './program.js';

const tooDeep = `{"kind":"Pod","apiVersion":"v1","x":${'['.repeat(300)}${']'.repeat(300)}}`;

describe('bulkhead check', () => {
  let program: Program;
  before(async () => (program = await buildProgram('test/cli/stub-main.ts')));
  const check = (args: readonly string[], options: RunOptions): Outcome =>
    runProgram(program, ['check', ...args], options);

  describe('the exit code', () => {
    const cases: readonly (readonly [
      title: string,
      args: readonly string[],
      files: Record<string, string>,
      code: number,
    ])[] = [
      ['is 0 without a finding', [], { 'a.yaml': samples.clean }, 0],
      ['is 0 where nothing is ours', [], { 'a.txt': samples.privileged, 'values.yaml': 'a: 1\n' }, 0],
      ['is 1 for a warning', [], { 'a.yaml': samples.unlimited }, 1],
      ['is 1 for an error', [], { 'a.yaml': samples.privileged }, 1],
      ['is 0 for an info', [], { 'a.yaml': samples.hostNetwork }, 0],
      ['is 1 for an info with --fail-on info', ['--fail-on', 'info'], { 'a.yaml': samples.hostNetwork }, 1],
      ['is 0 for a warning with --fail-on error', ['--fail-on', 'error'], { 'a.yaml': samples.unlimited }, 0],
      ['is 0 for an error with --fail-on never', ['--fail-on', 'never'], { 'a.yaml': samples.privileged }, 0],
      ['is 2 for a path that is not there', ['a.yaml', 'b.yaml'], { 'a.yaml': samples.clean }, 2],
      ['is 2 for an unknown option', ['--fast'], { 'a.yaml': samples.clean }, 2],
      ['is 2 for an unknown format', ['--format', 'xml'], { 'a.yaml': samples.clean }, 2],
      ['is 2 for a settings file that is not there', ['--config', 'b.yaml'], { 'a.yaml': samples.clean }, 2],
      ['is 2 for YAML that cannot be read', [], { 'a.yaml': `${samples.clean}  x: [\n` }, 2],
      ['is 2 for a manifest on one line that is too deep', [], { 'a.json': tooDeep }, 2],
      [
        'is 1 where a finding and such YAML meet',
        [],
        { 'a.yaml': samples.unlimited, 'b.yaml': `${samples.clean}  x: [\n` },
        1,
      ],
    ];
    for (const [title, args, files, code] of cases) {
      it(title, () => {
        assert.equal(check(args, { cwd: makeFolder(files) }).code, code);
      });
    }
  });

  it('holds missing settings to the level of --level, whatever the settings file says', () => {
    const cwd = makeFolder({ 'a.yaml': samples.unlimited, '.bulkhead.yaml': 'level: restricted\n' });
    assert.equal(check(['--level', 'baseline'], { cwd }).code, 0);
    assert.equal(check(['--level', 'restricted'], { cwd }).code, 1);
    assert.equal(check(['--level', 'tight'], { cwd }).code, 2);
  });

  it('says on standard error what it cannot run', () => {
    const cwd = makeFolder({ 'a.yaml': samples.clean });
    assert.match(check(['b.yaml'], { cwd }).stderr, /^error: 'b\.yaml' does not exist$/m);
    assert.match(check(['--fast'], { cwd }).stderr, /^error: unknown option '--fast'$/m);
    assert.match(
      check(['--stdin-filename', 'x.yaml'], { cwd }).stderr,
      /^error: --stdin-filename needs the path '-'$/m,
    );
  });

  describe('the pretty format', () => {
    it('groups by file and place, with the line below', () => {
      const text = `${samples.unlimited.replace('web', 'a\tb')}      securityContext: {privileged: true}\n`;
      const cwd = makeFolder({ 'b/Dockerfile': samples.dockerfile, 'a.yaml': text });
      const { stdout, stderr } = check([], { cwd });
      assert.equal(stderr, '');
      assert.equal(
        stdout.replace(/checked in .*/, 'checked'),
        [
          'a.yaml',
          "  7:13  warning  Container 'web' has no limits.  no-resources",
          '        │ - name: web',
          '        │         ^^^',
          "  9:37  error    Container 'web' is {privileged}.  privileged",
          '        │ securityContext: {privileged: true}',
          '        │                               ^^^^',
          '',
          'b/Dockerfile',
          '  2:1   info     ADD does more than copy.  add-file',
          '        │ ADD a b',
          '        │ ^^^',
          '',
          '3 findings (1 error, 1 warning, 1 info) · 1 Kubernetes object and 1 Dockerfile in 2 files checked',
          "'bulkhead fix' mends 1 of them, 'bulkhead fix --harden' mends 2.",
          '',
        ].join('\n'),
      );
    });

    it('tells that nothing was found', () => {
      const { stdout } = check([], { cwd: makeFolder({ 'a.yaml': samples.clean }) });
      assert.match(stdout, /^No finding · 1 Kubernetes object in 1 file checked in \d+ ms\n$/);
    });

    it('shows the part of a long line that matters, with carets below wide characters', () => {
      const filler = 'x'.repeat(300);
      const text = `{"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "a", "labels": {"a": "${filler}"}}, "spec": {"containers": [{"name": "数据", "image": "b"}]}}\n`;
      const { stdout } = check([], { cwd: makeFolder({ 'a.json': text }) });
      const [, code = '', carets = ''] = /│ (.*)\n.*│ (.*)\n/.exec(stdout) ?? [];
      assert.ok(code.startsWith('…') && code.includes('"数据"') && code.length < 110, code);
      assert.equal(carets.trim(), '^^^^^^');
      assert.equal(carets.indexOf('^'), code.indexOf('"数据"'));
    });

    it('lets no file give orders to the terminal', () => {
      const cwd = makeFolder({ 'a\u001b[2J.yaml': pod('"\\e[31mweb"', '    # \u202e\u0007\n') });
      const { stdout, code } = check([], { cwd });
      assert.equal(code, 1);
      assert.ok(!/[\0-\x09\x0b-\x1f\x7f-\x9f\u202e]/.test(stdout), JSON.stringify(stdout));
    });

    it('is coloured only where that is asked for', () => {
      const cwd = makeFolder({ 'a.yaml': samples.unlimited });
      const isColoured = (env: Record<string, string>) => check([], { cwd, env }).stdout.includes('\u001b[');
      assert.equal(isColoured({}), false);
      assert.equal(isColoured({ CI: 'true' }), false);
      assert.equal(isColoured({ FORCE_COLOR: '1' }), true);
      assert.equal(isColoured({ FORCE_COLOR: '1', NO_COLOR: '1' }), false);
    });
  });

  describe('the JSON format', () => {
    it('has findings with places and edits, files and errors', () => {
      const cwd = makeFolder({
        'd/a.yaml': `# ä\r\n${samples.privileged.replaceAll('\n', '\r\n')}`,
        'bad.yaml': `${samples.clean}  x: [\n`,
      });
      const outcome = check(['--format', 'json'], { cwd });
      assert.equal(outcome.code, 1);
      const report = parseReport(outcome);
      const text = `# ä\r\n${samples.privileged.replaceAll('\n', '\r\n')}`;
      const offset = text.indexOf('true');
      assert.deepEqual(report.findings, [
        {
          rule: 'privileged',
          severity: 'error',
          message: "Container 'web' is {privileged}.",
          file: 'd/a.yaml',
          start: { line: 12, column: 21, offset },
          end: { line: 12, column: 25, offset: offset + 4 },
          subject: 'Pod/web/main/web',
          related: [],
          fixes: [
            {
              title: 'Set privileged to false',
              applicability: 'hardening',
              edits: [{ start: offset, end: offset + 4, newText: 'false' }],
            },
          ],
        },
      ]);
      assert.deepEqual(report.files, [
        { file: 'bad.yaml', kind: 'yaml', objects: 1 },
        { file: 'd/a.yaml', kind: 'yaml', objects: 1 },
      ]);
      assert.equal(report.errors.length, 1);
      const [error] = report.errors;
      assert.deepEqual(
        [error?.level, error?.cause, error?.file, error?.start?.line],
        ['error', 'syntax', 'bad.yaml', 10],
      );
    });

    it('leaves out the edits of very large documents, and says so', () => {
      const containers = Array.from(
        { length: 1500 },
        (_, index) => `    - name: c${index}\n      resources: {}\n      securityContext: {privileged: true}\n`,
      );
      const cwd = makeFolder({
        'a.yaml': `${samples.clean}${containers.join('').replaceAll('    - name', '    - image: a\n      name')}`,
      });
      const report = parseReport(check(['--format', 'json'], { cwd }));
      assert.equal(report.findings.length, 1500);
      assert.deepEqual(
        report.errors.map(({ level, message }) => [level, message]),
        [
          [
            'warning',
            "The edits of 1500 fixes are left out, because their document is very large; 'bulkhead fix' makes them.",
          ],
        ],
      );
    });

    it('has suppressed findings, which do not count', () => {
      const comment = '# bulkhead-ignore privileged until=2999-12-31 -- the node agent needs it';
      const cwd = makeFolder({ 'a.yaml': samples.privileged.replace('# why not', comment) });
      const outcome = check(['--format', 'json'], { cwd });
      assert.equal(outcome.code, 0);
      const { findings } = parseReport(outcome);
      assert.equal(findings.length, 1);
      assert.deepEqual(findings[0]?.suppressed, {
        reason: 'the node agent needs it',
        until: '2999-12-31',
        tool: 'bulkhead',
      });
      assert.match(check([], { cwd }).stdout, /^No finding, 1 suppressed · /);
    });
  });

  describe('the format for GitHub', () => {
    it('has one escaped command a finding', () => {
      const cwd = makeFolder({ 'a,b:%.yaml': pod("'100%: a'", '') });
      const { stdout } = check(['--format', 'github'], { cwd });
      assert.equal(
        stdout,
        "::warning file=a%2Cb%3A%25.yaml,line=7,endLine=7,col=13,endColumn=22,title=no-resources::Container '100%25: a' has no limits.\n",
      );
    });

    it('has errors beside their lines', () => {
      const cwd = makeFolder({ 'a.yaml': `${samples.clean}  x: [\n` });
      assert.match(
        check(['--format', 'github'], { cwd }).stdout,
        /^::error file=a\.yaml,line=10,.*title=Bulkhead::This YAML is not valid/m,
      );
    });
  });

  describe('standard input', () => {
    it('is read for the path -, under the name that is given', () => {
      const cwd = makeFolder({ 'k/.bulkhead.yaml': samples.settings });
      const named = check(['-', '--stdin-filename', 'k/a.yaml'], { cwd, input: samples.unlimited });
      assert.equal(named.code, 0, 'the settings beside the name hold');
      const other = check(['-', '--format', 'github', '--stdin-filename', 'a.yaml'], { cwd, input: samples.unlimited });
      assert.match(other.stdout, /file=a\.yaml/);
    });

    it('is recognized by its content without a name', () => {
      const cwd = makeFolder({});
      assert.match(check(['-'], { cwd, input: samples.unlimited }).stdout, /^<stdin>\n/);
      assert.match(check(['-'], { cwd, input: samples.dockerfile }).stdout, /add-file/);
      assert.equal(check(['-'], { cwd, input: 'hello\n' }).code, 2);
    });
  });

  it('tells of a rule that fails, and goes on', () => {
    const cwd = makeFolder({ 'a.yaml': samples.unlimited, '.bulkhead.yaml': 'rules:\n  broken-rule: warning\n' });
    const { stdout, stderr, code } = check([], { cwd });
    assert.match(
      stderr,
      /^a\.yaml: error: The rule 'broken-rule' failed, which is a fault of Bulkhead: it is broken on purpose\.$/m,
    );
    assert.match(stdout, /no-resources/);
    assert.equal(code, 1);
  });

  it('does not take a reader that stops for a failure', function () {
    if (process.platform === 'win32') this.skip();
    const files = Object.fromEntries(Array.from({ length: 300 }, (_, index) => [`${index}.yaml`, samples.unlimited]));
    const cwd = makeFolder(files);
    const command = `"${process.execPath}" "${program.file}" check --format json | head -c 1; echo "\${PIPESTATUS[0]}"`;
    const { stdout, stderr } = spawnSync('bash', ['-c', command], { cwd, encoding: 'utf8' });
    assert.deepEqual([stdout, stderr], ['{1\n', '']);
  });
});
