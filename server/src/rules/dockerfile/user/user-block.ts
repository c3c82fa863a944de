import { baseFamily, baseUser, type BaseFamily } from '../../../dockerfile/bases.js';
import { idOfOwnUser, isGroupOfSystem } from '../../../dockerfile/known-users.js';
import { hasForeignShell } from '../../../dockerfile/shell/commands.js';
import { realBase } from '../../../dockerfile/stages.js';
import type { Stage } from '../../../dockerfile/tree.js';
import type { Edit } from '../../../text/edit.js';
import { defaultUser, isForWindows } from './default-user.js';
import { madeAccounts, type MadeAccount } from './made-users.js';
import { giveOwnId, ownId } from './user-ids.js';

/** What makes an image run as another user than root. */
export interface UserBlock {
  /** The text for USER. */
  readonly user: string;
  /** What has to change elsewhere for it. */
  readonly edits?: readonly Edit[];
  /** The RUN that makes the user, where one has to be made. */
  readonly run?: string;
  /** `choose` when nobody but the person can tell whether the user fits. */
  readonly certainty: 'fits' | 'choose';
}

const own = `${ownId}:${ownId}`;
const ownName = 'app';

// shadow's useradd, from Debian's and Ubuntu's `passwd` (priority required) and Fedora's kin; trixie images have no `adduser`.
const withUseradd = (name: string): string =>
  `RUN groupadd --gid ${ownId} ${name} && useradd --uid ${ownId} --gid ${name} --no-log-init --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin ${name}`;
// busybox; its ids end at 60000.
const withAdduser = (name: string): string =>
  `RUN addgroup -S -g ${ownId} ${name} && adduser -S -D -H -h /nonexistent -u ${ownId} -G ${name} ${name}`;

const runs: Readonly<Partial<Record<BaseFamily, (name: string) => string>>> = {
  debian: withUseradd,
  fedora: withUseradd,
  alpine: withAdduser,
  busybox: withAdduser,
};

/** The user that fits a stage: one that it has already, or one made as its distribution does. */
export function userBlock(stage: Stage): UserBlock {
  if (isForWindows(stage)) return { user: 'ContainerUser', certainty: 'fits' };
  const accounts = madeAccounts(stage);
  const made = accounts.filter(isOrdinaryUser).at(-1);
  if (made) return ofMade(made, stage);
  const base = realBase(stage);
  const known = baseUser(base);
  if (known?.kind === 'root') return { user: known.ready, certainty: 'fits' };
  const ofBase = known?.kind === 'non-root' ? userOfBase(stage) : undefined;
  if (ofBase !== undefined) return { user: ofBase, certainty: 'fits' };
  const { kind } = defaultUser(stage);
  // A base that drops root has a user of its own, to whom its data belong.
  if (kind === 'unknown' || kind === 'ordinary' || known?.kind === 'drops-root')
    return { user: own, certainty: 'choose' };

  const family = baseFamily(base);
  if (family === 'distroless' || family === 'scratch') return { user: '65532:65532', certainty: 'fits' };
  const run = runThatMakes(ownName, stage);
  return { user: own, ...(run !== undefined && { run }), certainty: 'fits' };
}

/** The RUN that makes a user and a group of that name as the stage's distribution does; undefined where it has no tools, or one is taken. */
export function runThatMakes(name: string, stage: Stage): string | undefined {
  const run = runs[baseFamily(realBase(stage))];
  const isTaken =
    isGroupOfSystem(name) || madeAccounts(stage).some((account) => account.name === name || account.id === ownId);
  return isStripped(stage) || hasOtherShell(stage) || isTaken ? undefined : run?.(name);
}

/** The number of a user that the file makes, which gets one where it has none. */
function ofMade(made: MadeAccount, stage: Stage): UserBlock {
  if (made.id !== undefined) return { user: made.id, certainty: 'fits' };
  const edits = giveOwnId(made, stage);
  return edits ? { user: ownId, edits, certainty: 'fits' } : { user: made.name, certainty: 'fits' };
}

function isOrdinaryUser({ kind, id }: MadeAccount): boolean {
  return kind === 'user' && !/^0+$/.test(id ?? '');
}

/** The user that a base which starts without root sets itself, to whom a Dockerfile returns after `USER root`; undefined where it is not known. */
export function userOfBase(stage: Stage): string | undefined {
  const base = realBase(stage);
  if (base.kind !== 'image' || !base.reference) return undefined;
  const { familiarName, tag } = base.reference;
  // Both say so in their Dockerfiles; .NET's since 8.
  if (familiarName.startsWith('gcr.io/distroless/')) return tag?.text.includes('nonroot') ? '65532:65532' : undefined;
  if (/^mcr\.microsoft\.com\/dotnet\//.test(familiarName))
    return /^(?:[89]|\d\d)\./.test(tag?.text ?? '') ? '$APP_UID' : undefined;
  return idOfOwnUser(base.reference);
}

/** Whether the image is a variant of Fedora's kin that has no tools to add users. */
function isStripped(stage: Stage): boolean {
  const base = realBase(stage);
  const tag = base.kind === 'image' ? (base.reference?.tag?.text ?? '') : '';
  return baseFamily(base) === 'fedora' && /(?:^|-)(?:minimal|micro|slim)(?:-|$)/.test(tag);
}

/** Whether a RUN at the end of the stage is read by another shell than sh and its kin. */
function hasOtherShell({ from, end }: Stage): boolean {
  return hasForeignShell({ ...from, state: end });
}
