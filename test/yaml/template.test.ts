import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseYaml } from '../../server/src/yaml/parse.js';
import { maskTemplate } from '../../server/src/yaml/template.js';
import { rootValue } from '../../server/src/yaml/value.js';
import { set } from '../../server/src/yaml/change.js';
import { example, refusal } from './examples.js';

describe('masking a template', () => {
  it('keeps every offset', () => {
    const parts = fc.constantFrom(
      '{{',
      '}}',
      '{{- ',
      ' -}}',
      '"',
      '`',
      '/*',
      '*/',
      '\n',
      ' ',
      'a',
      ': ',
      '#',
      'if .x',
      'end',
      '\r\n',
    );
    fc.assert(
      fc.property(fc.array(parts), (all) => {
        const text = all.join('');
        const { masked, actions } = maskTemplate(text);
        assert.equal(masked.length, text.length);
        let at = 0;
        for (const { span } of actions) {
          assert.equal(masked.slice(at, span.start), text.slice(at, span.start));
          assert.match(text.slice(span.start, span.end), /^\{\{[^]*\}\}$/);
          at = span.end;
        }
        assert.equal(masked.slice(at), text.slice(at));
        parseYaml(text);
      }),
    );
  });

  const roles = (text: string) => maskTemplate(text).actions.map(({ role, alone, indent }) => [role, alone, indent]);
  it('knows what an action does', () => {
    assert.deepEqual(roles('{{ if .a }}\n  {{- else if .b }}\n{{- end -}}\n'), [['open', true, 0], ['middle', true, 2], ['close', true, 0]]); // prettier-ignore
    assert.deepEqual(roles('a: {{ .b }} {{/* c }} */}}\n'), [
      ['output', false, 3],
      ['silent', false, 12],
    ]);
    assert.deepEqual(roles('{{ $a := "}}" }}\n  {{ toYaml .b | nindent 8 }} # x\n'), [
      ['silent', true, 0],
      ['output', true, 8],
    ]);
  });

  it('what an action decides is opaque', () => {
    const root = rootValue(
      parseYaml(
        'a: {{ .a }}\nb:\n  c: 1\n  {{- toYaml .d | nindent 2 }}\ne:\n  {{- toYaml .d | nindent 2 }}\n{{ .f }}: 1\ng: "x{{ .h }}"\n',
      ),
    );
    assert.ok(
      root.get('a').opaque &&
        root.get('b', 'x').opaque &&
        root.get('e').opaque &&
        root.get('z').opaque &&
        root.get('g').opaque,
    );
    assert.ok(root.get('b', 'c').is(1) && !root.get('b', 'c').opaque);
  });
});

describe('changing a template', () => {
  example(
    'behind a block that ends',
    `
    spec:
      {{- if .Values.a }}
      imagePullSecrets:
        - name: {{ .Values.a }}
      {{- end }}
      containers:
        - name: web
          image: "{{ .Values.image }}"
          {{- with .Values.env }}
          env:
            {{- toYaml . | nindent 12 }}
          {{- end }}
    `,
    (root) => [
      set(root.get('spec', 'volumes'), [{ name: 'tmp', emptyDir: {} }]),
      set((root.get('spec', 'containers').items[0] ?? root).get('resources', 'limits', 'memory'), '1Gi'),
    ],
    `
    spec:
      {{- if .Values.a }}
      imagePullSecrets:
        - name: {{ .Values.a }}
      {{- end }}
      containers:
        - name: web
          image: "{{ .Values.image }}"
          {{- with .Values.env }}
          env:
            {{- toYaml . | nindent 12 }}
          {{- end }}
          resources:
            limits:
              memory: 1Gi
      volumes:
        - name: tmp
          emptyDir: {}
    `,
  );
  example('a literal in a block', 'a:\n{{ if .b }}\n  b: true\n{{ end }}\n', (root) => [set(root.get('a', 'b'), false)], 'a:\n{{ if .b }}\n  b: false\n{{ end }}\n'); // prettier-ignore
  example('within a block', '{{- if .b }}\na:\n  c: 1\n{{- end }}\n', (root) => [set(root.get('a', 'b'), 2)], '{{- if .b }}\na:\n  b: 2\n  c: 1\n{{- end }}\n'); // prettier-ignore
  refusal(
    'a map that a template fills',
    'a:\n  b: 1\n  {{- toYaml .c | nindent 2 }}\n',
    (root) => [set(root.get('a', 'c'), 1)],
    'template',
  );
  refusal('a value that a template gives', 'a: {{ .b }}\n', (root) => [set(root.get('a'), 1)], 'template');
  refusal('a key that two branches have', 'a:\n{{ if .b }}\n  b: 1\n{{ else }}\n  b: 2\n{{ end }}\n', (root) => [set(root.get('a', 'b'), 3)], 'template'); // prettier-ignore
  refusal(
    'behind an action that takes the line break',
    'a: 1\n{{ if .b }}\nc: 1\n{{ end -}}\n',
    (root) => [set(root.get('d'), 1)],
    'template',
  );
});
