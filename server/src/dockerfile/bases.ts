import type { ImageReference } from '../text/image-reference.js';
import { families, officialRepository, userRules, type BaseFamily, type BaseUser } from './base-images.js';
import type { StageBase } from './tree.js';

export type { BaseFamily, BaseUser } from './base-images.js';

/** Parts of tags that tell the distribution, whatever the image: `3.12-slim-bookworm`, `21-jre-alpine`, `ltsc2022-nanoserver`. */
const tagFamilies: readonly (readonly [RegExp, BaseFamily])[] = [
  [/^(?:windowsservercore|nanoserver|windows)/, 'windows'],
  [/^alpine/, 'alpine'],
  [/^(?:chiseled|distroless)/, 'distroless'],
  // Azure Linux and its forerunner; how they add users is not known well enough.
  [/^(?:cbl|mariner|azurelinux)/, 'unknown'],
  [/^debian$/, 'debian'],
  [/^(?:al\d{4}|amazonlinux\d*|amzn|(?:amazon)?corretto)$/, 'amazon'],
  [/^(?:oraclelinux\d*|ol\d+)$/, 'fedora'],
  // Code names of Debian and Ubuntu releases; `slim` is Debian in every official image that has it.
  [/^(?:slim|stretch|buster|bullseye|bookworm|trixie|forky|sid)$/, 'debian'],
  [/^(?:ubuntu[\d.]*|bionic|focal|jammy|noble|resolute)$/, 'debian'],
];

/** The kind of system that an image brings, as far as its name tells; `unknown` for every other. */
export function baseFamily(base: StageBase): BaseFamily {
  if (base.kind === 'scratch') return 'scratch';
  return base.kind === 'image' && base.reference ? imageFamily(base.reference) : 'unknown';
}

/** As `baseFamily`, for an image reference. */
export function imageFamily(reference: ImageReference): BaseFamily {
  const official = officialRepository(reference);
  const tag = reference.tag?.text.toLowerCase() ?? '';
  const parts = tag.split('-');
  if (/(?:^|\/)ubi\d*[-/](?:\S*\/)?ubi-(?:minimal|micro)$|\/ubi\d*-(?:minimal|micro)$/.test(reference.familiarName))
    return 'ubi-minimal';
  const ubi = parts.findIndex((part) => /^ubi\d*$/.test(part));
  if (ubi !== -1)
    return parts.slice(ubi + 1).some((part) => part === 'minimal' || part === 'micro') ? 'ubi-minimal' : 'ubi';
  const byTag = tagFamilies.find(([pattern]) => parts.some((part) => pattern.test(part)));
  const isOwnName = official !== undefined && families.distributions.has(official);
  if (byTag && !isOwnName) return byTag[1];
  const byName = families.byRepository.find(([pattern]) => pattern.test(official ?? reference.familiarName));
  return byName?.[1] ?? 'unknown';
}

/** Whether the base is an image of Windows. */
export function isWindowsImage(base: StageBase): boolean {
  // Most names show at once that they are none.
  return base.kind === 'image' && /windows|nanoserver|framework/.test(base.text.text) && baseFamily(base) === 'windows';
}

/**
 * What is known of the user that an image runs as when the Dockerfile does not say. Undefined for an image that is not in the table:
 * nothing may be concluded from that.
 */
export function baseUser(base: StageBase): BaseUser | undefined {
  if (base.kind !== 'image' || !base.reference) return undefined;
  const { reference } = base;
  const name = officialRepository(reference) ?? reference.familiarName;
  const tag = reference.tag?.text ?? '';
  return userRules.find((rule) => rule.name.test(name) && (rule.tag?.test(tag) ?? true))?.user;
}
