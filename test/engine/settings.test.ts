import assert from 'node:assert/strict';
import { Ajv } from 'ajv';
import fc from 'fast-check';
import { mergeSettings, readSettings, settingsSchema } from '../../server/src/engine/settings-file.js';
import { defaultSettings, type Settings } from '../../server/src/engine/settings.js';
import { testRules } from './suppression-rules.js';

const ids = testRules.map(({ id }) => id);
const read = (text: string) => readSettings(text, ids);

/** The problems of a text: what they point at, and the message. */
function problems(text: string): readonly string[] {
  return read(text).problems.map(({ span, message }) => `${text.slice(span.start, span.end)}: ${message}`);
}

describe('a settings file', () => {
  it('gives the defaults where it says nothing', () => {
    for (const text of ['', '\n', '# nothing yet\n', '---\n', 'level:\nrules:\n', '{}']) {
      assert.deepEqual(read(text), { settings: defaultSettings, problems: [] }, JSON.stringify(text));
    }
  });

  it('is read whole', () => {
    const { settings, problems } = read(`# Our settings
---
level: baseline
kubernetesVersion: "1.34"
rules:
  privileged-container: off
  user-root: error
  host-pid: { severity: hint, options: { allowed: [a, 1], nested: { b: true } } }
allowedRegistries:
  - registry.example.com
exclude: ["vendor/**", 1]
`);
    assert.deepEqual(problems, []);
    assert.deepEqual(settings, {
      ...defaultSettings,
      level: 'baseline',
      kubernetesMinor: 34,
      rules: new Map<string, object>([
        ['privileged-container', { severity: 'off' }],
        ['user-root', { severity: 'error' }],
        ['host-pid', { severity: 'hint', options: { allowed: ['a', 1], nested: { b: true } } }],
      ]),
      allowedRegistries: ['registry.example.com'],
      exclude: ['vendor/**', '1'],
    });
  });

  it('names each fault at its place, and the rest counts', () => {
    const text = `levl: baseline
level: strict
rules:
  user-rot: off
  user-root: loud
  host-pid: { severity: warn, option: {} }
  privileged-container: warning
  workdir-relative: [off]
  curl-insecure: { options: many }
allowedRegistries: registry.example.com
exclude: [a, {b: c}, ""]
kubernetesVersion: latest
`;
    const severities = 'is one of off, hint, info, warning, error';
    assert.deepEqual(problems(text), [
      "levl: There is no setting 'levl'; did you mean 'level'?",
      "strict: 'level' is one of baseline, restricted.",
      "user-rot: There is no rule 'user-rot'; did you mean 'user-root'?",
      `loud: The severity of 'user-root' ${severities}.`,
      `warn: The severity of 'host-pid' ${severities}.`,
      "option: A rule has 'severity' and 'options', not 'option'.",
      `[off]: The severity of 'workdir-relative' ${severities}.`,
      "many: The options of 'curl-insecure' are a map, and not a very large one.",
      "registry.example.com: 'allowedRegistries' is a list of texts.",
      "{b: c}: 'exclude' is a list of texts, and this is none.",
      '"": \'exclude\' is a list of texts, and this is none.',
      'latest: \'kubernetesVersion\' is a version such as "1.37".',
    ]);
    const { settings } = read(text);
    assert.deepEqual(settings.rules.get('privileged-container'), { severity: 'warning' });
    assert.deepEqual([settings.level, settings.exclude], ['restricted', ['a']]);
    assert.equal(settings.rules.has('user-rot'), false);
  });

  it('explains a version that YAML takes for a number', () => {
    const minor = (version: string) => read(`kubernetesVersion: ${version}`).settings.kubernetesMinor;
    assert.deepEqual(['1.34', '"1.34"', "'1.30'", 'v1.35', '1.34.2', '1.30'].map(minor), [34, 34, 30, 35, 34, 30]);
    assert.deepEqual(problems('kubernetesVersion: 1.34'), []);
    assert.deepEqual(problems('kubernetesVersion: "1.30"'), []);
    assert.deepEqual(problems('kubernetesVersion: 1.30'), [
      '1.30: Put the version in quotes: YAML reads 1.30 as the number 1.3.',
    ]);
    assert.deepEqual(problems('kubernetesVersion: 1.3'), [
      '1.3: Kubernetes 1.3 is too old to be judged; if 1.30 is meant, put it in quotes, because as a number it is 1.3.',
    ]);
    assert.deepEqual(problems('kubernetesVersion: "1.99"'), [
      '"1.99": 1.37 is the newest version that Bulkhead knows, so it is used instead of 1.99.',
    ]);
  });

  it('with broken YAML keeps what can be read, and says that one document counts', () => {
    const text = 'level: baseline\nrules: {user-root: off\n';
    assert.ok(problems(text).length > 0);
    assert.equal(read(text).settings.level, 'baseline');
    assert.deepEqual(problems('- a\n'), ['- a: The settings are a map, such as `level: baseline`.']);
    assert.deepEqual(problems('level: baseline\n---\nlevel: restricted\n'), ['---: Only the first document counts.']);
    assert.deepEqual(problems('level: baseline\nlevel: restricted\n'), ["level: The key 'level' stands here twice."]);
  });

  it('does not unfold an alias bomb', () => {
    const levels = Array.from({ length: 12 }, (_, n) => `  l${n}: &l${n} [${`*l${n - 1}, `.repeat(n === 0 ? 0 : 9)}]`);
    const text = `rules:\n  host-pid:\n    options:\n${levels.map((line) => `    ${line}\n`).join('')}`;
    assert.ok(problems(text).some((problem) => problem.includes("The options of 'host-pid'")));
  });

  it('never throws, and points into the text', () => {
    const words = ['level', 'rules', 'exclude', 'kubernetesVersion', 'user-root', ': ', '\n', '  ', '- ', '{', '}', '[', ']', 'off', '1.30', '&a', '*a',
      '<<', '"', '|', '#', '---\n', '{{', '}}', '\uFEFF']; // prettier-ignore
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.constantFrom(...words), fc.string({ maxLength: 3 })), { maxLength: 40 }),
        (parts) => {
          const text = parts.join('');
          for (const { span } of read(text).problems) {
            assert.ok(0 <= span.start && span.start <= span.end && span.end <= text.length, JSON.stringify(text));
          }
        },
      ),
      { numRuns: 1000 },
    );
  });
});

describe("a person's own settings", () => {
  const base: Settings = {
    ...defaultSettings,
    level: 'baseline',
    rules: new Map([['user-root', { severity: 'error' as const, options: { a: 1 } }]]),
    allowedRegistries: ['a'],
    exclude: ['x'],
  };

  it('go over those of the file: rules one by one, excluded files added up', () => {
    const merged = mergeSettings(base, {
      level: 'restricted',
      kubernetesVersion: '1.33',
      rules: { 'user-root': 'hint', 'host-pid': { severity: 'off' } },
      allowedRegistries: ['b'],
      exclude: ['y'],
    });
    assert.deepEqual(merged, {
      ...base,
      level: 'restricted',
      kubernetesMinor: 33,
      rules: new Map<string, object>([
        ['user-root', { severity: 'hint', options: { a: 1 } }],
        ['host-pid', { severity: 'off' }],
      ]),
      allowedRegistries: ['b'],
      exclude: ['x', 'y'],
    });
    assert.deepEqual(base.exclude, ['x']);
  });

  it('change nothing where nothing usable was chosen', () => {
    for (const personal of [
      undefined,
      null,
      1,
      'x',
      [],
      {},
      { level: null, rules: null },
      { level: 'x', run: 'onType', rules: { 'user-root': 3 } },
    ]) {
      assert.deepEqual(mergeSettings(base, personal), base);
    }
  });

  it('may be any JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (json) => {
        mergeSettings(base, json);
        mergeSettings(base, {
          level: json,
          rules: json,
          exclude: json,
          allowedRegistries: json,
          kubernetesVersion: json,
        });
      }),
    );
  });
});

describe('the schema of the settings', () => {
  const schema = settingsSchema(testRules);
  const validate = new Ajv({ strict: true }).compile(schema);

  it('takes what the reader takes, and refuses what it refuses', () => {
    const good = [
      {},
      { level: 'baseline', kubernetesVersion: '1.30', exclude: ['a'], allowedRegistries: [] },
      { rules: { 'user-root': 'off', 'host-pid': { severity: 'info', options: { a: [1] } } } },
    ];
    const bad = [
      { levl: 'baseline' },
      { level: 'strict' },
      { kubernetesVersion: 'latest' },
      { exclude: 'a' },
      { exclude: [''] },
      { rules: [] },
      { rules: { 'no-such-rule': 'off' } },
      { rules: { 'user-root': 'loud' } },
      { rules: { 'user-root': { option: {} } } },
    ];
    for (const settings of good) {
      assert.ok(validate(settings), JSON.stringify(validate.errors));
      assert.deepEqual(read(JSON.stringify(settings)).problems, []);
    }
    for (const settings of bad) {
      assert.equal(validate(settings), false, JSON.stringify(settings));
      assert.ok(read(JSON.stringify(settings)).problems.length > 0, JSON.stringify(settings));
    }
  });

  it('describes every setting and every rule', () => {
    const text = JSON.stringify(schema);
    for (const { id, title } of testRules) assert.ok(text.includes(`"${id}":{"description":"${title}`), id);
  });
});
