import { commandsOf } from '../../../dockerfile/shell/commands.js';
import { invocationOf } from '../../../dockerfile/shell/invocation.js';
import type { ShellWord } from '../../../dockerfile/shell/tree.js';
import { stageChain } from '../../../dockerfile/stages.js';
import type { Stage } from '../../../dockerfile/tree.js';

/** A user or a group that a RUN makes; `id` is absent when the command or the file does not tell it. */
export interface MadeAccount {
  readonly kind: 'user' | 'group';
  readonly name: string;
  readonly id: string | undefined;
}

/** What `useradd`, `adduser`, `groupadd` and `addgroup` make in a stage and in those that it is built from, in their order. */
export function madeAccounts(stage: Stage): readonly MadeAccount[] {
  const runs = [...stageChain(stage)]
    .reverse()
    .flatMap(({ instructions }) => instructions.filter(({ keyword }) => keyword === 'RUN'));
  return runs.flatMap(commandsOf).flatMap((command) => {
    const invocation = invocationOf(command);
    const kind = kinds.get(invocation?.name ?? '');
    const account = invocation && kind ? readAccount(kind, invocation.args) : undefined;
    return account ? [account] : [];
  });
}

const kinds: ReadonlyMap<string, MadeAccount['kind']> = new Map([
  ['useradd', 'user'],
  ['adduser', 'user'],
  ['groupadd', 'group'],
  ['addgroup', 'group'],
]);

// The options with a value of shadow's useradd and groupadd, Debian's adduser and addgroup, and those of busybox.
const shortWithValue = /^-[A-Za-z]*[bcdefgGhkKpPRsuZ]$/;
const longWithValue =
  /^--(?:uid|gid|groups|home|home-dir|shell|comment|gecos|ingroup|password|base-dir|skel|key|expiredate|inactive|firstuid|lastuid|firstgid|lastgid|conf|selinux-user|root|prefix)$/;

function readAccount(kind: MadeAccount['kind'], args: readonly ShellWord[]): MadeAccount | undefined {
  const option = kind === 'user' ? 'u' : 'g';
  const idOption = new RegExp(`^(?:-[A-Za-z]*${option}|--${option}id)$`);
  const idWithin = new RegExp(`^(?:-${option}|--${option}id=)(\\d+)$`);
  const operands: ShellWord[] = [];
  let id: string | undefined;
  for (let index = 0; index < args.length; index++) {
    const word = args[index];
    if (!word) break;
    if (!word.text.startsWith('-')) {
      operands.push(word);
      continue;
    }
    id = idWithin.exec(word.text)?.[1] ?? id;
    const takesValue = shortWithValue.test(word.text) || longWithValue.test(word.text);
    if (!takesValue) continue;
    const value = args[++index];
    if (idOption.test(word.text) && value && /^\d+$/.test(value.text)) id = value.text;
  }
  const [name, group] = operands;
  // With two operands `adduser` and `addgroup` put a user into a group.
  if (!name || group || name.expands) return undefined;
  return { kind, name: name.text, id };
}
