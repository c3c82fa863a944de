import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { parseDockerfile } from '../../server/src/dockerfile/parse.js';
import { lowerCase } from '../../server/src/dockerfile/characters.js';
import type { Dockerfile, Instruction } from '../../server/src/dockerfile/tree.js';
import { present } from './present.js';

// What BuildKit itself makes of some four hundred Dockerfiles; the folder stands beside the repository where it is available.
const folder = path.resolve('../shared/data/dockerfile-oracle');

interface ExpectedInstruction {
  readonly keyword: string;
  readonly original: string;
  readonly start: number;
  readonly end: number;
  readonly flags: readonly string[];
  readonly json: boolean;
  readonly args: readonly string[];
  readonly heredocs: readonly object[];
  readonly sub?: ExpectedInstruction;
  readonly reject?: string;
}

interface Expected {
  readonly file: string;
  readonly escape?: string;
  readonly directives: readonly object[];
  readonly error?: { readonly kind: string; readonly line: number };
  readonly instructions?: readonly ExpectedInstruction[];
  readonly reject?: { readonly kind: string; readonly line: number };
  readonly stages?: readonly object[];
  readonly globalArgs?: number;
}

/** BuildKit reads flags byte by byte and so garbles what is not ASCII. */
const garble = (text: string): string => Buffer.from(text, 'utf8').toString('latin1');

function describeInstruction(instruction: Instruction): object {
  const { keyword, line, flags, form, args, heredocs, sub } = instruction;
  return {
    keyword,
    original: line.text,
    flags: flags.map(({ text }) => garble(text)),
    json: form === 'json',
    args: args.map(({ text }) => text),
    heredocs: heredocs.map(({ name, expand, chomp, fd, body }) => ({ name, expand, chomp, fd, body })),
    ...(sub && { sub: describeInstruction(sub) }),
  };
}

const describeTop = (instruction: Instruction): object => ({
  ...describeInstruction(instruction),
  start: instruction.startLine,
  end: instruction.endLine,
  refused: instruction.refusal !== undefined,
});

const describeStages = ({ stages }: Dockerfile): object[] =>
  stages.map((stage) => ({
    name: stage.name ?? '',
    base: stage.image?.text ?? '',
    platform: stage.from.flags.find(({ name }) => name === 'platform')?.value?.text ?? '',
    line: stage.from.startLine,
    instructions: stage.instructions.length,
  }));

function check(expected: Expected): void {
  const text = fs.readFileSync(path.join(folder, expected.file), 'utf8');
  const dockerfile = parseDockerfile(text);
  const directives = dockerfile.directives.map(({ name, value, line }) => ({ name, value: value.text, line }));
  assert.deepEqual(directives, expected.directives);
  const fault = dockerfile.faults[0];
  if (expected.error) {
    assert.equal(fault?.kind, expected.error.kind);
    const before = text.split('\n').slice(0, Math.max(0, expected.error.line - 1));
    const whole = parseDockerfile(before.map((line) => `${line}\n`).join(''));
    const sameStart = dockerfile.instructions.slice(0, whole.instructions.length);
    assert.deepEqual(sameStart.map(describeTop), whole.instructions.map(describeTop));
    return;
  }
  assert.equal(dockerfile.escape, expected.escape);
  const instructions = present(expected.instructions).map(({ reject, ...rest }) => ({
    ...rest,
    refused: reject !== undefined,
  }));
  assert.deepEqual(dockerfile.instructions.map(describeTop), instructions);
  assert.deepEqual(
    fault && { kind: fault.kind, line: fault.line },
    expected.reject && { kind: expected.reject.kind, line: expected.reject.line },
  );
  if (expected.reject) return;
  const stages = (expected.stages ?? []).map((stage) => ({
    ...stage,
    name: lowerCase((stage as { name: string }).name),
  }));
  assert.deepEqual(describeStages(dockerfile), stages);
  assert.equal(dockerfile.globalArgs.length, expected.globalArgs ?? 0);
}

if (fs.existsSync(folder)) {
  describe('BuildKit’s own reading', () => {
    for (const line of fs.readFileSync(path.join(folder, 'expected.jsonl'), 'utf8').trim().split('\n')) {
      const expected = JSON.parse(line) as Expected;
      it(path.basename(expected.file, '.dockerfile'), () => {
        check(expected);
      });
    }
  });
}
