import { insertWordBefore } from '../../../dockerfile/shell/edits.js';
import type { ShellWord } from '../../../dockerfile/shell/tree.js';
import type { Instruction } from '../../../dockerfile/tree.js';
import { say } from '../../../engine/message.js';
import type { Problem, Rule } from '../../../engine/rule.js';
import type { Edit } from '../../../text/edit.js';
import { isYes } from '../integrity/apt.js';
import { addFlag, hasOption, packageCalls, type PackageCall } from '../packages.js';
import { commandBefore } from '../shell-paths.js';
import { saysYes } from './apt-settings.js';

export const aptMissingYes: Rule = {
  id: 'apt-missing-yes',
  title: 'Install that waits for an answer',
  severity: 'warning',
  on: true,
  aliases: {
    hadolint: ['DL3014', 'DL3030', 'DL3034', 'DL3038'],
    trivy: ['DS-0021'],
    kics: [
      '77783205-c4ca-4f80-bb80-c777f267c547', '6e19193a-8753-436d-8a09-76dcff91bb03',
      '7ebd323c-31b7-4e5b-b26f-de5e9e477af8', '45e1fca5-f90e-465d-825f-c2cb63fa3944',
    ], // prettier-ignore
    semgrep: ['missing-assume-yes-switch', 'missing-dnf-assume-yes-switch', 'missing-yum-assume-yes-switch'],
    sonar: ['S6584'],
  },

  mentions: ['apt-get', 'apt', 'aptitude', 'yum', 'dnf', 'tdnf', 'zypper'],
  instruction: { RUN: asking, ONBUILD: asking },
};

function* asking(instruction: Instruction): Iterable<Problem> {
  for (const call of packageCalls(instruction)) {
    const { action, verb, tool } = call;
    if ((action !== 'install' && action !== 'upgrade') || !verb || !asks(call)) continue;
    if (saysYes(instruction)) continue;

    yield {
      at: verb,
      message: say`'${tool} ${verb.text}' may ask whether to go on, and in a build nobody answers: the build then stops here.`,
      fixes: [
        {
          title: say`Add '-y'`,
          applicability: 'safe',
          changes: () => [{ op: 'text', edits: [answer(call, verb)] }],
        },
      ],
    };
  }
}

/** Before the verb, where no other fix adds a word; zypper knows `-y` only after it. */
function answer(call: PackageCall, verb: ShellWord): Edit {
  return call.manager === 'zypper' ? addFlag(call, '-y') : insertWordBefore(call.command, verb, '-y');
}

function asks(call: PackageCall): boolean {
  if (isFed(call)) return false;
  switch (call.manager) {
    case 'apt':
      return !answersApt(call);
    case 'rpm':
      return (
        call.tool !== 'microdnf' && !hasOption(call, 'y', 'assumeyes', 'assumeno', 'downloadonly') && !setsYes(call)
      );
    case 'zypper':
      return !hasOption(call, 'n', 'non-interactive', 'y', 'no-confirm', 'D', 'dry-run');
    default:
      return false;
  }
}

/** apt-get(8): `-qq`, also as two options or as a level, implies `-y`. */
function answersApt({ options }: PackageCall): boolean {
  const quiet = options.filter(({ name }) => name === 'q' || name === 'quiet');
  if (quiet.length > 1 || quiet.some(({ value }) => Number(value) > 1)) return true;
  return options.some(({ name, value }) => {
    if (
      /^(?:y|yes|assume-yes|s|simulate|dry-run|just-print|no-act|recon|d|download-only|print-uris|trivial-only)$/.test(
        name,
      )
    )
      return true;
    return /^(?:binary::[^:]+::)?apt::get::assume-yes$/.test(name) && isYes(value ?? '');
  });
}

/** Whether something gives the answer: `yes | apt-get install …`. */
function isFed({ command }: PackageCall): boolean {
  const isPiped = command.before?.operator === '|' && commandBefore(command)?.words[0]?.text !== 'xargs';
  return isPiped || command.redirections.some(({ operator }) => operator.startsWith('<'));
}

function setsYes({ options }: PackageCall): boolean {
  return options.some(({ name, value }) => name === 'setopt' && /^assumeyes=(?:1|true|yes)$/i.test(value ?? ''));
}
