import assert from 'node:assert/strict';
import { startedPrograms } from '../../server/src/kubernetes/commands.js';
import { manifestsOf } from '../../server/src/kubernetes/manifest.js';
import { parseYaml } from '../../server/src/yaml/parse.js';

/** The names of the programs that a container with this command line starts. */
function namesIn(command: readonly string[], args: readonly string[] = []): string[] {
  const text = JSON.stringify({
    apiVersion: 'v1',
    kind: 'Pod',
    spec: { containers: [{ name: 'web', image: 'web:1.4', command, args }] },
  });
  const container = manifestsOf(parseYaml(text))[0]?.podSpec?.containers[0];
  assert.ok(container);
  return startedPrograms(container).map(({ name }) => name);
}

describe('the programs that a container starts', () => {
  const cases: readonly (readonly [string, readonly string[], readonly string[]])[] = [
    ['the first word', ['/usr/bin/web', 'sudo'], ['web']],
    ['the text of a shell', ['sh', '-c', 'a b; c && d | e\nf'], ['a', 'c', 'd', 'e', 'f']],
    ['several letters in one flag', ['/bin/bash', '-ec', 'a'], ['a']],
    ['a shell without a text', ['sh', '/run.sh'], ['sh']],
    ['words before the name', ['sh', '-c', 'if true; then A=1 B=2 exec x; fi'], ['true', 'x', 'fi']],
    ['subshells', ['sh', '-c', '(cd /a && b)'], ['cd', 'b']],
    ['quotes hold no commands', ['sh', '-c', `echo 'a; b' "c; \\"d" ; e`], ['echo', 'e']],
    ['quotes that are not closed', ['sh', '-c', 'a "b; c'], ['a']],
    ['nothing', [], []],
  ];
  for (const [title, command, expected] of cases) {
    it(title, () => {
      assert.deepEqual(namesIn(command), expected);
    });
  }

  it('looks at args behind command', () => {
    assert.deepEqual(namesIn(['sh', '-c'], ['a']), ['a']);
  });
});
