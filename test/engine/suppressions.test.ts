import assert from 'node:assert/strict';
import fc from 'fast-check';
import { applyEdits } from '../../server/src/text/edit.js';
import { planFixes } from '../../server/src/engine/fixing.js';
import { accepted, audited, left, look, pod, podFaults, testRules } from './suppression-rules.js';
import { analyze } from '../../server/src/engine/analysis.js';
import { defaultSettings } from '../../server/src/engine/settings.js';

const dockerfile = (...lines: readonly string[]) => look(`${lines.join('\n')}\n`, {}, 'Dockerfile');

describe('a comment of ours in YAML', () => {
  it('finds all faults where there is none', () => {
    assert.deepEqual(left(look(pod())), podFaults);
  });

  it('above a pair accepts the named rule in that pair only', () => {
    const analysis = look(pod({ beforePrivileged: '# bulkhead-ignore privileged-container -- the driver needs it' }));
    assert.deepEqual(accepted(analysis), ['privileged-container']);
    assert.deepEqual(left(analysis), ['host-pid', 'run-as-root-user', 'privileged-container', 'run-as-root-user']);
    assert.equal(analysis.suppressed[0]?.suppression.reason, 'the driver needs it');
    assert.deepEqual(audited(analysis), []);
  });

  it('above an item accepts within the whole item', () => {
    const analysis = look(pod({ beforeFirst: '# bulkhead-ignore privileged-container, run-as-root-user -- x' }));
    assert.deepEqual(accepted(analysis), ['privileged-container', 'run-as-root-user']);
    assert.deepEqual(left(analysis), ['host-pid', 'privileged-container', 'run-as-root-user']);
  });

  it('above a collection accepts within it', () => {
    const analysis = look(pod({ beforeSpec: '# bulkhead-ignore privileged-container -- x' }));
    assert.deepEqual(accepted(analysis), ['privileged-container', 'privileged-container']);
  });

  it('above the first key of a document accepts in all of it, and not in the next', () => {
    const text = `${pod({ head: '# bulkhead-ignore host-pid -- x' })}---\n${pod()}`;
    assert.deepEqual(accepted(look(text)), ['host-pid']);
  });

  it('without a rule accepts every one', () => {
    const analysis = look(pod({ beforeFirst: '# bulkhead-ignore -- x' }));
    assert.deepEqual(accepted(analysis), ['privileged-container', 'run-as-root-user']);
    assert.deepEqual(audited(analysis), []);
  });

  it('at a line end accepts in that line only', () => {
    const analysis = look(pod({ afterPrivileged: '# bulkhead-ignore privileged-container, run-as-root-user -- x' }));
    assert.deepEqual(accepted(analysis), ['privileged-container']);
  });

  it('for a file accepts in every document, wherever it stands, also before the first ---', () => {
    const comment = '# bulkhead-ignore-file privileged-container -- x';
    const four = ['privileged-container', 'privileged-container', 'privileged-container', 'privileged-container'];
    assert.deepEqual(accepted(look(`${pod()}---\n${pod({ beforeSpec: comment })}`)), four);
    assert.deepEqual(accepted(look(`${comment}\n---\n${pod()}---\n${pod()}`)), four);
    assert.equal(accepted(look(`# bulkhead-ignore-file -- x\n---\n${pod()}`)).length, podFaults.length);
  });

  it('works below other comments and blank lines, in flow style, with CRLF and after a byte order mark', () => {
    const below = '# bulkhead-ignore privileged-container -- x\n\n        # another comment';
    assert.deepEqual(accepted(look(pod({ beforePrivileged: below }))), ['privileged-container']);
    const flow = `---
{
  apiVersion: "v1", kind: "Pod",
  spec: {
    # bulkhead-ignore host-pid -- x
    hostPID: true, hostIPC: true,
  },
}
`;
    assert.deepEqual(accepted(look(flow.replace('hostIPC: true', 'containers: [{name: a, image: b}]'))), ['host-pid']);
    const crlf = pod({ head: '# bulkhead-ignore host-pid -- x' }).replaceAll('\n', '\r\n');
    assert.deepEqual(accepted(look(`\uFEFF${crlf}`)), ['host-pid']);
    assert.equal(look(crlf).suppressed[0]?.suppression.reason, 'x');
  });

  it('that is the last of its block accepts nothing in the next one', () => {
    const text = pod().replace('    - name: log', '      # bulkhead-ignore privileged-container -- x\n    - name: log');
    const analysis = look(text);
    assert.deepEqual(left(analysis), podFaults);
    assert.deepEqual(audited(analysis), ['suppression-unused: # bulkhead-ignore privileged-container -- x']);
  });

  it('is none within a scalar, in a template action or without a blank before #', () => {
    const comment = '# bulkhead-ignore-file -- x';
    const scalars = [
      `  note: "\n    ${comment}\n    "`,
      `  note: '\n    ${comment}'`,
      `  note: |\n    ${comment}\n    more`,
      `  note: >-\n    text\n    ${comment}`,
      `  note: a${comment}`,
      `  ? "\n    ${comment}"\n  : b`,
      `  note: {{ "\n${comment}\n" }}`,
    ];
    for (const scalar of scalars) {
      const text = pod().replace('  name: a', `  name: a\n${scalar}`);
      assert.deepEqual(accepted(look(text)), [], scalar);
    }
  });

  it('stands behind the header of a block scalar and behind its end', () => {
    const text = pod().replace('  name: a', '  name: a\n  note: | # bulkhead-ignore-file host-pid -- x\n    text');
    assert.deepEqual(accepted(look(text)), ['host-pid']);
    const behind = pod().replace('  name: a', '  name: a\n  note: |\n    text\n# bulkhead-ignore-file host-pid -- x');
    assert.deepEqual(accepted(look(behind)), ['host-pid']);
  });

  it('takes its last day before the reason or behind it', () => {
    for (const text of ['until=2026-01-31 -- x', '-- x until=2026-01-31']) {
      const head = `# bulkhead-ignore host-pid ${text}`;
      assert.deepEqual(accepted(look(pod({ head }), { today: '2026-01-31' })), ['host-pid'], text);
      assert.deepEqual(accepted(look(pod({ head }), { today: '2026-02-01' })), [], text);
      assert.equal(look(pod({ head })).suppressed[0]?.suppression.reason, 'x');
    }
  });

  it('is not ours when its word only begins alike', () => {
    for (const word of ['bulkhead-ignored', 'bulkhead-ignore-next', 'bulkhead-ignorefile', 'see bulkhead-ignore']) {
      assert.deepEqual(accepted(look(pod({ head: `# ${word} host-pid -- x` }))), [], word);
    }
  });
});

describe('a comment of ours in JSON', () => {
  const json = (own: string, end = '', head = '') => `${head}{
  "apiVersion": "v1", "kind": "Pod", "metadata": {"name": "a"},
  "spec": {
    ${own}
    "hostPID": true, ${end}
    "containers": []
  }
}
`;

  it('accepts as in YAML, above a node, at a line end and for the file', () => {
    assert.deepEqual(left(look(json('// nothing'))), ['host-pid']);
    const comment = '// bulkhead-ignore host-pid -- x';
    for (const text of [json(comment), json('', comment), json('', '', '// bulkhead-ignore-file host-pid -- x\n')]) {
      const analysis = look(text, {}, 'a.jsonc');
      assert.deepEqual([...accepted(analysis), ...left(analysis), ...audited(analysis)], ['host-pid'], text);
    }
  });

  it('is mended where it accepts nothing', () => {
    const comment = '// bulkhead-ignore user-root -- x';
    const analysis = look(json('', comment));
    assert.deepEqual(audited(analysis), [`suppression-unused: ${comment}`]);
    const fixes = analysis.findings.flatMap(({ rule, fixes }) => (rule.suppression ? fixes : []));
    assert.equal(applyEdits(json('', comment), planFixes(fixes) ?? []), json('').replace('true, \n', 'true,\n'));
  });

  it('is none within a string', () => {
    const analysis = look(json('"x": "// bulkhead-ignore-file host-pid -- x",'));
    assert.deepEqual([...left(analysis), ...audited(analysis)], ['host-pid']);
  });
});

describe('an annotation of ours', () => {
  it('accepts in the object, or in one container', () => {
    assert.deepEqual(accepted(look(pod({ annotations: ['bulkhead/ignore: host-pid, privileged-container -- x'] }))), [
      'host-pid',
      'privileged-container',
      'privileged-container',
    ]);
    const one = look(pod({ annotations: ['bulkhead/ignore.log: "privileged-container until=2030-01-01 -- x"'] }));
    assert.deepEqual(accepted(one), ['privileged-container']);
    assert.deepEqual(left(one), ['host-pid', 'privileged-container', 'run-as-root-user', 'run-as-root-user']);
    assert.equal(one.suppressed[0]?.suppression.until, '2030-01-01');
    assert.deepEqual(audited(one), []);
  });

  it('stands on the pod template too, for the pods alone', () => {
    const deployment = `apiVersion: apps/v1
kind: Deployment
spec:
  template:
    metadata:
      annotations:
        bulkhead/ignore: host-pid -- x
        bulkhead/ignore.web: privileged-container -- y
    spec:
      hostPID: true
      containers:
        - name: web
          image: web:1
          securityContext: {privileged: true}
`;
    assert.deepEqual(accepted(look(deployment)), ['host-pid', 'privileged-container']);
  });

  it('works in JSON and on the items of a List', () => {
    const item = (name: string, annotations: object) => ({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name, annotations },
      spec: { hostPID: true, containers: [{ name: 'a', image: 'b' }] },
    });
    const list = {
      apiVersion: 'v1',
      kind: 'List',
      items: [item('a', { 'bulkhead/ignore': 'host-pid -- x' }), item('b', {})],
    };
    const analysis = look(JSON.stringify(list), {}, 'list.json');
    assert.deepEqual([accepted(analysis), left(analysis)], [['host-pid'], ['host-pid']]);
  });
});

describe('a comment of ours in a Dockerfile', () => {
  it('above an instruction accepts in it, below blank lines and other comments too', () => {
    const analysis = dockerfile('FROM a', '# bulkhead-ignore user-root -- x', '', '# y', 'USER root', 'USER root');
    assert.deepEqual([accepted(analysis), left(analysis)], [['user-root'], ['user-root']]);
  });

  it('for the file accepts everywhere, also at its end', () => {
    const analysis = dockerfile('FROM a', 'USER root', 'WORKDIR b', '# bulkhead-ignore-file user-root -- x');
    assert.deepEqual([accepted(analysis), left(analysis)], [['user-root'], ['workdir-relative']]);
  });

  it('within continued lines accepts in the line below, and in a heredoc is none', () => {
    const run = [
      'RUN curl -k a \\',
      '  # bulkhead-ignore curl-insecure -- x',
      '  # more',
      '  && curl -k b \\',
      '  && curl -k c',
    ];
    assert.deepEqual(accepted(dockerfile('FROM a', ...run)), ['curl-insecure']);
    assert.deepEqual(
      accepted(dockerfile('FROM a', 'COPY <<E /b', '# bulkhead-ignore-file -- x', 'E', 'USER root')),
      [],
    );
  });
});

describe('the audit of our suppressions', () => {
  const audit = (head: string, settings = {}) => audited(look(pod({ head: `# ${head}` }), settings));

  it('names what suppresses nothing: the whole, or the rules that it lists in vain', () => {
    assert.deepEqual(audit('bulkhead-ignore user-root -- x'), ['suppression-unused: # bulkhead-ignore user-root -- x']);
    assert.deepEqual(audit('bulkhead-ignore host-pid, user-root -- x'), ['suppression-unused: user-root']);
  });

  it('does not call unused what is switched off, of another level, or cannot be told', () => {
    assert.deepEqual(audit('bulkhead-ignore off-by-default -- x'), []);
    const off = new Map([['user-root', { severity: 'off' as const }]]);
    assert.deepEqual(audit('bulkhead-ignore user-root -- x', { rules: off }), []);
    assert.deepEqual(audit('bulkhead-ignore run-as-root-user -- x', { level: 'baseline' }), []);
    const template = pod({ head: '# bulkhead-ignore user-root -- x' }).replace('web:1', '{{ .Values.image }}');
    assert.deepEqual(audited(look(template)), []);
    const broken = `${pod({ head: '# bulkhead-ignore user-root -- x' })}  - ]`;
    assert.deepEqual(audited(look(broken)), []);
    const text = pod({ head: '# bulkhead-ignore user-root -- x' });
    const patch = analyze({ path: 'a.yaml', text, completeness: 'partial' }, defaultSettings, testRules);
    assert.deepEqual(audited(patch), []);
  });

  it('names an end that is past or no day, a missing reason and unknown rules', () => {
    const today = { today: '2026-03-01' };
    assert.deepEqual(audit('bulkhead-ignore host-pid until=2026-02-28 -- x', today), [
      'suppression-expired: # bulkhead-ignore host-pid until=2026-02-28 -- x',
    ]);
    assert.deepEqual(audit('bulkhead-ignore host-pid until=2026-02-30 -- x'), [
      'suppression-expired: # bulkhead-ignore host-pid until=2026-02-30 -- x',
    ]);
    for (const end of ['', ' --', ' -- <reason>']) {
      assert.deepEqual(audit(`bulkhead-ignore host-pid${end}`), [
        `suppression-without-reason: # bulkhead-ignore host-pid${end}`,
      ]);
    }
    assert.deepEqual(audit('bulkhead-ignore host-pid, host-pit -- x'), ['suppression-unknown-rule: host-pit']);
    assert.deepEqual(audit('bulkhead-ignore host-pid because -- x'), ['suppression-unknown-rule: host-pid because']);
  });

  it('is silent where its rules are off, and cannot be suppressed', () => {
    const off = new Map([['suppression-unused', { severity: 'off' as const }]]);
    assert.deepEqual(audit('bulkhead-ignore user-root -- x', { rules: off }), []);
    const text = pod({
      head: '# bulkhead-ignore-file suppression-without-reason -- x',
      beforeSpec: '# bulkhead-ignore host-pid',
    });
    assert.ok(audited(look(text)).includes('suppression-without-reason: # bulkhead-ignore host-pid'));
  });

  it('counts the narrower of two suppressions as the one in use', () => {
    const text = pod({ head: '# bulkhead-ignore-file host-pid -- x', beforeSpec: '# bulkhead-ignore host-pid -- y' });
    assert.deepEqual(audited(look(text)), ['suppression-unused: # bulkhead-ignore-file host-pid -- x']);
  });

  /** The text after the first fix of the only finding about suppressions. */
  function fixed(text: string, settings = {}, path?: string): string {
    const finding = look(text, settings, path).findings.find(({ rule }) => rule.suppression);
    const change = finding?.fixes[0]?.changes()[0];
    assert.ok(change?.op === 'text', 'a text edit');
    return applyEdits(text, change.edits);
  }

  it('takes away the line, the end of the line or the name', () => {
    assert.equal(fixed(pod({ beforeSpec: '# bulkhead-ignore user-root -- x' })), pod());
    assert.equal(fixed(pod({ afterPrivileged: '# bulkhead-ignore user-root -- x' })), pod());
    const name = (list: string) => pod({ beforeSpec: `# bulkhead-ignore ${list} -- x` });
    assert.equal(fixed(name('user-root, host-pid')), name('host-pid'));
    assert.equal(fixed(name('host-pid, user-root')), name('host-pid'));
    assert.equal(fixed(name('privileged-container, user-root, host-pid')), name('privileged-container, host-pid'));
    assert.equal(fixed('FROM a\r\n# bulkhead-ignore user-root -- x\r\nUSER 1', {}, 'Dockerfile'), 'FROM a\r\nUSER 1');
    assert.equal(fixed('FROM a\r\n# bulkhead-ignore-file user-root -- x', {}, 'Dockerfile'), 'FROM a');
  });

  /** The text after the first fix of each finding about suppressions. */
  function mended(text: string, path?: string): string {
    const fixes = look(text, {}, path).findings.flatMap(({ rule, fixes }) =>
      rule.suppression ? fixes.slice(0, 1) : [],
    );
    const edits = planFixes(fixes);
    assert.ok(edits && fixes.length > 0);
    return applyEdits(text, edits);
  }

  it('does the same to annotations, in YAML and JSON', () => {
    const annotated = (value: string) => pod({ annotations: [`bulkhead/ignore: ${value}`] });
    assert.equal(mended(annotated('user-root -- x')), pod());
    assert.equal(
      mended(annotated('"host-pid, user-root until=2999-01-01 -- x"')),
      annotated('"host-pid until=2999-01-01 -- x"'),
    );
    assert.equal(
      mended(annotated('host-pit, privileged-container -- x')),
      annotated('host-pid, privileged-container -- x'),
    );
    assert.equal(mended(annotated('host-pid')), annotated('host-pid -- <reason>'));
    const json = (annotations: object | undefined) =>
      `${JSON.stringify({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a', annotations }, spec: { containers: [] } }, null, 2)}\n`;
    assert.equal(mended(json({ 'bulkhead/ignore': 'host-pid -- x' }), 'a.json'), json(undefined));
  });

  it('corrects a slip and leaves room for a reason', () => {
    assert.equal(
      fixed(pod({ head: '# bulkhead-ignore host-pit -- x' })),
      pod({ head: '# bulkhead-ignore host-pid -- x' }),
    );
    for (const end of ['', ' --']) {
      const text = pod({ head: `# bulkhead-ignore host-pid${end}` });
      assert.equal(fixed(text), pod({ head: '# bulkhead-ignore host-pid -- <reason>' }));
    }
  });
});

describe('suppressions in general', () => {
  const ids = testRules.map(({ id }) => id);
  const names = fc.array(fc.constantFrom(...ids, 'nonsense', '', '*'), { maxLength: 3 }).map((list) => list.join(', '));
  const tails = fc.constantFrom('', ' -- why', ' until=2020-01-01 -- why', ' until=2999-01-01');
  const comments = fc
    .tuple(fc.constantFrom('', '-file'), names, tails)
    .map(([kind, list, tail]) => `# bulkhead-ignore${kind} ${list}${tail}`);

  it('never accept a finding of a rule that they do not name, or outside what they cover', () => {
    const places = ['head', 'beforeSpec', 'beforeFirst', 'beforePrivileged', 'afterPrivileged'] as const;
    fc.assert(
      fc.property(fc.constantFrom(...places), comments, (place, comment) => {
        const analysis = look(pod({ [place]: comment }), { today: '2026-01-01' });
        assert.deepEqual([...accepted(analysis), ...left(analysis)].sort(), [...podFaults].sort());
        for (const { rule, span, suppression } of analysis.suppressed) {
          assert.ok(suppression.rules === 'all' || suppression.rules.includes(rule.id));
          assert.notEqual(suppression.until, '2020-01-01');
          const { covers } = suppression;
          assert.ok(typeof covers === 'string' || (covers.start <= span.start && span.start < covers.end));
        }
      }),
    );
  });

  it('never throw, whatever a comment says and wherever it stands', () => {
    const words = ['bulkhead-ignore', 'bulkhead-ignore-file', 'host-pid', ',', ' ', '--', 'until=', '2026-01-01', 'trivy:ignore:', 'hadolint ignore=',
      'checkov:skip=', 'kics-scan ', 'check=skip=', 'AVD-KSV-0017', 'DL3002', 'all', '*', '#', ':exp:', 'disable=', '{{', '}}', '"', '\t']; // prettier-ignore
    const bodies = fc.array(fc.constantFrom(...words), { maxLength: 8 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(bodies, fc.nat(), fc.constantFrom('# ', '\n# ', ' #', '"# '), (body, at, mark) => {
        const insert = (text: string) => {
          const offset = at % (text.length + 1);
          return `${text.slice(0, offset)}${mark}${body}\n${text.slice(offset)}`;
        };
        assert.deepEqual(look(insert(pod())).crashes, []);
        assert.deepEqual(look(insert('FROM a\nRUN a \\\n  b\nUSER root\n'), {}, 'Dockerfile').crashes, []);
      }),
      { numRuns: 500 },
    );
  });
});
