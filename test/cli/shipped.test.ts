import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { rules } from '../../server/src/rules/index.js';
import { buildProgram, makeFolder, parseReport, root, runProgram, type Program } from './program.js';

const examples = path.join(root, 'examples');

describe('the command line tool as it is shipped', () => {
  let program: Program;
  before(async () => (program = await buildProgram('server/src/cli/main.ts')));
  const run = (args: readonly string[], cwd = examples) => runProgram(program, args, { cwd });

  it('has the version of package.json', () => {
    const { version } = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8')) as {
      readonly version: string;
    };
    assert.equal(run(['--version']).stdout, `${version}\n`);
  });

  it('lists and explains every rule', () => {
    const listed = JSON.parse(run(['rules', '--format', 'json']).stdout) as readonly { readonly id: string }[];
    assert.deepEqual(
      listed.map(({ id }) => id),
      rules.map(({ id }) => id),
    );
    for (const { id } of [rules[0], rules.at(-1)].filter((rule) => rule !== undefined)) {
      const page = fs.readFileSync(path.join(root, 'docs', 'rules', `${id}.md`), 'utf8');
      assert.deepEqual(run(['explain', id]), { code: 0, stdout: page, stderr: '' });
    }
  });

  it('names no rule in its help that does not exist', () => {
    const ids = new Set(rules.map(({ id }) => id));
    const named = [...run(['--help']).stdout.matchAll(/bulkhead explain (\S+)/g)].map(([, id]) => id);
    assert.ok(named.length > 0 && named.every((id) => id !== undefined && ids.has(id)), named.join(', '));
  });

  it('finds what the examples show, and nothing in the hardened ones', () => {
    const outcome = run(['check', '--format', 'json']);
    assert.deepEqual([outcome.code, outcome.stderr], [1, '']);
    const { findings } = parseReport(outcome);
    const found = new Set(findings.map(({ file }) => file));
    for (const file of ['deployment.yaml', 'node-agent.yaml', 'import-job.yaml']) assert.ok(found.has(file), file);
    for (const file of ['hardened.yaml', 'compose.yaml', 'shop/hardened.Dockerfile']) assert.ok(!found.has(file), file);
  });

  it('hardens the examples until nothing is left that hardening mends', () => {
    const names = ['deployment.yaml', 'node-agent.yaml', 'import-job.yaml'];
    const cwd = makeFolder(Object.fromEntries(names.map((name) => [name, fs.readFileSync(path.join(examples, name))])));
    const before = parseReport(run(['check', '--format', 'json'], cwd)).findings.length;
    const { code, stdout } = run(['fix', '--harden'], cwd);
    assert.equal(code, 0);
    assert.match(stdout, /^Fixed \d+ findings in 3 files\./m);
    const after = parseReport(run(['check', '--format', 'json'], cwd));
    assert.ok(after.findings.length < before / 2, `${after.findings.length} of ${before} remain`);
    assert.deepEqual(after.errors, []);
    assert.match(run(['fix', '--harden'], cwd).stdout, /^Nothing to fix\./);
  });
});
