import { deletion } from '../../../dockerfile/edits.js';
import { sourceSpan } from '../../../dockerfile/mapped-text.js';
import { commandsOf } from '../../../dockerfile/shell/commands.js';
import { isInFinalImage } from '../../../dockerfile/stages.js';
import type { SimpleCommand } from '../../../dockerfile/shell/tree.js';
import type { Instruction } from '../../../dockerfile/tree.js';
import { say, type Message } from '../../../engine/message.js';
import type { Fix, Problem, Rule } from '../../../engine/rule.js';
import type { Edit } from '../../../text/edit.js';
import { sudoCall, type SudoCall } from './sudo.js';
import { userAt, type WhoRuns } from './user-at.js';

export const runSudo: Rule = {
  id: 'run-sudo',
  title: 'Build that calls sudo',
  severity: 'warning',
  on: true,
  standards: { nsa: '"Non-root" containers', cwe: [250] },
  aliases: {
    hadolint: ['DL3004'],
    trivy: ['DS-0010'],
    kics: ['8ada6e80-0ade-439e-b176-0b28f6bce35a'],
    checkov: ['CKV2_DOCKER_1'],
    dockle: ['DKL-DI-0001'],
    semgrep: ['no-sudo-in-dockerfile'],
  },

  mentions: ['sudo'],
  instruction: { RUN: sudo, ONBUILD: sudo },
};

function* sudo(instruction: Instruction): Iterable<Problem> {
  const { kind } = userAt(instruction);
  for (const command of commandsOf(instruction)) {
    const call = sudoCall(command);
    if (!call) continue;

    yield {
      at: call.word,
      message: messageFor(kind, call, instruction),
      fixes: kind === 'root' ? withoutSudo(instruction, command, call) : [],
    };
  }
}

function messageFor(user: WhoRuns['kind'], { options }: SudoCall, { stage }: Instruction): Message {
  const isKept = isInFinalImage(stage);
  if (user !== 'root') {
    if (!isKept)
      return say`Where RUN is not root, 'sudo' needs a user who may become root without a password; 'USER root' and back does without.`;
    return user === 'other'
      ? say`'sudo' in a build needs a user who may become root without a password, in the image as well: whoever breaks in becomes root. 'USER root' and back does without.`
      : say`Where RUN is not root, 'sudo' needs a user who may become root without a password, in the image as well: whoever breaks in becomes root. 'USER root' and back does without.`;
  }
  const changesUser = options.some(({ text }) => /^(?:-[A-Za-z]*u|--user)/.test(text));
  if (!isKept)
    return changesUser
      ? say`RUN is root here, and USER changes to another user without 'sudo'.`
      : say`RUN is root here already, so 'sudo' changes nothing.`;
  return changesUser
    ? say`RUN is root here, and USER changes to another user without 'sudo', which stays in the image: a hole in it makes root of whoever breaks in.`
    : say`RUN is root here already, so 'sudo' changes nothing, but stays in the image: a hole in it makes root of whoever breaks in.`;
}

/** Only where the command runs as the same user without it; `-s` and `-i` run a shell, `-u` another user. */
function withoutSudo(instruction: Instruction, command: SimpleCommand, call: SudoCall): readonly Fix[] {
  const isPlain = call.options.every(({ text }) => /^(?:-[EHn]+|--)$/.test(text));
  const edits = isPlain ? removal(instruction, command, call) : undefined;
  if (!edits) return [];
  return [{ title: say`Remove 'sudo'`, applicability: 'safe', changes: () => [{ op: 'text', edits }] }];
}

function removal(
  { innerComments }: Instruction,
  command: SimpleCommand,
  { word, program }: SudoCall,
): readonly Edit[] | undefined {
  // What a second `sudo` is given may be more than the first one says.
  if (!program || /^\w+=|^sudo$/.test(program.text)) return undefined;
  const { script } = command;
  if (script.kind === 'json') return [deletion({ start: word.span.start, end: program.span.start })];
  const span = sourceSpan(script.text, word.at.start, program.at.start);
  const hasComment = innerComments.some(({ span: { start } }) => start >= span.start && start < span.end);
  return hasComment ? undefined : [deletion(span)];
}
