import { commandsOf } from '../../../dockerfile/shell/commands.js';
import { invocationOf } from '../../../dockerfile/shell/invocation.js';
import type { SimpleCommand } from '../../../dockerfile/shell/tree.js';
import type { Instruction } from '../../../dockerfile/tree.js';
import { packageCalls, type PackageCall } from '../packages.js';
import { isMounted } from './layers.js';

/** Whether a call fetches the lists of apt or apk. */
export function isRefresh({ manager, action }: PackageCall): boolean {
  return action === 'refresh' && (manager === 'apt' || manager === 'apk');
}

/** The call that fetches lists which nothing in the instruction uses, and which stay in its layer. */
export function unusedRefresh(instruction: Instruction): PackageCall | undefined {
  const refresh = packageCalls(instruction).find(isRefresh);
  const commands = commandsOf(instruction);
  if (!refresh || !commands.slice(commands.indexOf(refresh.command) + 1).every(isIdle)) return undefined;
  return isMounted(instruction, lists) ? undefined : refresh;
}

const lists = /^\/var(?:\/lib)?(?:\/apt(?:\/lists)?)?$|^\/(?:etc|var\/cache)\/apk/;

/** Programs after which a list has still served for nothing; any other might install packages itself. */
const idle = /^(?:apt-cache|apt-mark|cat|cd|echo|export|ls|mkdir|printf|rm|set|true|:|)$/;

function isIdle(command: SimpleCommand): boolean {
  const { name } = invocationOf(command) ?? { name: '' };
  return idle.test(name) || /^apt(?:-get|itude)?$/.test(name)
    ? !/\b(?:install|upgrade|build-dep|download|source)\b/.test(textOf(command))
    : false;
}

const textOf = ({ words }: SimpleCommand): string => words.map(({ text }) => text).join(' ');
