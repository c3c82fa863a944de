import assert from 'node:assert/strict';
import { manifestsOf } from '../../server/src/kubernetes/manifest.js';
import { parseYaml } from '../../server/src/yaml/parse.js';

/** The names of the containers of a Pod, of which the items of the list are given. */
function containerNames(...items: readonly string[]): readonly string[] {
  const list = items.map((item) => `    - ${item}\n`).join('');
  const [pod] = manifestsOf(parseYaml(`apiVersion: v1\nkind: Pod\nspec:\n  containers:\n${list}`));
  return (pod?.podSpec?.containers ?? []).map(({ name }) => name);
}

describe('the name of a container', () => {
  it('is the one it has, else its image', () => {
    assert.deepEqual(containerNames('{ name: web, image: a }', 'image: nginx:1.29', 'env: []'), [
      'web',
      'nginx:1.29',
      '(unnamed)',
    ]);
  });

  it('is the text of the template that decides it', () => {
    assert.deepEqual(
      containerNames(
        'name: {{ .Chart.Name }}\n      image: a',
        'name: "{{ .Chart.Name }}-proxy"\n      image: a',
        "name: '{{ .Chart.Name }}-init'\n      image: a",
        'image: {{ .Values.image }}:{{ .Values.tag }}',
      ),
      [
        '{{ .Chart.Name }}',
        '{{ .Chart.Name }}-proxy',
        '{{ .Chart.Name }}-init',
        '{{ .Values.image }}:{{ .Values.tag }}',
      ],
    );
  });

  it('stays on one line', () => {
    assert.deepEqual(containerNames('name: {{ include "name"\n        (dict "of" .) }}\n      image: a'), [
      '{{ include "name" (dict "of" .) }}',
    ]);
  });

  it('is looked for in the branches of a template, too', () => {
    assert.deepEqual(containerNames('image: a\n      {{- if .Values.name }}\n      name: web\n      {{- end }}'), [
      'web',
    ]);
    assert.deepEqual(containerNames('image: nginx\n      {{- with .Values.extra }}\n      {{ . }}\n      {{- end }}'), [
      'nginx',
    ]);
  });
});
