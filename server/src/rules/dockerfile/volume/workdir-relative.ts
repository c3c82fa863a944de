import { families, officialRepository } from '../../../dockerfile/base-images.js';
import { insertLinesBefore } from '../../../dockerfile/edits.js';
import type { Word } from '../../../dockerfile/mapped-text.js';
import { realBase } from '../../../dockerfile/stages.js';
import { resolve } from '../../../dockerfile/state.js';
import type { Instruction, Stage } from '../../../dockerfile/tree.js';
import { say } from '../../../engine/message.js';
import type { Fix, Problem, Rule } from '../../../engine/rule.js';

export const workdirRelative: Rule = {
  id: 'workdir-relative',
  title: 'Relative working directory',
  severity: 'info',
  on: true,
  aliases: {
    hadolint: ['DL3000'],
    buildkit: ['WorkdirRelativePath'],
    trivy: ['DS-0009'],
    kics: ['6b376af8-cfe8-49ab-a08d-f32de23661a4'],
    checkov: ['CKV_DOCKER_10'],
    sonar: ['S7021'],
  },

  stage: relative,
};

function* relative(stage: Stage): Iterable<Problem> {
  const first = stage.instructions.find(({ keyword }) => keyword === 'WORKDIR');
  const word = first?.args[0];
  if (!first || !word || isPlaced(stage, first) || stage.root.isWindows || first.state.escape === '`') return;
  const path = resolve(first, word).value?.text;
  // A path of Windows starts with a drive or a backslash.
  if (!path || /^(?:[/\\]|[A-Za-z]:)/.test(path)) return;

  const message = say`'${path}' starts from the working directory of the base image: with another base, or a newer one, files and rights given to that path end up elsewhere.`;
  yield { at: word, message, fixes: fixesFor(stage, first, word, path) };
}

/** Whether an earlier WORKDIR decides what a relative one means; that of `scratch` is known without one. */
function isPlaced(stage: Stage, { state }: Instruction): boolean {
  return state.workdir !== undefined && !(stage.base.kind === 'scratch' && state.workdir === '/');
}

function fixesFor(stage: Stage, workdir: Instruction, word: Word, path: string): readonly Fix[] {
  const known = startsAtRoot(stage) && path === word.text && word.span.end - word.span.start === path.length;
  if (known) {
    const here = /^(?:\.\/+)*/.exec(path)?.[0].length ?? 0;
    const { start } = word.span;
    return [
      {
        title: say`Use '/${path.slice(here)}', which it means with this base`,
        applicability: 'hardening',
        changes: () => [{ op: 'text', edits: [{ start, end: start + here, newText: '/' }] }],
      },
    ];
  }
  const line = 'WORKDIR /';
  return [
    {
      title: say`Say which directory it starts from`,
      applicability: 'placeholder',
      changes: () => {
        const edits = insertLinesBefore(stage.dockerfile, workdir, [line]);
        const tabStops = [{ start: line.length - 1, end: line.length }];
        return [{ op: 'text', edits: edits.map((edit) => ({ ...edit, tabStops })) }];
      },
    },
  ];
}

/** Whether the base has the root for its working directory: official images of distributions set none. */
function startsAtRoot(stage: Stage): boolean {
  const base = realBase(stage);
  if (base.kind === 'scratch') return true;
  const name = base.kind === 'image' && base.reference ? officialRepository(base.reference) : undefined;
  return name !== undefined && families.distributions.has(name);
}
