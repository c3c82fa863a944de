import { insertLinesAfter, insertLinesBefore, isFinished } from '../../../dockerfile/edits.js';
import { commandsOf } from '../../../dockerfile/shell/commands.js';
import { invocationOf, type Invocation } from '../../../dockerfile/shell/invocation.js';
import { mayMention } from '../../../dockerfile/shell/mentions.js';
import type { SimpleCommand } from '../../../dockerfile/shell/tree.js';
import type { Instruction } from '../../../dockerfile/tree.js';
import { say } from '../../../engine/message.js';
import type { Fix, Problem, Rule } from '../../../engine/rule.js';
import { nothing } from '../nothing.js';
import { packageCalls } from '../packages.js';
import { commandBefore, textOfWord } from '../shell-paths.js';
import { accountTools } from './account-calls.js';
import { isForWindows } from './default-user.js';
import { userAt, type WhoRuns } from './user-at.js';
import { userOfBase } from './user-block.js';
import { idOfUser } from './user-ids.js';

const installers = ['apt-get', 'apt', 'aptitude', 'apk', 'yum', 'dnf', 'microdnf', 'tdnf', 'zypper'];

export const runAfterUserNeedsRoot: Rule = {
  id: 'run-after-user-needs-root',
  title: 'Step that needs root under another user',
  severity: 'warning',
  on: true,

  mentions: [...installers, ...accountTools, 'setcap', 'chown'],
  instruction: {
    RUN(instruction) {
      const who = userAt(instruction);
      return who.kind === 'other' && !follows(instruction) ? needsRoot(instruction, who) : nothing;
    },
  },
};

/** Whether the step before it fails for the same reason: that finding's fix takes both along. */
function follows(instruction: Instruction): boolean {
  const before = neighbour(instruction, -1);
  return before?.keyword === 'RUN' && before.state.user === instruction.state.user && firstNeed(before) !== undefined;
}

function* needsRoot(instruction: Instruction, who: WhoRuns & { kind: 'other' }): Iterable<Problem> {
  const need = firstNeed(instruction);
  if (!need || !instruction.stage || isForWindows(instruction.stage)) return;

  yield {
    at: need.nameWord,
    message:
      who.user === undefined
        ? say`'${need.name}' needs root here, and the base image sets another user: the build fails.`
        : say`'${need.name}' needs root here, and the user is '${who.user}': the build fails.`,
    fixes: asRoot(instruction, who),
  };
}

function firstNeed(instruction: Instruction): Invocation | undefined {
  const who = userAt(instruction);
  // What another program starts may have other rights.
  if (
    who.kind !== 'other' ||
    mayMention(instruction, /\b(?:sudo|doas|fakeroot|gosu|su-exec|su|setpriv|unshare|usermode)\b/)
  )
    return undefined;
  for (const command of commandsOf(instruction)) {
    const invocation = mayFail(command) || mayBeSkipped(command) ? undefined : invocationOf(command);
    if (invocation && changesSystem(invocation, who, instruction)) return invocation;
  }
  return undefined;
}

const mayFail = ({ after, before, isNegated }: SimpleCommand): boolean =>
  isNegated || after?.operator === '||' || before?.operator === '||' || before?.operator === '|';

/** Whether the command stands in a branch or a loop, so that it need not run. */
function mayBeSkipped(command: SimpleCommand): boolean {
  let first = command;
  for (let before = commandBefore(first); before; before = commandBefore(first)) first = before;
  const { text } = command.script.text;
  return (
    command.script.kind !== 'json' &&
    /(?:\s|;|^)(?:then|else|do|[^\s(]*\))$/.test(text.slice(0, first.at.start).trimEnd())
  );
}

/** What `packageCalls` takes for no installation; dnf's `makecache`, which is one of fetching lists, works for any user. */
const removes = /^(?:remove|rm|purge|autoremove|autopurge|del|erase)$/;

function changesSystem(
  { name, args, command }: Invocation,
  who: WhoRuns & { kind: 'other' },
  instruction: Instruction,
): boolean {
  const { stage } = instruction;
  if (installers.includes(name)) {
    const call = packageCalls(instruction).find((one) => one.command === command);
    const verb = call?.verb?.text ?? '';
    const changes = call?.action === 'install' || call?.action === 'refresh' || call?.action === 'upgrade';
    return (
      ((changes && verb !== 'makecache') || removes.test(verb)) &&
      !args.some(({ text }) => /^(?:--(?:root|installroot|prefix|simulate|dry-run|help)\b|-p$|-s$)/.test(text))
    );
  }
  if (name === 'setcap' || accountTools.includes(name)) return args.length > 0;
  if (name !== 'chown' || !stage || who.user === undefined) return false;
  const word = args.find(({ text }) => !text.startsWith('-'));
  const owner = word && textOfWord(word, command)?.split(/[:.]/)[0];
  if (!owner || args.some(({ text }) => text.startsWith('--from') || text.startsWith('--reference'))) return false;
  const [wanted, own] = [idOfUser(owner, stage), idOfUser(who.user, stage)];
  return owner !== who.user && wanted !== undefined && own !== undefined && wanted !== own;
}

/** Root for this step and those directly after it that need it as well, and then the user as it was written. */
function asRoot(instruction: Instruction, who: WhoRuns & { kind: 'other' }): readonly Fix[] {
  const { stage, state } = instruction;
  const setting = state.user;
  const written = setting?.instruction.args[0]?.text;
  const former = setting
    ? setting.instruction.stage === stage || !written?.includes('$')
      ? written
      : who.user
    : stage && userOfBase(stage);
  if (!stage || former === undefined) return [];
  let last = instruction;
  for (let next = neighbour(last, 1); next?.keyword === 'RUN' && firstNeed(next); next = neighbour(last, 1))
    last = next;
  const { dockerfile } = stage;
  if (!isFinished(dockerfile, last)) return [];
  const edits = [
    ...insertLinesBefore(dockerfile, instruction, ['USER root']),
    ...insertLinesAfter(dockerfile, last, [`USER ${former}`]),
  ];
  return [
    {
      title: say`Run it as root and return to '${former}'`,
      applicability: 'safe',
      changes: () => [{ op: 'text', edits }],
    },
  ];
}

function neighbour(instruction: Instruction, step: 1 | -1): Instruction | undefined {
  const instructions = instruction.stage?.instructions ?? [];
  return instructions[instructions.indexOf(instruction) + step];
}
