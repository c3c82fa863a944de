import { verbatimSpan } from '../../../dockerfile/mapped-text.js';
import { commandsOf } from '../../../dockerfile/shell/commands.js';
import { mayMention } from '../../../dockerfile/shell/mentions.js';
import type { Instruction } from '../../../dockerfile/tree.js';
import { say } from '../../../engine/message.js';
import type { Fix, Problem, Rule } from '../../../engine/rule.js';
import { isBefore, lastInStage } from '../stage-facts.js';
import { addedSources, type AddedSource } from './added-sources.js';
import { gitCall, gitCloneOf, type GitClone } from './git-clones.js';

export const addGitUnpinned: Rule = {
  id: 'add-git-unpinned',
  title: 'Branch of a repository that moves on',
  severity: 'hint',
  on: true,
  standards: { nsa: 'Building secure container images', cwe: [494, 1357] },

  mentions: ['git'],
  instruction: { ADD: ofAdd, RUN: ofClones, ONBUILD: ofEither },
};

function ofEither(instruction: Instruction): Iterable<Problem> {
  return instruction.sub?.keyword === 'ADD' ? ofAdd(instruction) : ofClones(instruction);
}

/** Names that are those of branches more often than not; any other may be a tag. */
const branch = /^(?:refs\/heads\/.*|HEAD|dev|devel|develop|development|main|master|next|nightly|trunk)$/;

function* ofAdd(instruction: Instruction): Iterable<Problem> {
  for (const source of addedSources(instruction)) {
    if (!source.isGit || source.isChecked) continue;
    const ref = refOf(source.url);
    if (ref !== '' && !branch.test(ref)) continue;

    yield {
      at: source.word,
      message: messageFor(ref),
      fixes: pin(source),
    };
  }
}

function* ofClones(instruction: Instruction): Iterable<Problem> {
  const commands = commandsOf(instruction);
  for (const command of commands) {
    const clone = gitCloneOf(command);
    if (!clone || !/^(?:https?|git|ssh):\/\/|^[\w-]+@[\w.-]+:/i.test(clone.url.text)) continue;
    const ref = chosenRef(clone);
    if (ref === undefined || (ref !== '' && !branch.test(ref)) || isMovedLater(instruction)) continue;

    yield { at: clone.url, message: messageFor(ref) };
  }
}

function messageFor(ref: string) {
  return ref === ''
    ? say`This takes whatever the repository's default branch holds on the day of the build: whoever can push there decides what goes into the image.`
    : say`This takes whatever '${ref}' holds on the day of the build: whoever can push there decides what goes into the image.`;
}

/** The commit, tag or branch that a URL of BuildKit names: `#ref:subdir`, or a query. */
function refOf(url: string): string {
  const query = /[?&](ref|tag|branch)=([^&#]+)/.exec(url);
  if (query) return `${query[1] === 'branch' ? 'refs/heads/' : ''}${query[2] ?? ''}`;
  return /#([^:]*)/.exec(url)?.[1] ?? '';
}

/** Undefined where it is a commit, or a variable decides. */
function chosenRef({ options }: GitClone): string | undefined {
  const ref = options.find(({ name }) => ['b', 'branch', 'revision'].includes(name));
  if (!ref) return '';
  return ref.name === 'revision' || ref.value?.includes('$') ? undefined : (ref.value ?? '');
}

/** The last RUN that goes on to another commit. */
const lastMove = lastInStage(
  (instruction) =>
    instruction.keyword === 'RUN' &&
    mayMention(instruction, /\b(?:checkout|reset|switch|fetch|worktree)\b/) &&
    commandsOf(instruction).some((command) =>
      /^(?:checkout|reset|switch|fetch|worktree)$/.test(gitCall(command)?.operands[0]?.text ?? ''),
    ),
);

function isMovedLater(instruction: Instruction): boolean {
  const last = instruction.stage && lastMove(instruction.stage);
  return last === instruction || isBefore(instruction, last);
}

const value = 'COMMIT';

function pin({ word, url }: AddedSource): readonly Fix[] {
  if (/\?/.test(url)) return [];
  const hash = word.text.indexOf('#');
  const colon = hash === -1 ? -1 : word.text.indexOf(':', hash);
  const start = hash === -1 ? word.text.length : hash + 1;
  const span = verbatimSpan(word, start, hash === -1 || colon === -1 ? word.text.length : colon);
  if (!span || word.text !== url) return [];
  const before = hash === -1 ? '#' : '';
  const tabStops = [{ start: before.length, end: before.length + value.length }];
  return [
    {
      title: say`Pin it to a commit`,
      applicability: 'placeholder',
      changes: () => [{ op: 'text', edits: [{ ...span, newText: before + value, tabStops }] }],
    },
  ];
}
