import { lookUp } from '../../../dockerfile/scope.js';
import { mayMention } from '../../../dockerfile/shell/mentions.js';
import { isInFinalImage } from '../../../dockerfile/stages.js';
import { eachFor, remember } from '../../../text/remember.js';
import type { Instruction, Stage } from '../../../dockerfile/tree.js';
import { say, type Message } from '../../../engine/message.js';
import type { Fix, Problem, Rule } from '../../../engine/rule.js';
import type { Edit } from '../../../text/edit.js';
import { addFlag, hasOption, packageCalls, type Manager, type PackageCall } from '../packages.js';
import { firstInChain, isBefore } from '../stage-facts.js';
import { appendCommand, isMounted, lastRemoval, placesOf } from './layers.js';

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
    semgrep: ['missing-apk-no-cache', 'missing-dnf-clean-all', 'missing-pip-no-cache-dir', 'missing-zypper-clean'],
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
  /** Finds the instruction that says so for all: `pip config set global.no-cache-dir true`, a copied `.yarnrc.yml`. */
  readonly said?: (stage: Stage) => Instruction | undefined;
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
    others: /PIP_NO_CACHE_DIR|(?<!-)no-cache-dir/,
    said: firstInChain(
      ({ keyword, line }) => keyword !== 'CMD' && /PIP_NO_CACHE_DIR|(?<!-)no-cache-dir/.test(line.text),
    ),
    clean: 'cache purge',
    applicability: 'safe',
  },
  yarn: {
    cache: /\.cache|yarn/,
    others: /corepack|immutable|\.yarn|berry|YARN_CACHE_FOLDER|cache-folder/,
    said: firstInChain(
      ({ keyword, line }) =>
        keyword !== 'CMD' && /corepack|immutable|\.yarn|berry|YARN_CACHE_FOLDER|cache-folder/.test(line.text),
    ),
    clean: 'cache clean',
    applicability: 'hardening',
  },
};

function* left(instruction: Instruction): Iterable<Problem> {
  const reported = new Set<Manager>();
  const emptied = new Map<Manager, number>();
  for (const call of packageCalls(instruction)) {
    const { manager, action, verb, toolWord, command } = call;
    const habit = habits[manager];
    if (!habit || (action !== 'install' && (action !== 'upgrade' || manager === 'apk'))) continue;
    if (!isInFinalImage(instruction.stage) || keepsNothing(instruction, call, habit)) continue;
    const last = emptied.get(manager) ?? lastEmptied(instruction, manager, habit);
    emptied.set(manager, last);
    if (last > (placesOf(instruction).get(command) ?? 0)) continue;
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

function keepsNothing(instruction: Instruction, call: PackageCall, { flag, others, said }: Habit): boolean {
  if (flag && hasOption(call, flag.slice(2), 'dry-run', 'version', 'help')) return true;
  if (!others) return false;
  if (lookUp(instruction.state.variables, 'PIP_NO_CACHE_DIR').kind === 'set' && call.manager === 'pip') return true;
  return isSaidIn(instruction, others) || isBefore(instruction.stage && said?.(instruction.stage), instruction);
}

/** Asked by each of its calls. */
const isSaidIn = eachFor((words: RegExp) => remember((instruction: Instruction) => mayMention(instruction, words)));

/** The place of the last command that empties the cache; beyond all commands where the cache is in no layer. */
function lastEmptied(instruction: Instruction, manager: Manager, { cache }: Habit): number {
  if (isMounted(instruction, cache)) return Infinity;
  const clean = packageCalls(instruction).findLast((call) => call.manager === manager && call.action === 'clean');
  const cleaned = clean && manager !== 'apk' ? (placesOf(instruction).get(clean.command) ?? -1) : -1;
  return Math.max(cleaned, lastRemoval(instruction, cache));
}

function fixes(instruction: Instruction, call: PackageCall, { flag, clean, applicability }: Habit): readonly Fix[] {
  const { tool } = call;
  if (flag) return [toFix(say`Add '${flag}'`, [addFlag(call, flag)], applicability)];
  const edits = clean === undefined ? undefined : appendCommand(instruction, call, `${tool} ${clean}`);
  return edits ? [toFix(say`Run '${tool} ${clean ?? ''}' at the end of this RUN`, edits, applicability)] : [];
}

function toFix(title: Message, edits: readonly Edit[], applicability: Fix['applicability']): Fix {
  return { title, applicability, changes: () => [{ op: 'text', edits }] };
}
