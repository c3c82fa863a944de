import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseIgnoreFile } from '../../server/src/dockerfile/ignore-file.js';

describe('A .dockerignore', () => {
  // What moby/patternmatcher says of the same (patternmatcher_test.go has most of them).
  const cases: readonly (readonly [patterns: string, path: string, ignored: boolean])[] = [
    ['**', 'file', true],
    ['**/', 'dir/file', true],
    ['**/**', 'dir/dir2/file', true],
    ['dir/**', 'dir/dir2/file', true],
    ['**/dir2/*', 'dir/dir2/dir2/file', true],
    ['**file', 'dir/file', true],
    ['**/file', 'file', true],
    ['*/file', 'file', false],
    ['abc.def', 'abcdef', false],
    ['abc.def', 'abcZdef', false],
    ['a?c', 'abc', true],
    ['a?c', 'a/c', false],
    ['a*', 'a/b', true],
    ['a[b-d]e', 'ace', true],
    ['a[^b-d]e', 'ace', false],
    ['dir/', 'dir/file', true],
    ['/file', 'file', true],
    ['./a/../b', 'b/c', true],
    ['#file', '#file', false],
    [' file ', 'file', true],
    ['*\n!src', 'src/a', false],
    ['!src\n*', 'src/a', true],
    ['.git', 'sub/.git', false],
    ['[z-a]', 'm', false],
    ['\ufefffile', 'file', true],
  ];
  for (const [patterns, path, ignored] of cases) {
    it(`${JSON.stringify(patterns)} ${ignored ? 'leaves out' : 'keeps'} ${path}`, () => {
      assert.equal(parseIgnoreFile(patterns).ignores(path), ignored);
    });
  }

  it('is read whatever it holds', () => {
    const text = fc.string({
      unit: fc.constantFrom('a', '*', '?', '[', ']', '!', '\\', '/', '.', '^', '-', '#', ' ', '\n'),
    });
    fc.assert(
      fc.property(text, text, (patterns, path) => typeof parseIgnoreFile(patterns).ignores(path) === 'boolean'),
    );
  });
});
