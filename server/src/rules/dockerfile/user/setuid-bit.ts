import { replacePart } from '../../../dockerfile/edits.js';
import { sourceSpan } from '../../../dockerfile/mapped-text.js';
import { isInFinalImage } from '../../../dockerfile/stages.js';
import type { Instruction } from '../../../dockerfile/tree.js';
import { say, type Message } from '../../../engine/message.js';
import type { Problem, Rule } from '../../../engine/rule.js';
import { modeOfCopy, modeWords, modesInRun, type ModeWord } from './mode-words.js';
import { modeBits, setgid, setuid, withoutSetId } from './modes.js';

export const setuidBit: Rule = {
  id: 'setuid-bit',
  title: 'Program that runs as its owner',
  severity: 'warning',
  on: true,
  standards: { cis: ['4.8'], nsa: '"Non-root" containers', cwe: [250, 732] },
  aliases: { dockle: ['CIS-DI-0008'] },

  mentions: modeWords,
  instruction: {
    RUN: inRun,
    COPY: inCopy,
    ADD: inCopy,
    ONBUILD: (instruction) => (instruction.sub?.keyword === 'RUN' ? inRun(instruction) : inCopy(instruction)),
  },
};

function* inRun(instruction: Instruction): Iterable<Problem> {
  for (const found of modesInRun(instruction)) yield* judge(found, instruction);
}

function* inCopy(instruction: Instruction): Iterable<Problem> {
  const found = modeOfCopy(instruction);
  if (found) yield* judge(found, instruction);
}

/** Programs that run anything as anyone, made for root to call. Only gosu looks whether it has the bit, and then refuses to start. */
const becomesAnyone = /(?:^|\/|\s)(?:gosu|su-exec|setpriv|chpst)\)?$/;
const programFile = /\/s?bin\/[^/]+$|\/libexec\/.|^\$\((?:which|command -v|type -p)\b/;

function* judge({ word, mode, targets, of }: ModeWord, instruction: Instruction): Iterable<Problem> {
  const bits = modeBits(mode) ?? 0;
  const isSetuid = (bits & setuid) !== 0 && of === 'any';
  // On a directory setgid only hands its group on, and directories are what next to all others are.
  const isSetgid = (bits & setgid) !== 0 && of === 'any' && targets.some((path) => programFile.test(path));
  if (!(isSetuid || isSetgid)) return;

  const cleared = withoutSetId(mode);
  const edits = cleared === undefined ? undefined : replacePart(word, 0, word.text.length, cleared);
  const severity = !isInFinalImage(instruction.stage) ? 'hint' : isSetuid ? 'warning' : 'info';
  yield {
    at: { span: sourceSpan(word) },
    message: messageFor(mode, isSetuid ? 'owner' : 'group', targets),
    severity,
    fixes: edits
      ? [
          {
            title: say`Clear the bit: '${cleared ?? ''}'`,
            applicability: 'hardening',
            changes: () => [{ op: 'text', edits }],
          },
        ]
      : [],
  };
}

function messageFor(mode: string, who: 'owner' | 'group', targets: readonly string[]): Message {
  const becoming = who === 'owner' ? targets.find((path) => becomesAnyone.test(path)) : undefined;
  if (becoming !== undefined)
    return say`'${mode}' sets the setuid bit on '${becoming}', which runs anything as anyone: unless it refuses to start, as gosu does, any user who breaks in becomes root.`;
  return who === 'owner'
    ? say`'${mode}' sets the setuid bit: whoever runs the file gets the rights of its owner, so where that is root, a flaw in it makes root of any user who breaks in.`
    : say`'${mode}' sets the setgid bit: whoever runs the file gets the rights of its group, so a flaw in it hands these to any user who breaks in.`;
}
