import { commandsOf } from '../../../dockerfile/shell/commands.js';
import { lookUp } from '../../../dockerfile/scope.js';
import { insertWord } from '../../../dockerfile/shell/edits.js';
import { mayMention } from '../../../dockerfile/shell/mentions.js';
import type { Instruction } from '../../../dockerfile/tree.js';
import { say, type Message } from '../../../engine/message.js';
import type { Fix, Problem, Rule } from '../../../engine/rule.js';
import type { Edit } from '../../../text/edit.js';
import { hasOption, packageCalls, type Manager, type PackageCall } from '../packages.js';
import { appendCommand, isInFinalImage, isMounted, isRemovedAfter } from './layers.js';

export const pkgCacheLeft: Rule = {
  id: 'pkg-cache-left',
  title: 'Cache of a package manager left in a layer',
  severity: 'hint',
  on: true,
  aliases: {
    hadolint: ['DL3019', 'DL3032', 'DL3036', 'DL3040', 'DL3042', 'DL3060'],
    trivy: ['DS-0025', 'DS-0015', 'DS-0019', 'DS-0020', 'DS-0027'],
    kics: [
      'ae9c56a6-3ed1-4ac0-9b54-31267f51151d', '00481784-25aa-4a55-8633-3136dfcf4f37', '295acb63-9246-4b21-b441-7c1f1fb62dc0',
      '38300d1a-feb2-4a48-936a-d1ef1cd24313', 'f2f903fb-b977-461e-98d7-b3e2185c6118',
    ], // prettier-ignore
    dockle: ['DKL-DI-0004'],
    sonar: ['S6587'],
  },

  mentions: ['apk', 'yum', 'dnf', 'dnf5', 'microdnf', 'tdnf', 'zypper', 'pip', 'pip2', 'pip3', 'yarn'],
  instruction: { RUN: left },
};

/** How a package manager that keeps what it fetched is told not to. */
interface Habit {
  /** The directories of its cache, as the target of a mount or the operand of rm. */
  readonly cache: RegExp;
  /** The option with which it keeps nothing. */
  readonly flag?: string;
  /** The option or the variable, in other spellings. */
  readonly others?: RegExp;
  /** What follows the tool's name to empty the cache. */
  readonly clean?: string;
  readonly applicability: Fix['applicability'];
}

/** apk-add(8); dnf(8); zypper(8); pip's `--no-cache-dir`; `yarn cache clean` of Yarn 1, whose successors keep packages in the project. */
const habits: Readonly<Partial<Record<Manager, Habit>>> = {
  apk: { cache: /^\/(?:etc|var(?:\/cache)?)(?:\/apk)?(?:\/|$)/, flag: '--no-cache', applicability: 'safe' },
  rpm: {
    cache: /^\/var(?:\/cache(?:\/(?:lib)?(?:dnf|yum|tdnf)5?)?)?(?:\/|$)/,
    clean: 'clean all',
    applicability: 'safe',
  },
  zypper: { cache: /^\/var(?:\/cache(?:\/zypp)?)?(?:\/|$)/, clean: 'clean --all', applicability: 'safe' },
  pip: {
    cache: /\.cache(?:\/pip|\/\*)?$|\bpip\b|^\/root$/,
    flag: '--no-cache-dir',
    others: /PIP_NO_CACHE_DIR|no-cache-dir/,
    clean: 'cache purge',
    applicability: 'safe',
  },
  yarn: {
    cache: /\.cache|yarn/,
    others: /corepack|immutable|\.yarn|berry|YARN_CACHE_FOLDER|cache-folder/,
    clean: 'cache clean',
    applicability: 'hardening',
  },
};

function* left(instruction: Instruction): Iterable<Problem> {
  const calls = packageCalls(instruction);
  const reported = new Set<Manager>();
  for (const call of calls) {
    const { manager, action, verb, toolWord } = call;
    const habit = habits[manager];
    if (!habit || (action !== 'install' && (action !== 'upgrade' || manager === 'apk'))) continue;
    if (!isInFinalImage(instruction) || keepsNothing(instruction, call, habit)) continue;
    if (isMounted(instruction, habit.cache) || isRemovedAfter(instruction, call, habit.cache)) continue;
    // One command at the end empties the cache for all of them, whereas a flag is for a call.
    if (!habit.flag && reported.has(manager)) continue;

    reported.add(manager);
    yield {
      at: verb ?? toolWord,
      message: say`What '${call.tool}' keeps for a next time stays in this layer, where nobody installs anything any more: the image is larger for nothing.`,
      fixes: fixes(instruction, call, habit),
    };
  }
}

function keepsNothing(instruction: Instruction, call: PackageCall, { flag, others }: Habit): boolean {
  if (flag && hasOption(call, flag.slice(2))) return true;
  if (
    call.manager === 'pip' &&
    (lookUp(instruction.state.variables, 'PIP_NO_CACHE_DIR').kind === 'set' || isHelp(call))
  )
    return true;
  if (others && (mayMention(instruction, others) || wasSaidBefore(instruction, others))) return true;
  const commands = commandsOf(instruction);
  const after = packageCalls(instruction).filter(
    ({ command }) => commands.indexOf(command) > commands.indexOf(call.command),
  );
  return call.manager !== 'apk' && after.some(({ manager, action }) => manager === call.manager && action === 'clean');
}

const isHelp = (call: PackageCall): boolean => hasOption(call, 'dry-run', 'version', 'help');

/** Whether an instruction before this one sets it for all: `pip config set global.no-cache-dir true`, a copied `.yarnrc.yml`. */
function wasSaidBefore({ stage, span }: Instruction, others: RegExp): boolean {
  return (
    stage?.instructions.some(
      ({ span: { start }, line, keyword }) => start < span.start && keyword !== 'CMD' && others.test(line.text),
    ) ?? false
  );
}

function fixes(instruction: Instruction, call: PackageCall, { flag, clean, applicability }: Habit): readonly Fix[] {
  const { verb, toolWord, command, tool } = call;
  if (flag) return [toFix(say`Add '${flag}'`, [insertWord(command, verb ?? toolWord, flag)], applicability)];
  const edits = clean === undefined ? undefined : appendCommand(instruction, call, `${tool} ${clean}`);
  return edits ? [toFix(say`Run '${tool} ${clean ?? ''}' at the end of this RUN`, edits, applicability)] : [];
}

function toFix(title: Message, edits: readonly Edit[], applicability: Fix['applicability']): Fix {
  return { title, applicability, changes: () => [{ op: 'text', edits }] };
}
