import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { readSource, toBody } from '../../scripts/snippets.mjs';
import { expandBody } from './expand.js';
import { snippets, wholeFiles } from './snippets.js';

/** What a source means, read in the plainest way. */
const meaning = (source: string): string => {
  const stops = [...source.matchAll(/\$\{?(\d+)(?::([^}]*)|\|([^,|]*)[^}]*)?\}?/g)];
  const first = (number: string | undefined): string =>
    stops
      .filter(([, other]) => other === number)
      .map(([, , text, choice]) => text ?? choice)
      .find((text) => text !== undefined) ?? '';
  return stops.reduceRight((text, stop) => {
    const [whole, number, given, choice] = stop;
    return text.slice(0, stop.index) + (given ?? choice ?? first(number)) + text.slice(stop.index + whole.length);
  }, source);
};

describe('the snippet files', () => {
  it('are what the sources say', () => {
    execFileSync(process.execPath, ['scripts/snippets.mjs', '--check'], { stdio: 'pipe' });
  });

  it('offer each snippet under a prefix of its own', () => {
    const prefixes = snippets.map(({ source }) => source.prefix);
    assert.equal(new Set(prefixes).size, prefixes.length);
    for (const { source, kind } of snippets) {
      assert.match(source.prefix, kind === 'kubernetes' ? /^k8s-[a-z-]+$/ : /^docker-[a-z]+$/);
      assert.match(source.description, /^[A-Z].+\.$/);
    }
  });

  for (const { source, body } of snippets) {
    it(`expand ${source.prefix} to its source`, () => {
      const { text, stops, defaults, variables } = expandBody(body);
      assert.equal(text, meaning(source.text));
      assert.deepEqual(variables, []);
      assert.doesNotMatch(text, /\t| $/m);
      for (const [number, given] of defaults) assert.equal(new Set(given).size, 1, `\${${number}} has two defaults`);

      const numbers = [...new Set(stops)].sort((a, b) => a - b);
      assert.deepEqual(numbers, [...numbers.keys()], 'numbers without holes');
      assert.equal(stops.at(-1), 0, 'the last place is $0');
      assert.equal(stops.filter((number) => number === 0).length, 1);
    });
  }

  it('know which snippets are whole files', () => {
    const parts = snippets.filter((snippet) => !wholeFiles.includes(snippet)).map(({ source }) => source.prefix);
    assert.deepEqual(parts.sort(), ['k8s-pod-securitycontext', 'k8s-securitycontext']);
    for (const { body } of wholeFiles) assert.ok(body.endsWith('\n$0'));
  });
});

describe('making a snippet', () => {
  it('keeps every text that holds no tab stop', () => {
    const piece = fc.constantFrom(
      '$',
      '\\',
      '{',
      '}',
      '|',
      ':',
      ',',
      'A',
      '_',
      '\n',
      '$HOME',
      '${HOME}',
      '${A:-b}',
      '\\$',
      '$(pwd)',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
        const text = pieces.join('');
        const { text: back, stops, variables } = expandBody(toBody(text));
        assert.deepEqual({ back, stops, variables }, { back: text, stops: [], variables: [] });
      }),
    );
  });

  it('keeps the text between tab stops', () => {
    const stop = fc.constantFrom('$1', '${1}', '${1:web}', '${2:C:\\x}', '${3|a,b|}', '$0');
    const text = fc.constantFrom('$', '\\', '}', 'x', ' ', '$HOME ', '${HOME}');
    fc.assert(
      fc.property(fc.array(fc.tuple(text, stop), { maxLength: 8 }), (pairs) => {
        const source = pairs.flat().join(' ');
        assert.equal(expandBody(toBody(source)).text, meaning(source));
      }),
    );
  });

  it('refuses what only looks like a tab stop', () => {
    for (const text of ['${1:open', '${1:${2:inner}}', '${1|a,b}', '${1/a/b/}'])
      assert.throws(() => toBody(text), /tab stop/);
  });

  it('refuses a source without a header', () => {
    assert.throws(() => readSource('apiVersion: v1\n', 'a.yaml'), /a\.yaml/);
    assert.throws(() => readSource('# prefix: a\n# description: b\nkind: Pod\n', 'a.yaml'), /empty line/);
  });
});
