import type { ImageReference } from '../text/image-reference.js';
import { retiredImages } from '../text/retired-images.js';
import { officialRepository } from './base-images.js';
import { formerOfficialImages } from './official-images.js';

/** An image that gets no more updates. */
export interface DeprecatedImage {
  /** What became of it, as the end of a sentence that begins with the image. */
  readonly fate: string;
  /**
   * What may take its place, the likeliest first: whole references, or a name alone where it is not known whether the tag exists
   * there.
   */
  readonly successors: readonly string[];
}

/**
 * What took the place of former Docker official images, as their pages on Docker Hub (docker-library/docs, where pull request 2018
 * speaks of hipache) and the projects say; for clefos docker-library/official-images, pull request 22144.
 * @checked 2026-11-21
 */
const successors: Readonly<Record<string, readonly string[]>> = {
  centos: ['quay.io/centos/centos:stream9', 'almalinux:9', 'rockylinux/rockylinux:9'],
  consul: ['hashicorp/consul'],
  vault: ['hashicorp/vault'],
  jenkins: ['jenkins/jenkins:lts'],
  iojs: ['node'],
  piwik: ['matomo'],
  django: ['python'],
  celery: ['python'],
  rails: ['ruby'],
  mosquitto: ['eclipse-mosquitto'],
  owncloud: ['owncloud/server'],
  opensuse: ['opensuse/leap'],
  fsharp: ['mcr.microsoft.com/dotnet/sdk'],
  clefos: ['almalinux'],
  hipache: ['traefik', 'nginx', 'haproxy', 'httpd'],
  'ubuntu-debootstrap': ['ubuntu'],
  'ubuntu-upstart': ['ubuntu'],
};

const noFix = 'no fix for a security hole reaches it';

/**
 * The repositories of gcr.io/distroless that exist for Debian 13. Those for Debian 12 ended in January 2026 (the languages) and in
 * September 2026 (static, base and cc): GoogleContainerTools/distroless, SUPPORT_POLICY.md, pull request 1893 and issue 2129.
 * @checked 2026-11-21
 */
const distrolessOnDebian13 =
  /^(?:static|base|base-nossl|cc|java-base|java17|java21|java25|nodejs22|nodejs24|nodejs26|python3)$/;

/**
 * What is known of an image that its publisher has given up. Former Docker official images; repositories that were moved or
 * closed (see `retiredImages`); distroless images on a Debian that the project no longer follows; `microsoft/*` of Docker Hub,
 * which became mcr.microsoft.com in 2018; `adoptopenjdk/*` (adoptium.net); openjdk, of which only early access builds appear
 * (docker-library/openjdk, issue 505), and rockylinux, which stands still since 2023 (docker-library/official-images).
 */
export function deprecatedImage(reference: ImageReference): DeprecatedImage | undefined {
  const official = officialRepository(reference);
  if (official !== undefined) return formerOfficial(official, reference.tag?.text);
  const { name, tag } = reference;
  const [, base = '', debian = ''] = /^gcr\.io\/distroless\/([\w-]+)-debian(9|1[0-2])$/.exec(name) ?? [];
  if (base) {
    const replacement = `gcr.io/distroless/${base}-debian13:${tag?.text ?? 'latest'}`;
    return {
      fate: `stands on Debian ${debian}, for which distroless makes no more images: ${noFix}`,
      successors: distrolessOnDebian13.test(base) ? [replacement] : [],
    };
  }
  if (name.startsWith('docker.io/microsoft/')) return fromMicrosoft(reference);
  const adopt = /^docker\.io\/adoptopenjdk\/openjdk(\d+)/.exec(name);
  if (adopt) {
    const fate = `ended in 2021, when its project became Eclipse Temurin: ${noFix}`;
    return { fate, successors: [temurin(`${adopt[1] ?? ''}-${tag?.text ?? ''}`)] };
  }
  const retired = retiredImages(reference);
  if (!retired) return undefined;
  const { digest, repository } = reference;
  const rest = repository.text + (tag ? `:${tag.text}` : '') + (digest ? `@${digest.text}` : '');
  return { fate: retired.fate, successors: retired.movedTo === undefined ? [] : [`${retired.movedTo}/${rest}`] };
}

function formerOfficial(name: string, tag: string | undefined): DeprecatedImage | undefined {
  if (name === 'openjdk' || name === 'rockylinux') return standingStill(name, tag);
  const year = formerOfficialImages.get(name);
  if (year === undefined) return undefined;
  const since = year === 0 ? '' : ` in ${year}`;
  const known = Object.hasOwn(successors, name) ? successors[name] : undefined;
  const isJava = name === 'java' || name === 'adoptopenjdk';
  return {
    fate: `was taken off the Docker official images${since}: ${noFix}`,
    successors: isJava ? [temurin(tag ?? '')] : (known ?? []),
  };
}

/** Official images that get no more builds of what is asked for; a missing or moving tag is another rule's affair. */
function standingStill(name: 'openjdk' | 'rockylinux', tag: string | undefined): DeprecatedImage | undefined {
  if (tag === undefined || tag === 'latest' || /(?:^|-)(?:ea|rc)(?:-|$)/.test(tag)) return undefined;
  return name === 'openjdk'
    ? { fate: `has no builds of releases any more: ${noFix}`, successors: [temurin(tag)] }
    : { fate: `has had no build since 2023: ${noFix}`, successors: [`rockylinux/rockylinux:${tag}`] };
}

/** The image of Eclipse Temurin for a tag of openjdk: for the releases with long support a whole reference. */
function temurin(tag: string): string {
  const [, release = ''] = /^(8|11|17|21|25)(?![\d])/.exec(tag) ?? [];
  if (release === '') return 'eclipse-temurin';
  const kind = /(?:^|[-\d])jre(?:\d+)?(?:-|$)/.test(tag) ? 'jre' : 'jdk';
  return `eclipse-temurin:${release}-${kind}${/-alpine/.test(tag) ? '-alpine' : ''}`;
}

function fromMicrosoft({ name, tag }: ImageReference): DeprecatedImage {
  const kind = /aspnetcore(?!-build)|aspnet/.test(`${name}:${tag?.text ?? ''}`)
    ? 'aspnet'
    : /runtime/.test(tag?.text ?? '')
      ? 'runtime'
      : 'sdk';
  const isDotnet = /\/(?:dotnet|aspnetcore)/.test(name);
  return {
    fate: `has moved to mcr.microsoft.com and stands still on Docker Hub: ${noFix}`,
    successors: isDotnet ? [`mcr.microsoft.com/dotnet/${kind}`] : [],
  };
}
