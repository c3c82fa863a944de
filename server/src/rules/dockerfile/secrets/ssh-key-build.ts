import { isInFinalImage } from '../../../dockerfile/stages.js';
import { mountsOf } from '../../../dockerfile/mounts.js';
import { invocationOf, type Invocation } from '../../../dockerfile/shell/invocation.js';
import type { Stage } from '../../../dockerfile/tree.js';
import { say } from '../../../engine/message.js';
import type { Problem, Rule } from '../../../engine/rule.js';
import { pathOf, type PlacedCommand } from '../shell-paths.js';
import { keptFiles, mountForRuns } from './kept-files.js';
import { isRemovedAfter } from './leaks.js';
import { reach, removalsOf } from './removals.js';
import { stepsOf } from './steps.js';

export const sshKeyBuild: Rule = {
  id: 'ssh-key-build',
  title: 'Private SSH key written by the build',
  severity: 'warning',
  on: true,
  standards: { cis: ['4.10'], nsa: 'Building secure container images', cwe: [321, 538] },

  mentions: ['ssh', 'ssh-keygen', 'id_rsa', 'id_dsa', 'id_ecdsa', 'id_ed25519'],
  *stage(stage) {
    yield* writtenKeys(stage);
    if (isInFinalImage(stage)) yield* madeKeys(stage);
  },
};

function* writtenKeys(stage: Stage): Iterable<Problem> {
  // What comes out of a secret mount is another fault.
  for (const kept of keptFiles(
    stage,
    (one) => one.keyword === 'RUN' && !mountsOf(one).some(({ type }) => type === 'secret'),
  )) {
    const { file } = kept;
    if (file.secret?.of !== 'ssh' || isRemovedAfter(file, file.step)) continue;
    yield {
      at: file.at,
      message: isInFinalImage(stage)
        ? say`This step writes the private key '${file.name}' into its layer: whoever gets the image has the key.`
        : say`This step writes the private key '${file.name}' into its layer: whoever gets at the build cache has the key.`,
      fixes: mountForRuns(kept),
    };
  }
}

function* madeKeys(stage: Stage): Iterable<Problem> {
  for (const { commands } of stepsOf(stage).flat()) {
    for (const [index, placed] of commands.entries()) {
      const invocation = invocationOf(placed.command);
      if (invocation?.name !== 'ssh-keygen' || !makesKey(invocation)) continue;
      const path = keyPath(invocation, placed);
      const rest = commands.slice(index + 1).flatMap(removalsOf);
      if (path !== undefined && rest.some((removal) => reach(removal, path))) continue;
      yield {
        at: invocation.nameWord,
        message: say`The key that is made here is the same in all containers of the image, and whoever gets the image has it: make it when the container starts.`,
      };
    }
  }
}

/** Options of ssh-keygen(1) with which it makes no key for the image: it reads, changes, signs or looks up. */
const otherWork = /^-[a-zA-Z]*[BDFHIKLMQRYcegiklpsy]/;

function makesKey({ args }: Invocation): boolean {
  return !args.some(({ text }, index) => otherWork.test(text) && !/^-[fNCtbO]$/.test(args[index - 1]?.text ?? ''));
}

/** The file that it writes; for `-A` the first of the host keys. */
function keyPath({ args }: Invocation, placed: PlacedCommand): string | undefined {
  if (args.some(({ text }) => text === '-A')) return '/etc/ssh/ssh_host_rsa_key';
  const file = args[args.findIndex(({ text }) => text === '-f') + 1];
  return file && pathOf(file, placed);
}
