import assert from 'node:assert/strict';
import { parseDockerfile } from '../../server/src/dockerfile/parse.js';
import { commandsOf } from '../../server/src/dockerfile/shell/commands.js';
import { invocationOf } from '../../server/src/dockerfile/shell/invocation.js';
import type { SimpleCommand } from '../../server/src/dockerfile/shell/tree.js';
import { present } from './present.js';

const commands = (instruction: string, head = 'FROM alpine\n'): readonly SimpleCommand[] =>
  commandsOf(present(parseDockerfile(head + instruction).instructions.at(-1)));
const show = ({ assignments, words, redirections }: SimpleCommand): string =>
  [
    ...assignments.map(({ raw }) => raw),
    ...words.map(({ text }) => (/[\s]|^$/.test(text) ? `‹${text}›` : text)),
    ...redirections.map(({ fd, operator, target }) => `${fd ?? ''}${operator}${target?.text ?? ''}`),
  ].join(' ');
const shown = (body: string): string[] => commands(`RUN ${body}`).map(show);

describe('the commands of a RUN', () => {
  const cases: Record<string, string[]> = {
    'a b && c || d; e & f | g |& h': ['a b', 'c', 'd', 'e', 'f', 'g', 'h'],
    'A=1 B="x y" cmd --k=v': ['A=1 B="x y" cmd --k=v'],
    'A=1': ['A=1'],
    'echo "a  b" \'c d\' e\\ f "\\$x \\y" ""': ['echo ‹a  b› ‹c d› ‹e f› ‹$x \\y› ‹›'],
    'cat < a > b 2>&1 >> c &> d 3<>e': ['cat <a >b 2>&1 >>c &>d 3<>e'],
    '(a; b) && { c; d; }': ['a', 'b', 'c', 'd'],
    'if a; then b; elif c; then d; else e; fi; f': ['a', 'b', 'c', 'd', 'e', 'f'],
    'while read l; do a $l; done < x': ['read l', 'a $l', '<x'],
    'for f in a $(b c) d; do e "$f"; done && g': ['b c', 'e $f', 'g'],
    'for ((i=0;i<3;i++)); do a; done': ['a'],
    'case "$x" in a|b) c;; (d) e ;; *) f; esac; g': ['c', 'e', 'f', 'g'],
    'x=$(a | b) y=`c d` && e "$(f "g h")"': ['x=$(a | b) y=`c d`', 'a', 'b', 'c d', 'e ‹$(f "g h")›', 'f ‹g h›'],
    'echo $((1 + (2 * 3))) ${x:-$(a)} $x': ['echo ‹$((1 + (2 * 3)))› ${x:-$(a)} $x', 'a'],
    'diff <(a b) <(c)': ['diff ‹<(a b)› <(c)', 'a b', 'c'],
    '[[ $a == b && -f c ]] && d': ['[[ $a == b -f c ]]', 'd'],
    'f() { a; }; f': ['a', 'f'],
    '! a && time b': ['a', 'b'],
    'a # b && c': ['a'],
    'a#b c': ['a#b c'],
    'arr=(a "b c" $(d)); e': ['arr=(a "b c" $(d))', 'd', 'e'],
    'sh -c "a && b" c': ['sh -c ‹a && b› c', 'a', 'b'],
    "sudo bash -eo pipefail -c 'a | b'": ['sudo bash -eo pipefail -c ‹a | b›', 'a', 'b'],
    'su app -c "a b"': ['su app -c ‹a b›', 'a b'],
    'echo sh -c "a b"': ['echo sh -c ‹a b›'],
    'sh -c \'sh -c "a  b"\'': ['sh -c ‹sh -c "a  b"›', 'sh -c ‹a  b›', 'a b'],
    "echo 'unclosed && a": ['echo ‹unclosed && a›'],
    'echo $(a': ['echo $(a', 'a'],
    'a &&': ['a'],
    '&& a )': ['a'],
  };
  for (const [body, expected] of Object.entries(cases)) {
    it(body, () => {
      assert.deepEqual(shown(body), expected);
    });
  }

  it('keeps flags apart and joins lines', () => {
    assert.deepEqual(shown('--mount=type=ssh \\\n  a \\\n  # why\n  && b'), ['a', 'b']);
  });

  it('takes the JSON form as one command, and the script of a shell in it', () => {
    assert.deepEqual(shown('["curl", "-k", "a b"]'), ['curl -k ‹a b›']);
    assert.deepEqual(shown('["/bin/sh", "-c", "a && b"]'), ['/bin/sh -c ‹a && b›', 'a', 'b']);
  });

  it('reads heredocs that a shell runs, and no others', () => {
    assert.deepEqual(shown('<<EOF\na\nb && c\nEOF'), ['<<EOF', 'a', 'b', 'c']);
    assert.deepEqual(shown('<<EOF\n#!/usr/bin/env python3\nimport a\nEOF'), ['<<EOF']);
    assert.deepEqual(shown('<<EOF\n#!/bin/bash -e\na\nEOF'), ['<<EOF', 'a']);
    assert.deepEqual(shown('bash -x <<EOF && d\na\nEOF'), ['bash -x <<EOF', 'a', 'd']);
    assert.deepEqual(shown('cat <<EOF > /x\na\nEOF'), ['cat <<EOF >/x']);
  });

  it('skips heredocs within scripts and knows their text', () => {
    const found = commands('RUN <<EOF\ncat <<-IN > f\n\tbody && x\n\tIN\nb\nEOF');
    assert.deepEqual(found.map(show), ['<<EOF', 'cat <<-IN >f', 'b']);
    assert.equal(present(present(found[1]).redirections[0]).body?.text, '\tbody && x\n');
  });

  it('reads CMD, ENTRYPOINT, HEALTHCHECK and what ONBUILD holds back', () => {
    assert.deepEqual(commands('CMD a && b').map(show), ['a', 'b']);
    assert.deepEqual(commands('ENTRYPOINT ["a", "b"]').map(show), ['a b']);
    assert.deepEqual(commands('HEALTHCHECK CMD a || exit 1').map(show), ['a', 'exit 1']);
    assert.deepEqual(commands('HEALTHCHECK NONE').map(show), []);
    assert.deepEqual(commands('ONBUILD RUN a && b').map(show), ['a', 'b']);
    assert.deepEqual(commands('ONBUILD RUN <<E\na\nE').map(show), ['<<E', 'a']);
    assert.deepEqual(commands('USER a').map(show), []);
  });

  it('leaves other shells alone', () => {
    assert.deepEqual(commands('RUN a; b', 'FROM alpine\nSHELL ["pwsh", "-c"]\n'), []);
    assert.deepEqual(commands('RUN a; b', '# escape=`\nFROM alpine\n'), []);
    assert.deepEqual(commands('RUN a; b', 'FROM mcr.microsoft.com/windows/servercore:ltsc2022\n'), []);
    assert.deepEqual(commands('RUN ["a"]', '# escape=`\nFROM alpine\n').map(show), ['a']);
    assert.deepEqual(commands('RUN a; b', 'FROM alpine\nSHELL ["/bin/bash", "-ec"]\n').map(show), ['a', 'b']);
  });

  it('knows the place of every word in the source', () => {
    const head = 'FROM alpine\n';
    const text = `${head}RUN a "b \\\n c" && \\\n    sh -c 'd  "e f"' \\\n # x\n g\n`;
    const all = commandsOf(present(parseDockerfile(text).instructions[1]));
    const words = all.flatMap((command) => command.words.map(({ span }) => text.slice(span.start, span.end)));
    assert.deepEqual(words, ['a', '"b \\\n c"', 'sh', '-c', '\'d  "e f"\'', 'g', 'd', '"e f"']);
  });

  it('tells whether a word is fixed', () => {
    const words = commands('RUN a $b "$c" \'$d\' "e" $').flatMap((command) =>
      command.words.map(({ expands }) => expands),
    );
    assert.deepEqual(words, [false, true, true, false, false, false]);
  });

  it('looks through programs that start others', () => {
    const names = [
      'sudo -u x -E apt-get y',
      'env A=1 B=2 /usr/bin/curl z',
      'exec gosu app timeout -s 9 5 run',
      'FOO=1 nice -n 5 b',
      '$X y',
      'sudo',
    ];
    const found = names.flatMap((body) => commands(`RUN ${body}`).map(invocationOf));
    assert.deepEqual(
      found.map((invocation) => invocation?.name),
      ['apt-get', 'curl', 'run', 'b', '', 'sudo'],
    );
  });
});
