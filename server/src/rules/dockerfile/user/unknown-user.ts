import { baseUser } from '../../../dockerfile/bases.js';
import { knownUser } from '../../../dockerfile/known-users.js';
import { baseName, commandsOf } from '../../../dockerfile/shell/commands.js';
import { invocationOf } from '../../../dockerfile/shell/invocation.js';
import type { SimpleCommand } from '../../../dockerfile/shell/tree.js';
import { realBase, stageChain } from '../../../dockerfile/stages.js';
import type { Instruction, Stage } from '../../../dockerfile/tree.js';
import { accountCalls, toAccount } from './made-users.js';

/**
 * Whether a user that a USER names is certainly in no /etc/passwd: its base is known not to have it, and nothing above that USER may
 * have made it. Whatever runs a script or copies to / or /etc may.
 */
export function isUnknownUser(name: string, stage: Stage, user: Instruction): boolean {
  if (/^\d*$/.test(name)) return false;
  const base = realBase(stage);
  if (knownUser(base, name) !== 'none' || baseUser(base)?.kind === 'non-root') return false;
  const calls = accountCalls(stage);
  if (calls.some((call) => !/group/.test(call.tool) && (toAccount(call)?.name ?? name) === name)) return false;
  return stageChain(stage)
    .flatMap(({ instructions }) => instructions)
    .every((instruction) => instruction.span.start > user.span.start || !mayMake(instruction, name));
}

/** Programs that make no user, other than those that install packages. */
const harmless = new Set([
  'apt-get', 'apt', 'apk', 'yum', 'dnf', 'microdnf', 'pip', 'pip3', 'npm', 'yarn', 'pnpm', 'npx', 'node', 'go', 'cargo', 'bundle', 'gem', 'poetry', 'uv',
  'mvn', 'gradle', 'mkdir', 'rm', 'cp', 'mv', 'ln', 'touch', 'chmod', 'chown', 'chgrp', 'echo', 'printf', 'cat', 'cd', 'set', 'true', ':', 'ls', 'tar',
  'unzip', 'curl', 'wget', 'git', 'sed', 'export', 'sleep', 'test', '[', 'find', 'grep', 'update-ca-certificates', 'groupadd', 'addgroup', 'useradd',
  'adduser', 'python', 'python3', 'install', 'whoami', 'id', 'rustup', 'corepack', 'ldconfig', 'sha256sum', 'xargs', 'pipenv', 'locale-gen',
]); // prettier-ignore
const installers = new Set(['apt-get', 'apt', 'apk', 'yum', 'dnf', 'microdnf']);
/** Users whose package has another name. */
const ofServices = /^(?:apache|www|http|messagebus|sshd|ftp|mail|dovenull|vcache|systemd-.*|_.*)$/;

function mayMake(instruction: Instruction, name: string): boolean {
  switch (instruction.keyword) {
    case 'RUN': {
      const commands = commandsOf(instruction);
      return commands.length === 0 || instruction.heredocs.length > 0 || commands.some((one) => mayMakeUser(one, name));
    }
    case 'COPY':
    case 'ADD': {
      const target = instruction.args.at(-1)?.text ?? '';
      return (
        /^\/(?:etc(?:\/.*)?)?$/.test(target) ||
        target.includes('$') ||
        /passwd/.test(target) ||
        instruction.keyword === 'ADD'
      );
    }
    default:
      return false;
  }
}

function mayMakeUser(command: SimpleCommand, name: string): boolean {
  const invocation = invocationOf(command);
  const writesPasswd = command.redirections.some(
    ({ target }) => target && (/passwd/.test(target.text) || target.expands),
  );
  if (!invocation) return writesPasswd;
  const program = baseName(invocation.name);
  if (writesPasswd || !harmless.has(program) || invocation.args.some(({ text }) => text.includes('passwd')))
    return true;
  if (!installers.has(program)) return false;
  if (ofServices.test(name)) return true;
  // `redis-server` makes redis, `postgresql` makes postgres; a file or a variable may bring anything.
  const stem = name.slice(0, 4).toLowerCase();
  return invocation.args.some(
    ({ text, expands }) => expands || /\/|\.(?:deb|rpm|apk)$/.test(text) || text.toLowerCase().includes(stem),
  );
}
