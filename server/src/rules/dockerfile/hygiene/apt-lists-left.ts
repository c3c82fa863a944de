import { isInFinalImage } from '../../../dockerfile/stages.js';
import type { Dockerfile, Instruction, Stage } from '../../../dockerfile/tree.js';
import { say } from '../../../engine/message.js';
import type { Fix, Problem, Rule } from '../../../engine/rule.js';
import { packageCalls, type PackageCall } from '../packages.js';
import { isBefore, lastInStage } from '../stage-facts.js';
import { appendCommand, isMounted, lastRemoval, placesOf } from './layers.js';
import { isRefresh, unusedRefresh } from './refreshes.js';
import { remember } from '../../../text/remember.js';

export const aptListsLeft: Rule = {
  id: 'apt-lists-left',
  title: 'Lists of packages left in a layer',
  severity: 'hint',
  on: true,
  aliases: {
    hadolint: ['DL3009'],
    kics: ['df746b39-6564-4fed-bf85-e9c44382303c'],
    dockle: ['DKL-DI-0005'],
    semgrep: ['remove-package-lists', 'remove-package-cache'],
    sonar: ['S6587'],
  },

  mentions: ['apt-get', 'apt', 'aptitude'],
  instruction: { RUN: left },
};

const lists = /\/var\/lib\/(?:apt\b|\{[^}]*\bapt\b|\*)/;

function* left(instruction: Instruction): Iterable<Problem> {
  const calls = packageCalls(instruction);
  const refresh = calls.findLast((call) => call.manager === 'apt' && isRefresh(call));
  if (!refresh?.verb || !isInFinalImage(instruction.stage)) return;
  if (isMounted(instruction, /^\/var(?:\/lib)?(?:\/apt(?:\/lists)?)?$/)) return;
  if (lastRemoval(instruction, lists) > (placesOf(instruction).get(refresh.command) ?? 0)) return;
  // Lists that nothing uses are the fault that apt-update-alone names.
  if (unusedRefresh(instruction)) return;
  if (calls.slice(calls.indexOf(refresh)).some(({ verb }) => verb?.text === 'distclean')) return;

  yield {
    at: refresh.verb,
    message: say`The lists of packages stay in this layer: they make the image larger, and they tell at leisure which of its packages are out of date.`,
    fixes: isNeededLater(instruction) ? [] : removal(instruction, refresh),
  };
}

function removal(instruction: Instruction, refresh: PackageCall): readonly Fix[] {
  const edits = appendCommand(instruction, refresh, 'rm -rf /var/lib/apt/lists/*');
  if (!edits) return [];
  return [
    {
      title: say`Remove the lists at the end of this RUN`,
      applicability: 'safe',
      changes: () => [{ op: 'text', edits }],
    },
  ];
}

/** Whether a later RUN of the stage, or of one that is built from it, installs by the lists that this one leaves. */
function isNeededLater(instruction: Instruction): boolean {
  const { stage } = instruction;
  return (
    stage !== undefined && (isBefore(instruction, lastByOldLists(stage)) || feedsOthers(stage.dockerfile).has(stage))
  );
}

const lastByOldLists = lastInStage((instruction) => {
  if (instruction.keyword !== 'RUN') return false;
  const first = packageCalls(instruction).find(
    ({ manager, action }) => manager === 'apt' && action !== 'other' && action !== 'clean',
  );
  return first !== undefined && first.action !== 'refresh';
});

/** The stages from which others are built that install by lists which they did not fetch. */
const feedsOthers = remember((dockerfile: Dockerfile): ReadonlySet<Stage> => {
  const feeding = new Set<Stage>();
  // A stage stands before those that are built from it.
  for (const stage of [...dockerfile.stages].reverse()) {
    const { base } = stage;
    if (base.kind === 'stage' && (feeding.has(stage) || lastByOldLists(stage))) feeding.add(base.stage);
  }
  return feeding;
});
