import { realBase } from '../../../dockerfile/stages.js';
import { triggersOf } from '../../../dockerfile/state.js';
import type { Stage } from '../../../dockerfile/tree.js';
import { say } from '../../../engine/message.js';
import type { Problem, Rule } from '../../../engine/rule.js';
import { defaultUser, dropsRootItself, isForWindows } from './default-user.js';
import { rootVariant } from './distroless.js';
import { insertUser } from './place-user.js';
import { userBlock } from './user-block.js';

export const userMissing: Rule = {
  id: 'user-missing',
  title: 'Image that runs as root by default',
  severity: 'warning',
  on: true,
  standards: { cis: ['4.1'], nsa: '"Non-root" containers', cwe: [250] },
  aliases: {
    trivy: ['DS-0002'],
    kics: ['fd54f200-402c-4333-a5a4-36ef6709af2f'],
    checkov: ['CKV_DOCKER_3'],
    dockle: ['CIS-DI-0001'],
    semgrep: ['missing-user', 'missing-user-entrypoint'],
    sonar: ['S6471'],
  },

  *dockerfile({ finalStage }) {
    if (!finalStage?.image || finalStage.end.user || isForWindows(finalStage)) return;
    if (holdsOnlyFiles(finalStage) || leavesUserToOthers(finalStage) || dropsRootItself(finalStage)) return;
    // Another rule tells which variant to take instead.
    if (rootVariant(finalStage)) return;

    yield* missing(finalStage, { at: finalStage.image });
  },
};

function* missing(stage: Stage, place: Pick<Problem, 'at'>): Iterable<Problem> {
  const user = defaultUser(stage);
  switch (user.kind) {
    case 'ordinary':
      return;
    case 'root': {
      const message = say`No USER is set, so the container runs as root: whoever breaks in can change every file in it and has more ways out to the host.`;
      yield { ...place, message, fixes: insertUser(stage, userBlock(stage)) };
      return;
    }
    case 'unknown': {
      const message = say`No USER is set, so the base image decides who the container runs as; if that is root, whoever breaks in has the rights of root.`;
      yield { ...place, severity: 'hint', message, fixes: insertUser(stage, userBlock(stage)) };
      return;
    }
    case 'drops-root': {
      const message = say`The entrypoint of '${user.who}' starts as root and then drops it; whatever is run in its place, such as a shell, stays root.`;
      yield { ...place, severity: 'hint', message };
      return;
    }
    case 'wants-root': {
      const message = /^nginx(?::|$)/.test(user.who)
        ? say`'${user.who}' is made to start as root: whoever takes over its first process owns the whole container. 'nginxinc/nginx-unprivileged' starts without.`
        : say`'${user.who}' is made to start as root: whoever takes over its first process owns the whole container.`;
      yield { ...place, severity: 'hint', message };
    }
  }
}

/** Whether the image is a parcel of files, as `docker build --output` makes: nothing in it is ever started. */
function holdsOnlyFiles(stage: Stage): boolean {
  return realBase(stage).kind === 'scratch' && !stage.end.entrypoint && !stage.end.command;
}

/** Whether the image is a base that sets the USER of the images made from it. */
function leavesUserToOthers(stage: Stage): boolean {
  return triggersOf(stage).some(({ keyword }) => keyword === 'USER');
}
