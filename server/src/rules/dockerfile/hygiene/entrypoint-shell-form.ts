import { verbatimSpan, type Word } from '../../../dockerfile/mapped-text.js';
import { commandsOf, hasForeignShell } from '../../../dockerfile/shell/commands.js';
import type { Instruction, Stage } from '../../../dockerfile/tree.js';
import { say } from '../../../engine/message.js';
import type { Fix, Problem, Rule } from '../../../engine/rule.js';
import { execForm, isMeantAsArray, meantArray, plainWords } from '../exec-form.js';
import { lacksShell } from '../shell-less.js';

export const entrypointShellForm: Rule = {
  id: 'entrypoint-shell-form',
  title: 'Command that a shell starts',
  severity: 'info',
  on: true,
  aliases: {
    hadolint: ['DL3025'],
    buildkit: ['JSONArgsRecommended'],
    kics: ['b86987e1-6397-4619-81d5-8807f2387c79', '34945ae8-730d-424c-8279-b064d9f108de'],
    semgrep: ['prefer-json-notation'],
    sonar: ['S7019'],
  },

  *dockerfile({ finalStage }) {
    // That an image without a shell cannot start this at all is another fault.
    if (!finalStage || finalStage.end.shell || lacksShell(finalStage)) return;
    const { entrypoint, command } = finalStage.end;
    for (const instruction of [entrypoint, command]) {
      if (instruction) yield* startedByShell(instruction, finalStage);
    }
  },
  instruction: { RUN: noArray, CMD: noArray, ENTRYPOINT: noArray, HEALTHCHECK: noArray, VOLUME: noArray },
};

function* startedByShell(instruction: Instruction, stage: Stage): Iterable<Problem> {
  const { keyword, form, args, keywordSpan } = instruction;
  const [text] = args;
  if (form === 'json' || !text || hasForeignShell(instruction) || text.text.startsWith('[')) return;
  const words = plainWords(instruction)?.map((word) => word.text);
  // With `exec` the shell makes way for the program, so there is nothing to gain where only a shell can read the words.
  if (!words && commandsOf(instruction).at(-1)?.words[0]?.text === 'exec') return;

  yield {
    at: { span: keywordSpan },
    ...(!words && { severity: 'hint' }),
    message: say`A shell starts this ${keyword}: it may keep the signal to stop from the program, and whoever breaks in finds a shell that the image could do without.`,
    fixes: isRiskyToChange(instruction, stage) ? [] : rewrite(instruction, text, words),
  };
}

/** The shell form of ENTRYPOINT ignores a CMD, which the JSON form would hand over. */
function isRiskyToChange({ keyword, heredocs }: Instruction, { end }: Stage): boolean {
  return heredocs.length > 0 || (keyword === 'ENTRYPOINT' && end.command !== undefined);
}

function rewrite({ innerComments }: Instruction, text: Word, words: readonly string[] | undefined): readonly Fix[] {
  if (innerComments.length > 0 && !verbatimSpan(text)) return [];
  const newText = execForm(words ?? ['/bin/sh', '-c', text.text]);
  const title = words ? say`Start it without a shell` : say`Name the shell that starts it`;
  return [{ title, applicability: 'hardening', changes: () => [{ op: 'text', edits: [{ ...text.span, newText }] }] }];
}

function* noArray(instruction: Instruction): Iterable<Problem> {
  const { keyword, form, args, line, stage } = instruction;
  if (form === 'json' || !line.text.includes('[') || hasForeignShell(instruction)) return;
  const [first] = keyword === 'HEALTHCHECK' ? args.slice(1) : args;
  const last = args.at(-1);
  if (!first || !last) return;
  const written = keyword === 'VOLUME' ? args.map(({ text }) => text).join(' ') : first.text;
  if (!isMeantAsArray(written) || (keyword !== 'VOLUME' && stage && lacksShell(stage))) return;

  const span = { start: first.span.start, end: last.span.end };
  const words = meantArray(written);
  const isWhole = instruction.innerComments.length === 0 && stage !== undefined;
  yield {
    at: { span },
    severity: 'warning',
    message:
      keyword === 'VOLUME'
        ? say`This is no JSON array of strings in double quotes: VOLUME takes the brackets for parts of paths.`
        : say`This is no JSON array of strings in double quotes: a shell gets the brackets and all and finds no such program.`,
    fixes:
      words && isWhole
        ? [
            {
              title: say`Write it as a JSON array`,
              applicability: 'hardening',
              changes: () => [{ op: 'text', edits: [{ ...span, newText: execForm(words) }] }],
            },
          ]
        : [],
  };
}
