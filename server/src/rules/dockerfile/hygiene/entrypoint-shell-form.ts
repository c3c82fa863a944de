import { baseFamily } from '../../../dockerfile/bases.js';
import type { Word } from '../../../dockerfile/mapped-text.js';
import { commandsOf, hasForeignShell } from '../../../dockerfile/shell/commands.js';
import { realBase } from '../../../dockerfile/stages.js';
import type { Instruction, Stage } from '../../../dockerfile/tree.js';
import { say, type Message } from '../../../engine/message.js';
import type { Fix, Problem, Rule } from '../../../engine/rule.js';
import { isMeantAsArray, jsonOf, meantArray, spanOfText, withoutShell } from './json-form.js';

export const entrypointShellForm: Rule = {
  id: 'entrypoint-shell-form',
  title: 'Command that a shell starts',
  severity: 'info',
  on: true,
  aliases: {
    hadolint: ['DL3025'],
    buildkit: ['JSONArgsRecommended'],
    kics: ['b86987e1-6397-4619-81d5-8807f2387c79'],
    semgrep: ['prefer-json-notation'],
  },

  *dockerfile({ finalStage }) {
    if (!finalStage || finalStage.end.shell || hasNoShell(finalStage)) return;
    const { entrypoint, command } = finalStage.end;
    for (const instruction of [entrypoint, command]) {
      if (instruction) yield* startedByShell(instruction, finalStage);
    }
  },
  instruction: { RUN: noArray, CMD: noArray, ENTRYPOINT: noArray, HEALTHCHECK: noArray, VOLUME: noArray },
};

/** What distroless images and `scratch` cannot start at all is another fault. */
function hasNoShell(stage: Stage): boolean {
  const family = baseFamily(realBase(stage));
  return family === 'distroless' || family === 'scratch';
}

function* startedByShell(instruction: Instruction, stage: Stage): Iterable<Problem> {
  const { keyword, form, args, keywordSpan } = instruction;
  const [text] = args;
  if (form === 'json' || !text || hasForeignShell(instruction) || text.text.startsWith('[')) return;
  const json = withoutShell(instruction);
  // With `exec` the shell makes way for the program, so there is nothing to gain where only a shell can read the words.
  if (json === undefined && commandsOf(instruction).at(-1)?.words[0]?.text === 'exec') return;

  yield {
    at: { span: keywordSpan },
    ...(json === undefined && { severity: 'hint' }),
    message: say`A shell starts this ${keyword}: it may keep the signal to stop from the program, and whoever breaks in finds a shell that the image could do without.`,
    fixes: isRiskyToChange(instruction, stage) ? [] : rewrite(instruction, text, json),
  };
}

/** The shell form of ENTRYPOINT ignores a CMD, which the JSON form would hand over. */
function isRiskyToChange({ keyword, heredocs }: Instruction, { end }: Stage): boolean {
  return heredocs.length > 0 || (keyword === 'ENTRYPOINT' && end.command !== undefined);
}

function rewrite(instruction: Instruction, text: Word, json: string | undefined): readonly Fix[] {
  if (json !== undefined) return replace(instruction, text, json, say`Start it without a shell`);
  const named = jsonOf(['/bin/sh', '-c', text.text]);
  return replace(instruction, text, named, say`Name the shell that starts it`);
}

function replace(instruction: Instruction, text: Word, newText: string, title: Message): readonly Fix[] {
  const span = spanOfText(instruction, text);
  if (!span) return [];
  return [{ title, applicability: 'hardening', changes: () => [{ op: 'text', edits: [{ ...span, newText }] }] }];
}

function* noArray(instruction: Instruction): Iterable<Problem> {
  const { keyword, form, args, line } = instruction;
  if (form === 'json' || !line.text.includes('[') || hasForeignShell(instruction)) return;
  const [first] = keyword === 'HEALTHCHECK' ? args.slice(1) : args;
  const last = args.at(-1);
  if (!first || !last) return;
  const written = keyword === 'VOLUME' ? args.map(({ text }) => text).join(' ') : first.text;
  if (!isMeantAsArray(written)) return;

  const span = { start: first.span.start, end: last.span.end };
  const json = meantArray(written);
  const isWhole = instruction.innerComments.length === 0 && instruction.stage !== undefined;
  yield {
    at: { span },
    severity: 'warning',
    message:
      keyword === 'VOLUME'
        ? say`This is no JSON array of strings in double quotes: VOLUME takes the brackets for parts of paths.`
        : say`This is no JSON array of strings in double quotes: a shell gets the brackets and all and finds no such program.`,
    fixes:
      json !== undefined && isWhole
        ? [
            {
              title: say`Write it as a JSON array`,
              applicability: 'hardening',
              changes: () => [{ op: 'text', edits: [{ ...span, newText: json }] }],
            },
          ]
        : [],
  };
}
