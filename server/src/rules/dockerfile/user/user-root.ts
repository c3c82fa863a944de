import { resolve } from '../../../dockerfile/state.js';
import { stageChain } from '../../../dockerfile/stages.js';
import type { Dockerfile, Instruction, Stage } from '../../../dockerfile/tree.js';
import { say, type Message } from '../../../engine/message.js';
import type { Fix, Problem, Rule, RuleContext } from '../../../engine/rule.js';
import { defaultUser, dropsRootItself, type DefaultUser } from './default-user.js';
import { hasStepsAfter, insertUser, replaceUser } from './place-user.js';
import { isRoot } from './user-at.js';
import { inNumbers } from './user-ids.js';
import { userBlock, type UserBlock } from './user-block.js';

export const userRoot: Rule = {
  id: 'user-root',
  title: 'Image told to run as root',
  severity: 'warning',
  on: true,
  standards: { cis: ['4.1'], nsa: '"Non-root" containers', cwe: [250] },
  aliases: {
    hadolint: ['DL3002'],
    trivy: ['DS-0002'],
    kics: ['67fd0c4a-68cf-46d7-8c41-bc9fba7e40ae'],
    checkov: ['CKV_DOCKER_8'],
    dockle: ['CIS-DI-0001'],
    semgrep: ['last-user-is-root'],
    sonar: ['S6471'],
  },

  *dockerfile(dockerfile, context) {
    for (const stage of stagesToCheck(dockerfile, context)) {
      const user = stage.end.user;
      // What an entrypoint does is looked for in all the text, so it comes last.
      if (!user?.value || !(isRoot(user.value.text) || isAdministrator(user.value.text)) || dropsRootItself(stage))
        continue;
      // Of a default that the build may replace, another rule speaks.
      if (stage === dockerfile.finalStage && isRoot(user.value.text) && user.instruction.args[0]?.text.includes('$'))
        continue;

      yield* rootAtTheEnd(stage, user.instruction, user.value.text);
    }
  },
};

/** The stage that is built by default; with the option `namedStages` also those that `--target` can ask for. */
function stagesToCheck({ stages, finalStage }: Dockerfile, { options }: RuleContext): readonly Stage[] {
  return stages.filter(
    (stage) => stage === finalStage || (options['namedStages'] === true && stage.name !== undefined),
  );
}

function* rootAtTheEnd(stage: Stage, instruction: Instruction, user: string): Iterable<Problem> {
  const at = instruction.args[0];
  if (!at) return;
  if (isAdministrator(user)) {
    const message = say`'${user}' may change everything in a Windows container: whoever breaks in does, too.`;
    yield { at, message, fixes: fixesFor(stage, instruction, { user: 'ContainerUser', certainty: 'fits' }) };
    return;
  }
  const earlier = earlierUser(stage, instruction);
  const byDefault = defaultUser(stage);
  if (byDefault.kind === 'drops-root' || byDefault.kind === 'wants-root') {
    const fixes = earlier ? fixesFor(stage, instruction, earlier) : [];
    yield { at, severity: 'hint', message: asExpected(user, byDefault), fixes };
    return;
  }
  const message = say`'USER ${user}' makes the container run as root: whoever breaks in can change every file in it and has more ways out to the host.`;
  yield { at, message, fixes: fixesFor(stage, instruction, earlier ?? userBlock(stage)) };
}

function asExpected(user: string, { kind, who }: Extract<DefaultUser, { who: string }>): Message {
  return kind === 'drops-root'
    ? say`'USER ${user}' lets the entrypoint of '${who}' start as root and drop it; whatever is run in its place, such as a shell, stays root.`
    : say`'USER ${user}' suits '${who}', which is made to start as root: whoever takes over its first process owns the whole container.`;
}

function fixesFor(stage: Stage, user: Instruction, block: UserBlock): readonly Fix[] {
  const isLast = user.stage === stage && !hasStepsAfter(stage, user);
  return isLast ? replaceUser(stage, user, block) : insertUser(stage, block);
}

const isAdministrator = (user: string): boolean => /^(?:.*\\)?ContainerAdministrator$/i.test(user);

/** The last USER above that is not root, as written; one with a variable only where the variable is still the same. */
function earlierUser(stage: Stage, last: Instruction): UserBlock | undefined {
  const users = [...stageChain(stage)]
    .reverse()
    .flatMap(({ instructions }) => instructions.filter(({ keyword }) => keyword === 'USER'));
  const earlier = users.slice(0, users.indexOf(last)).findLast((instruction) => {
    const word = instruction.args[0];
    const value = word && resolve(instruction, word).value?.text;
    if (!word || (word.text.includes('$') && instruction.stage !== stage)) return false;
    return value === undefined || !(isRoot(value) || isAdministrator(value));
  });
  const user = earlier?.args[0]?.text;
  return user === undefined ? undefined : { user: inNumbers(user, stage) ?? user, certainty: 'fits' };
}
