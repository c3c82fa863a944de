import { replacePart } from '../../../dockerfile/edits.js';
import { sourceSpan } from '../../../dockerfile/mapped-text.js';
import type { Instruction } from '../../../dockerfile/tree.js';
import { say, type Message } from '../../../engine/message.js';
import type { Problem, Rule } from '../../../engine/rule.js';
import { isInImage, modeOfCopy, modeWords, modesInRun, type ModeWord } from './mode-words.js';
import { modeBits, setgid, setuid, withoutSetId } from './modes.js';

export const setuidBit: Rule = {
  id: 'setuid-bit',
  title: 'Program that runs as its owner',
  severity: 'warning',
  on: true,
  standards: { cis: ['4.8'], nsa: '"Non-root" containers', cwe: [250, 732] },
  aliases: { dockle: ['CIS-DI-0008'] },

  mentions: modeWords,
  instruction: { RUN: inRun, ONBUILD: inRun, COPY: inCopy, ADD: inCopy },
};

function* inRun(instruction: Instruction): Iterable<Problem> {
  for (const found of modesInRun(instruction)) yield* judge(found, instruction);
}

function* inCopy(instruction: Instruction): Iterable<Problem> {
  const found = modeOfCopy(instruction);
  if (found) yield* judge(found, instruction);
}

/** Both refuse to work where they have the bit, or are made to be called by root only. */
const harmless = /(?:^|\/)(?:gosu|su-exec)$/;
const programFile = /\/s?bin\/[^/]+$|\/libexec\/.|^\$\((?:which|command -v|type -p)\b/;

function* judge({ word, mode, targets, of }: ModeWord, instruction: Instruction): Iterable<Problem> {
  const bits = modeBits(mode) ?? 0;
  const isSetuid = (bits & setuid) !== 0 && of === 'any';
  // On a directory setgid only hands its group on, and directories are what next to all others are.
  const isSetgid = (bits & setgid) !== 0 && of === 'any' && targets.some((path) => programFile.test(path));
  if (!(isSetuid || isSetgid) || (targets.length > 0 && targets.every((path) => harmless.test(path)))) return;

  const cleared = withoutSetId(mode);
  const edits = cleared === undefined ? undefined : replacePart(word, 0, word.text.length, cleared);
  const severity = !isInImage(instruction) ? 'hint' : isSetuid ? 'warning' : 'info';
  yield {
    at: { span: sourceSpan(word) },
    message: messageFor(mode, isSetuid ? 'owner' : 'group'),
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

function messageFor(mode: string, who: 'owner' | 'group'): Message {
  return who === 'owner'
    ? say`'${mode}' sets the setuid bit: whoever runs the file gets the rights of its owner, so where that is root, a flaw in it makes root of any user who breaks in.`
    : say`'${mode}' sets the setgid bit: whoever runs the file gets the rights of its group, so a flaw in it hands these to any user who breaks in.`;
}
