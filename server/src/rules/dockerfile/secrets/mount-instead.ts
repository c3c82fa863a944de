import { say, type Message } from '../../../engine/message.js';
import type { Fix } from '../../../engine/rule.js';
import { mostSteps, type KeptFile } from './leaks.js';
import { chooseMounting, type Mounting } from './mountings.js';
import type { Step } from './steps.js';
import { editsToMount } from './to-mount.js';

/** The fix that mounts a file for the steps that use it instead of putting it into the image; none where that cannot be done. */
export function mountInstead(leak: KeptFile, steps: readonly Step[]): readonly Fix[] {
  const { file, removedIn } = leak;
  const first = file.step.index + (file.step.instruction.keyword === 'RUN' ? 0 : 1);
  const end = removedIn ? removedIn.index + 1 : steps.length;
  if (end - first > mostSteps) return [];
  const between = steps.slice(first, end).filter(({ instruction }) => instruction.keyword === 'RUN');
  const mounting = chooseMounting(leak, between);
  const edits = mounting && editsToMount(leak, between, mounting);
  if (!edits) return [];
  return [
    {
      title: titleOf(leak, mounting),
      // A mount that `docker build` must be told of leaves something to do.
      applicability: mounting.buildFlag === undefined ? 'hardening' : 'placeholder',
      ...(mounting.buildFlag !== undefined && { command: `docker build ${mounting.buildFlag} .` }),
      changes: () => [{ op: 'text', edits }],
    },
  ];
}

function titleOf({ file: { name } }: KeptFile, { kind, buildFlag = '' }: Mounting): Message {
  switch (kind) {
    case 'ssh':
      return say`Lend an SSH agent instead of the key: docker build ${buildFlag}`;
    case 'secret':
      return mountTitle(name.slice(name.lastIndexOf('/') + 1), buildFlag);
    case 'none':
      return say`Do not copy '${name}': no step uses it`;
    default:
      return say`Mount it for the steps that use it instead of copying it`;
  }
}

/** More letters of names than this make a title too long for a menu. */
const mostOfTitle = 50;

function mountTitle(name: string, buildFlag: string): Message {
  const isShort = name.length + buildFlag.length <= mostOfTitle;
  return say`Mount '${name}' as a build secret (${isShort ? buildFlag : buildFlag.replace(/,src=.*/, ',src=…')})`;
}
