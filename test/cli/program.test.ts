import assert from 'node:assert/strict';
import { colorsFor, printable, widthOf, wrap } from '../../server/src/cli/formats/terminal.js';
import { buildProgram, makeFolder, runProgram, type Program } from './program.js';

describe('the command line', () => {
  let program: Program;
  let cwd: string;
  before(async () => {
    program = await buildProgram('test/cli/stub-main.ts');
    cwd = makeFolder({});
  });
  const run = (...args: string[]) => runProgram(program, args, { cwd });

  it('prints its version', () => {
    assert.deepEqual(run('--version'), { code: 0, stdout: '1.2.3\n', stderr: '' });
  });

  it('prints help with examples, and for each command', () => {
    const { code, stdout, stderr } = run('--help');
    assert.deepEqual([code, stderr], [0, '']);
    assert.match(stdout, /^Usage: bulkhead/);
    assert.match(stdout, /^Examples:\n {2}bulkhead check/m);
    for (const command of ['check', 'fix', 'rules', 'explain']) {
      assert.match(stdout, new RegExp(`^  ${command} `, 'm'));
      assert.match(run(command, '--help').stdout, new RegExp(`^Usage: bulkhead ${command}`));
    }
  });

  it('ends with 2 and a message for what it does not know', () => {
    const cases: readonly (readonly [args: readonly string[], message: RegExp])[] = [
      [[], /^Usage: bulkhead/],
      [['chekc'], /^error: unknown command 'chekc'\n\(Did you mean check\?\)/],
      [['--fast'], /^error: unknown option '--fast'/],
      [['fix', '--hard'], /^error: unknown option '--hard'/],
      [['explain'], /^error: missing required argument 'id'/],
      [['rules', 'all'], /^error: too many arguments/],
      [['check', '--level'], /^error: option '--level <level>' argument missing/],
    ];
    for (const [args, message] of cases) {
      const { code, stdout, stderr } = run(...args);
      assert.deepEqual([code, stdout], [2, ''], args.join(' '));
      assert.match(stderr, message);
    }
  });

  it('lists the rules', () => {
    const { code, stdout } = run('rules');
    assert.equal(code, 0);
    assert.deepEqual(stdout.split('\n').slice(0, 2), [
      'privileged    error    Container has all rights',
      'no-resources  warning  Container without limits',
    ]);
    assert.match(stdout, /^broken-rule {3}off {6}A rule that fails$/m);
    const rules = JSON.parse(run('rules', '--format', 'json').stdout) as readonly unknown[];
    assert.equal(rules.length, 6);
    assert.deepEqual(rules[0], {
      id: 'privileged',
      title: 'Container has all rights',
      severity: 'error',
      on: true,
      platforms: ['kubernetes'],
      standards: { podSecurity: 'baseline', cis: ['5.2.2'], cwe: [250] },
      aliases: { trivy: ['AVD-KSV-0017'] },
      page: 'https://example.com/privileged',
    });
  });

  it("prints a rule's page, by its id or another tool's name", () => {
    const page = '# Page of privileged\n\nMore of it.\n';
    assert.deepEqual(run('explain', 'privileged'), { code: 0, stdout: page, stderr: '' });
    assert.equal(run('explain', 'avd-ksv-0017').stdout, page);
  });

  it('helps with a name that no rule has', () => {
    assert.match(
      run('explain', 'privilegd').stderr,
      /^error: there is no rule 'privilegd'; did you mean privileged\?$/m,
    );
    assert.match(run('explain', 'network-of-the-host').stderr, /did you mean host-network\?/);
    assert.match(run('explain', 'zzz').stderr, /'bulkhead rules' lists them/);
    assert.equal(run('explain', 'zzz').code, 2);
  });
});

describe('text for a terminal', () => {
  it('is coloured on a terminal, unless that is not wanted', () => {
    const isColoured = (isTTY: boolean, env: NodeJS.ProcessEnv) => colorsFor({ isTTY }, env).isColorSupported;
    assert.equal(isColoured(true, {}), true);
    assert.equal(isColoured(false, {}), false);
    assert.equal(isColoured(true, { NO_COLOR: '1' }), false);
    assert.equal(isColoured(true, { NO_COLOR: '' }), true);
    assert.equal(isColoured(true, { TERM: 'dumb' }), false);
    assert.equal(isColoured(true, { FORCE_COLOR: '0' }), false);
    assert.equal(isColoured(false, { FORCE_COLOR: '1' }), true);
    assert.equal(isColoured(false, { FORCE_COLOR: '1', NO_COLOR: '1' }), false);
  });

  it('shows control characters instead of obeying them', () => {
    assert.equal(printable('a\tb\u001b[1m\u0000\u007f\u009b\u202e'), 'a b\u241b[1m\u2400\u2421\ufffd\ufffd');
  });

  it('is wrapped between words', () => {
    assert.deepEqual(wrap('one two three', 7), ['one two', 'three']);
    assert.deepEqual(wrap('数据 数据 averylongword', 6), ['数据', '数据', 'averylongword']);
    assert.deepEqual(wrap('one', Infinity), ['one']);
  });

  it('is as wide as it looks', () => {
    assert.deepEqual(['abc', 'é', 'e\u0301', '数据', '😀', ''].map(widthOf), [3, 1, 1, 4, 2, 0]);
  });
});
