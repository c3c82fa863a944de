import assert from 'node:assert/strict';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { Ajv, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import type * as sarif from 'sarif';
import { buildProgram, makeFolder, pod, runProgram, samples, type Program } from './program.js';

describe('the SARIF format', () => {
  let program: Program;
  let validate: ValidateFunction;
  before(async () => {
    program = await buildProgram('test/cli/stub-main.ts');
    validate = compileSchema();
  });

  const run = (files: Record<string, string | Buffer>, ...args: string[]) => {
    const cwd = makeFolder(files);
    const { stdout } = runProgram(program, ['check', '--format', 'sarif', ...args], { cwd });
    const log = JSON.parse(stdout) as sarif.Log;
    assert.ok(validate(log), JSON.stringify(validate.errors, undefined, 2));
    const [first] = log.runs;
    assert.ok(first);
    return { run: first, results: first.results ?? [], cwd };
  };
  const prints = (files: Record<string, string>) =>
    run(files).results.map((result) => result.partialFingerprints?.['bulkheadFinding/v1']);

  it('agrees with the published schema, with and without results', () => {
    run({ 'a.txt': '' });
    run({
      'a b#%.yaml': samples.privileged,
      'bad.yaml': `${samples.unlimited}  x: [\n`,
      'latin.yaml': Buffer.from(`# \xe9\n${samples.clean}`, 'latin1'),
      'd/Dockerfile': samples.dockerfile,
      '.bulkhead.yaml': 'rules:\n  nope: off\n',
    });
  });

  it('describes the rules', () => {
    const { run: first } = run({ 'a.yaml': samples.privileged });
    const { driver } = first.tool;
    assert.deepEqual([driver.name, driver.version, first.columnKind], ['Bulkhead', '1.2.3', 'utf16CodeUnits']);
    const id = '(the id)';
    const help =
      'What it is about,\nin `two` lines.\n\nWhy it matters.\n\n[About this rule](https://example.com/privileged)';
    const [rule] = driver.rules ?? [];
    const messages = Object.values(rule?.messageStrings ?? {});
    assert.deepEqual(
      { ...rule, messageStrings: { [id]: messages[0] } },
      {
        id: 'privileged',
        name: 'Privileged',
        shortDescription: { text: 'Container has all rights.' },
        fullDescription: { text: 'What it is about, in `two` lines.' },
        help: { text: help, markdown: help },
        helpUri: 'https://example.com/privileged',
        defaultConfiguration: { level: 'error', enabled: true },
        messageStrings: { [id]: { text: "Container '{0}' is {{privileged}}." } },
        properties: {
          tags: ['security', 'kubernetes', 'pod-security/baseline', 'cis/5.2.2', 'external/cwe/cwe-250'],
          'security-severity': '8.0',
        },
      },
    );
    assert.deepEqual(
      driver.rules?.map(({ defaultConfiguration }) => defaultConfiguration?.enabled),
      [true, true, true, true, true, false],
    );
  });

  it('says what was found, where, and how it is mended', () => {
    const { run: first, results } = run({ 'a b.yaml': samples.privileged, 'c/Dockerfile': samples.dockerfile });
    const [result, add] = results;
    assert.ok(result && add);
    assert.deepEqual([result.ruleId, result.ruleIndex, result.level], ['privileged', 0, 'error']);
    const { id = '', ...message } = result.message;
    assert.deepEqual(message, { text: "Container 'web' is {privileged}.", arguments: ['web'] });
    assert.ok(first.tool.driver.rules?.[0]?.messageStrings?.[id]);
    const offset = samples.privileged.indexOf('true');
    const region = { startLine: 11, startColumn: 21, endLine: 11, endColumn: 25, charOffset: offset, charLength: 4 };
    const artifactLocation = { uri: 'a%20b.yaml', uriBaseId: '%SRCROOT%', index: 0 };
    assert.deepEqual(result.locations, [
      {
        physicalLocation: { artifactLocation, region },
        logicalLocations: [{ fullyQualifiedName: 'Pod/web/main/web' }],
      },
    ]);
    assert.deepEqual(result.fixes, [
      {
        description: { text: 'Set privileged to false' },
        artifactChanges: [
          { artifactLocation, replacements: [{ deletedRegion: region, insertedContent: { text: 'false' } }] },
        ],
        properties: { applicability: 'hardening' },
      },
    ]);
    assert.equal(add.level, 'note');
    assert.deepEqual(
      first.artifacts?.map(({ location }) => location?.uri),
      ['a%20b.yaml', 'c/Dockerfile'],
    );
  });

  it('has suppressed results with their reason', () => {
    const text = samples.privileged.replace('# why not', '# bulkhead-ignore privileged -- the node agent needs it');
    const { results } = run({ 'a.yaml': text, 'b.yaml': samples.privileged });
    assert.deepEqual(
      results.map(({ suppressions }) => suppressions),
      [[{ kind: 'inSource', justification: 'the node agent needs it', properties: { tool: 'bulkhead' } }], []],
    );
  });

  it('tells of what could not be read', () => {
    const { run: first } = run({ 'a.yaml': `${samples.clean}  x: [\n`, '.bulkhead.yaml': 'rules:\n  nope: off\n' });
    const [invocation] = first.invocations ?? [];
    assert.equal(invocation?.executionSuccessful, false);
    const [notification] = invocation.toolExecutionNotifications ?? [];
    assert.deepEqual([notification?.level, notification?.descriptor?.id], ['error', 'syntax']);
    assert.equal(notification?.locations?.[0]?.physicalLocation?.artifactLocation?.uri, 'a.yaml');
    assert.equal(invocation.toolConfigurationNotifications?.length, 1);
    assert.equal(run({ 'a.yaml': samples.unlimited }).run.invocations?.[0]?.executionSuccessful, true);
  });

  describe('fingerprints', () => {
    const two = pod('web', '    - name: other\n      image: nginx\n');

    it('survive moved lines, white space and changes elsewhere', () => {
      const moved = `# a comment\n---\n# more\n${two.replaceAll('    - name', '      -  name').replaceAll('      image', '         image')}`;
      assert.deepEqual(prints({ 'a.yaml': moved }), prints({ 'a.yaml': two }));
      assert.deepEqual(
        prints({
          'a.yaml': two.replace(
            '      image: nginx\n    - name: other',
            '      image: nginx\n      resources: {}\n    - name: other',
          ),
        }),
        prints({ 'a.yaml': two }).slice(1),
      );
    });

    it('tell containers, objects and equal findings apart', () => {
      const all = prints({ 'a.yaml': `${two}---\n${two}---\n${two.replaceAll('name: web', 'name: api')}` });
      assert.equal(all.length, 6);
      assert.equal(new Set(all).size, 6);
      assert.ok(all[2]?.endsWith(':2') && all[2].slice(0, -2) === all[0]?.slice(0, -2));
    });
  });
});

/** The schema of OASIS as a package of Microsoft's ships it. It is written for draft 4, whose differences it does not use. */
function compileSchema(): ValidateFunction {
  const manifest = createRequire(import.meta.url).resolve('@microsoft/jest-sarif/package.json');
  const file = path.join(path.dirname(manifest), 'lib', 'schemas', 'sarif-2.1.0-rtm.5.json');
  const { $schema, id, ...schema } = JSON.parse(fs.readFileSync(file, 'utf8')) as Record<string, unknown>;
  assert.match(JSON.stringify([$schema, id]), /draft-04.*sarif-2\.1\.0/);
  const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
  addFormats.default(ajv);
  return ajv.compile(schema);
}
