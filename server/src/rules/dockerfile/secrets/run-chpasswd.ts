import { slice, sourceSpan, type MappedText } from '../../../dockerfile/mapped-text.js';
import { commandsOf } from '../../../dockerfile/shell/commands.js';
import { invocationOf } from '../../../dockerfile/shell/invocation.js';
import type { ShellWord, SimpleCommand } from '../../../dockerfile/shell/tree.js';
import type { Instruction } from '../../../dockerfile/tree.js';
import { say } from '../../../engine/message.js';
import type { Problem, Rule } from '../../../engine/rule.js';
import { commandBefore } from '../shell-paths.js';
import { accountCall, optionOf } from '../user/account-calls.js';

export const runChpasswd: Rule = {
  id: 'run-chpasswd',
  title: 'Password of a user set in the build',
  severity: 'error',
  on: true,
  standards: { nsa: '"Non-root" containers', cwe: [259, 798] },
  aliases: { checkov: ['CKV2_DOCKER_17'], dockle: ['DKL-LI-0001'] },

  mentions: ['chpasswd', 'passwd', 'useradd', 'usermod', 'adduser'],
  instruction: { RUN: passwords, ONBUILD: passwords },
};

function* passwords(instruction: Instruction): Iterable<Problem> {
  for (const command of commandsOf(instruction)) {
    const invocation = invocationOf(command);
    if (!invocation) continue;
    const { name, args } = invocation;
    if (name === 'chpasswd') yield* fed(command, /(?:^|\n|\\n)[^:\s]+?:((?:(?!\\n)[^\n])*)/g);
    else if (name === 'passwd') yield* passwd(command, args);
    else yield* given(command);
  }
}

/** `passwd -d` takes the password away; `--stdin`, and the passwd of busybox and Debian without a terminal, read it. */
function* passwd(command: SimpleCommand, args: readonly ShellWord[]): Iterable<Problem> {
  const empty = args.find(({ text }) => /^(?:-[a-zA-Z]*d[a-zA-Z]*|--delete)$/.test(text));
  if (empty) yield withoutPassword(empty, empty.text);
  else yield* fed(command, /^([^\n\\]+)/g);
}

/** The passwords in what is fed to a command by a pipe, a heredoc or `<<<`: the first group of each match. */
function* fed(command: SimpleCommand, pattern: RegExp): Iterable<Problem> {
  const here = command.redirections.flatMap(({ operator, target, body }) =>
    operator === '<<<' && target ? [target] : body ? [body] : [],
  );
  const before = command.before?.operator === '|' ? commandBefore(command) : undefined;
  const printer = before && invocationOf(before);
  const isPrinted = printer?.name === 'echo' || printer?.name === 'printf';
  const printed = isPrinted ? printer.args.filter(({ text }) => !/^-[neE]+$/.test(text)) : [];
  // printf's format tells where the others go.
  const isFormat = printer?.name === 'printf' && (printed[0]?.text ?? '').includes('%');
  const texts = isFormat ? printed.slice(1) : printed;
  const catted = before && printer?.name === 'cat' ? before.redirections.flatMap(({ body }) => body ?? []) : [];
  for (const text of [...here, ...texts, ...catted]) {
    for (const match of text.text.matchAll(pattern)) {
      const password = match[1] ?? '';
      const start = match.index + match[0].length - password.length;
      if (isLiteral(password)) yield problem(slice(text, start, start + password.length));
    }
  }
}

/** `useradd -p` and its kin take the password's hash; what is no hash of a password locks the account. */
function* given(command: SimpleCommand): Iterable<Problem> {
  const call = accountCall(command);
  const option = call && /^(?:useradd|usermod)$/.test(call.tool) ? optionOf(call, 'p', 'password') : undefined;
  if (!option?.place) return;
  const { text } = option.place;
  const isMade = /^(?:\$\(|`)\s*(?:openssl\s+passwd|mkpasswd|perl|python\d?|echo)\b[^$`<|]*(?:\)|`)$/.test(text);
  if (text === '') yield withoutPassword({ span: sourceSpan(option.place) }, '-p');
  else if (isMade || isLiteral(text)) yield problem(option.place);
}

function withoutPassword(at: Problem['at'], option: string): Problem {
  const message = say`'${option}' leaves the user without a password: whoever gets at 'su', 'login' or 'sshd' in the container becomes that user.`;
  return { at, message };
}

const locked = /^(?:[*!]+|x|!.*)$/;

/** Whether a text is a password, or the hash of one, for everybody to read. */
function isLiteral(password: string): boolean {
  const isHash = /^\$(?:[0-9][a-z]?|y|2[abxy]|sha1|gy|7)\$/.test(password);
  return password !== '' && !locked.test(password) && (isHash || !/[$`%]/.test(password));
}

function problem(text: MappedText): Problem {
  return {
    at: { span: sourceSpan(text) },
    message: say`The same password is in every container, and its hash in '/etc/shadow' of the image: whoever reads either becomes that user by 'su', 'sudo' or 'sshd' wherever it runs.`,
  };
}
