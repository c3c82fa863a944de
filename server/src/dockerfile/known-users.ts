import type { ImageReference } from '../text/image-reference.js';
import { officialRepository } from './base-images.js';
import { baseFamily, type BaseFamily } from './bases.js';
import type { StageBase } from './tree.js';

type Ids = Readonly<Record<string, string>>;

/**
 * The users of distributions with their ids: passwd.master of Debian's base-passwd, /etc/passwd of Alpine's alpine-baselayout (what 3.20
 * dropped included), of Fedora's `setup`, of the official busybox and of gcr.io/distroless. An id that differs between releases is left empty.
 */
const ofFamily: Readonly<Partial<Record<BaseFamily, Ids>>> = {
  debian: ids(
    'daemon 1 bin 2 sys 3 sync 4 games 5 man 6 lp 7 mail 8 news 9 uucp 10 proxy 13 www-data 33 backup 34 list 38 irc 39 gnats 41 _apt - nobody 65534',
  ),
  alpine: ids(
    'bin 1 daemon 2 adm 3 lp 4 sync 5 shutdown 6 halt 7 mail 8 news 9 uucp 10 operator 11 man 13 postmaster 14 cron 16 ftp 21 sshd 22 at 25 squid 31 xfs 33 games 35 cyrus 85 vpopmail 89 ntp 123 smmsp 209 guest 405 nobody 65534',
  ),
  fedora: ids('bin 1 daemon 2 adm 3 lp 4 sync 5 shutdown 6 halt 7 mail 8 operator 11 games 12 ftp 14 nobody -'),
  amazon: ids('bin 1 daemon 2 adm 3 lp 4 sync 5 shutdown 6 halt 7 mail 8 operator 11 games 12 ftp 14 nobody -'),
  busybox: ids('daemon 1 bin 2 sys 3 sync 4 mail 8 www-data 33 operator 37 nobody 65534'),
  distroless: ids('nobody 65534 nonroot 65532'),
  scratch: {},
};

interface ImageUser {
  readonly image: RegExp;
  readonly tag?: RegExp;
  readonly name: string;
  readonly id: string;
}

/** Users that images bring on top, each with a group of its name and number; from the images' own Dockerfiles (2026-08). */
const ofImage: readonly ImageUser[] = [
  { image: /^node$/, name: 'node', id: '1000' },
  // Since 23.04. In what is built on Ubuntu (buildpack-deps, eclipse-temurin) the tag need not tell the release, so nothing is known there.
  {
    image: /^ubuntu$/,
    tag: /^(?:2[3-9]|lunar|mantic|noble|oracular|plucky|questing|resolute|latest$|rolling$|devel$)/,
    name: 'ubuntu',
    id: '1000',
  },
  { image: /^(?:nginx|nginxinc\/nginx-unprivileged)$/, name: 'nginx', id: '101' },
  { image: /^postgres$/, tag: /alpine/, name: 'postgres', id: '70' },
  { image: /^postgres$/, name: 'postgres', id: '999' },
  { image: /^php$/, tag: /alpine/, name: 'www-data', id: '82' },
  { image: /^jenkins\/jenkins$/, name: 'jenkins', id: '1000' },
  { image: /^mcr\.microsoft\.com\/dotnet\//, tag: /^(?:[89]|\d\d)\./, name: 'app', id: '1654' },
  { image: /^(?:cgr\.dev\/chainguard|chainguard)\//, name: 'nonroot', id: '65532' },
];

/** Images that bring no users but those of their distribution and of the table above. */
const plain =
  /^(?:alpine|debian|ubuntu|busybox|fedora|almalinux|rockylinux|amazonlinux|buildpack-deps|node|python|golang|ruby|rust|perl|gcc|eclipse-temurin)$|^gcr\.io\/distroless\//;

const groups =
  /^(?:abuild|adm|audio|cdrom|dialout|dip|disk|fax|floppy|input|kmem|kvm|lock|mem|netdev|nofiles|nogroup|operator|ping|plugdev|readproc|render|sasl|sgx|shadow|src|staff|sudo|sys|tape|tty|usb|users|utempter|utmp|video|voice|wheel|www-data)$/;

/**
 * Whether some distribution has a group of that name though no user (group.master of Debian's base-passwd, /etc/group of Alpine's
 * alpine-baselayout and of Fedora's `setup`): its tools refuse to make the group again.
 */
export const isGroupOfSystem = (name: string): boolean => groups.test(name);

/** What is known of a user of a base: `id` is absent where it differs between releases. */
export interface KnownUser {
  readonly id: string | undefined;
  /** Whether a group of the same name has the same number. */
  readonly hasOwnGroup: boolean;
}

/** The user of that name in a base; `none` when the base is known not to have it, undefined when it is not known well enough. */
export function knownUser(base: StageBase, name: string): KnownUser | 'none' | undefined {
  if (name === 'root') return { id: '0', hasOwnGroup: true };
  const image = base.kind === 'image' ? base.reference : undefined;
  const own = image && ofImage.find((user) => user.name === name && isOf(user, image));
  if (own) return { id: own.id, hasOwnGroup: true };
  const ofBase = ofFamily[baseFamily(base)];
  const id = ofBase?.[name];
  if (id !== undefined)
    return { id: id === '-' ? undefined : id, hasOwnGroup: name === 'www-data' || name === 'nonroot' };
  const isPlain = base.kind === 'scratch' || (image !== undefined && plain.test(nameOf(image)));
  return ofBase && isPlain && !(name === 'ubuntu' && mayBeUbuntu(image)) ? 'none' : undefined;
}

const mayBeUbuntu = (image: ImageReference | undefined): boolean =>
  image !== undefined && /^(?:buildpack-deps|eclipse-temurin)$/.test(nameOf(image));

const nameOf = (image: ImageReference): string => officialRepository(image) ?? image.familiarName;

function isOf({ image, tag }: ImageUser, reference: ImageReference): boolean {
  return image.test(nameOf(reference)) && (tag?.test(reference.tag?.text ?? 'latest') ?? true);
}

function ids(text: string): Ids {
  return Object.fromEntries([...text.matchAll(/(\S+) (\S+)/g)].map(([, name = '', id = '']) => [name, id]));
}
