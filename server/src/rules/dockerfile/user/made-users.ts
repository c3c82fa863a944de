import { commandsOf } from '../../../dockerfile/shell/commands.js';
import { stageChain } from '../../../dockerfile/stages.js';
import type { Stage } from '../../../dockerfile/tree.js';
import { textOfWord } from '../shell-paths.js';
import { accountCall, optionOf, type AccountCall } from './account-calls.js';

/** A user or a group that a RUN makes; `id` is absent when the command or the file does not tell it. */
export interface MadeAccount {
  readonly kind: 'user' | 'group';
  readonly name: string;
  readonly id: string | undefined;
  readonly call: AccountCall;
}

/** What `useradd`, `adduser`, `groupadd` and `addgroup` make in a stage and in those that it is built from, in their order. */
export function madeAccounts(stage: Stage): readonly MadeAccount[] {
  return accountCalls(stage).flatMap((call) => toAccount(call) ?? []);
}

/** The calls themselves, also those of which the file does not tell the name. */
export function accountCalls(stage: Stage): readonly AccountCall[] {
  const runs = [...stageChain(stage)]
    .reverse()
    .flatMap(({ instructions }) => instructions.filter(({ keyword }) => keyword === 'RUN'));
  return runs.flatMap(commandsOf).flatMap((command) => accountCall(command) ?? []);
}

const kinds: ReadonlyMap<string, MadeAccount['kind']> = new Map([
  ['useradd', 'user'],
  ['adduser', 'user'],
  ['groupadd', 'group'],
  ['addgroup', 'group'],
]);

/** What a call makes; undefined for one that changes something, or makes what the file does not name. */
export function toAccount(call: AccountCall): MadeAccount | undefined {
  const kind = kinds.get(call.tool);
  const [operand, group] = call.operands;
  // With two operands `adduser` and `addgroup` put a user into a group.
  const name = operand && !group ? textOfWord(operand, call.command) : undefined;
  if (!kind || name === undefined || name === '') return undefined;
  const id = (kind === 'user' ? optionOf(call, 'u', 'uid') : optionOf(call, 'g', 'gid'))?.value;
  return { kind, name, id: id !== undefined && /^\d+$/.test(id) ? id : undefined, call };
}
