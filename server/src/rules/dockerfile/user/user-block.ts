import { officialRepository } from '../../../dockerfile/base-images.js';
import { baseFamily, baseUser, type BaseFamily } from '../../../dockerfile/bases.js';
import { hasForeignShell } from '../../../dockerfile/shell/commands.js';
import { realBase } from '../../../dockerfile/stages.js';
import type { Stage } from '../../../dockerfile/tree.js';
import { defaultUser, isForWindows } from './default-user.js';
import { madeAccounts, type MadeAccount } from './made-users.js';

/** What makes an image run as another user than root. */
export interface UserBlock {
  /** The text for USER. */
  readonly user: string;
  /** The RUN that makes the user, where one has to be made. */
  readonly run?: string;
  /** `choose` when nobody but the person can tell whether the user fits. */
  readonly certainty: 'fits' | 'choose';
}

/** The user for images that bring none: above the ids that distributions and base images give to people. */
const ownId = '10001';
const own = `${ownId}:${ownId}`;
const ownName = 'app';

// shadow's useradd, from Debian's and Ubuntu's `passwd` (priority required) and Fedora's kin; trixie images have no `adduser`.
const withUseradd = `RUN groupadd --gid ${ownId} ${ownName} && useradd --uid ${ownId} --gid ${ownName} --no-log-init --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin ${ownName}`;
// busybox; its ids end at 60000.
const withAdduser = `RUN addgroup -S -g ${ownId} ${ownName} && adduser -S -D -H -h /nonexistent -u ${ownId} -G ${ownName} ${ownName}`;

const runs: Readonly<Partial<Record<BaseFamily, string>>> = {
  debian: withUseradd,
  fedora: withUseradd,
  alpine: withAdduser,
  busybox: withAdduser,
};

/** The users of bases that have one: what a Dockerfile returns to after `USER root`. From the images' own Dockerfiles. */
const ownUsers: readonly (readonly [name: RegExp, tag: RegExp | undefined, user: string])[] = [
  [/^jenkins\/jenkins$/, undefined, 'jenkins'],
  [/^grafana\/grafana(?:-oss|-enterprise)?$/, undefined, '472'],
  [/\/nginx-unprivileged$/, undefined, '101'],
  [/^gcr\.io\/distroless\//, /nonroot/, '65532:65532'],
  [/^mcr\.microsoft\.com\/dotnet\//, /^(?:[89]|\d\d)\./, '$APP_UID'],
];

/** The user that fits a stage: one that it has already, or one made as its distribution does. */
export function userBlock(stage: Stage): UserBlock {
  if (isForWindows(stage)) return { user: 'ContainerUser', certainty: 'fits' };
  const accounts = madeAccounts(stage);
  const made = accounts.filter(isOrdinaryUser).at(-1);
  if (made) return { user: made.id ?? made.name, certainty: 'fits' };
  const base = realBase(stage);
  const known = baseUser(base);
  if (known?.kind === 'root') return { user: known.ready, certainty: 'fits' };
  const ofBase = known?.kind === 'non-root' ? userOfBase(stage) : undefined;
  if (ofBase !== undefined) return { user: ofBase, certainty: 'fits' };
  const { kind } = defaultUser(stage);
  if (kind === 'unknown' || kind === 'ordinary') return { user: own, certainty: 'choose' };

  const family = baseFamily(base);
  if (family === 'distroless' || family === 'scratch') return { user: '65532:65532', certainty: 'fits' };
  const run = runs[family];
  if (run === undefined || isStripped(stage) || hasOtherShell(stage) || accounts.some(isInTheWay)) {
    return { user: own, certainty: 'fits' };
  }
  return { user: own, run, certainty: 'fits' };
}

function isOrdinaryUser({ kind, id }: MadeAccount): boolean {
  return kind === 'user' && !/^0+$/.test(id ?? '');
}

function isInTheWay({ name, id }: MadeAccount): boolean {
  return name === ownName || id === ownId;
}

function userOfBase(stage: Stage): string | undefined {
  const base = realBase(stage);
  if (base.kind !== 'image' || !base.reference) return undefined;
  const name = officialRepository(base.reference) ?? base.reference.familiarName;
  const tag = base.reference.tag?.text ?? '';
  return ownUsers.find(([pattern, tags]) => pattern.test(name) && (tags?.test(tag) ?? true))?.[2];
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
