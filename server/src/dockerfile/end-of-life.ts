import type { ImageReference } from '../text/image-reference.js';
import { officialRepository } from './base-images.js';

/** Something that has releases, each of which gets security updates up to a day. */
interface Product {
  /** For people. */
  readonly name: string;
  /** Whose tag begins with its version: the official image's name, or the full name of another. A group holds a version. */
  readonly images?: RegExp;
  /** A part of the tag of any image that tells its version, as `alpine3.20` does. The group holds the version or a code name. */
  readonly part?: RegExp;
  readonly codeNames?: Readonly<Record<string, string>>;
  /** `release=last day` for each release whose day is known, several releases in front of one day with `,` between them. */
  readonly ends: string;
}

/**
 * Releases and the last day on which their makers promise security updates for everybody (without contracts such as Ubuntu Pro, RHEL
 * ELS or Debian ELTS; with the LTS of Debian). Compared with endoflife.date's products/*.md and API, and where the makers' own lists
 * differ from these, theirs count: ubuntu.csv and debian.csv of distro-info-data 0.68, nodejs/Release schedule.json, python/devguide
 * release-cycle.json (the month's last day where it names no day), ruby-lang.org's branches.yml, for Go the days of 1.26 and 1.27
 * (2026-08-19) on pkg.go.dev, as the two newest count; for Java's releases without long support the day of the next one, 27 on
 * 2026-09-15 (openjdk.org); for Fedora four weeks after the release after the next, 44 on 2026-04-28.
 * @checked 2026-11-21
 */
const products: readonly Product[] = [
  {
    name: 'Debian',
    images: /^debian$/,
    part: /^(wheezy|jessie|stretch|buster|bullseye|bookworm)$/,
    codeNames: { wheezy: '7', jessie: '8', stretch: '9', buster: '10', bullseye: '11', bookworm: '12' },
    ends: '6=2016-02-29 7=2018-05-31 8=2020-06-30 9=2022-07-01 10=2024-06-30 11=2026-08-31 12=2028-06-30',
  },
  {
    name: 'Ubuntu',
    images: /^ubuntu$/,
    part: /^(trusty|xenial|bionic|focal|jammy|lunar|mantic|oracular|plucky|questing|ubuntu\d\d\.\d\d)$/,
    codeNames: {
      lucid: '10.04',
      precise: '12.04',
      quantal: '12.10',
      raring: '13.04',
      saucy: '13.10',
      trusty: '14.04',
      utopic: '14.10',
      vivid: '15.04',
      wily: '15.10',
      xenial: '16.04',
      yakkety: '16.10',
      zesty: '17.04',
      artful: '17.10',
      bionic: '18.04',
      cosmic: '18.10',
      disco: '19.04',
      eoan: '19.10',
      focal: '20.04',
      groovy: '20.10',
      hirsute: '21.04',
      impish: '21.10',
      jammy: '22.04',
      kinetic: '22.10',
      lunar: '23.04',
      mantic: '23.10',
      oracular: '24.10',
      plucky: '25.04',
      questing: '25.10',
    },
    ends:
      '10.04=2015-04-30 12.04=2017-04-28 14.04=2019-04-25 16.04=2021-04-30 18.04=2023-05-31 20.04=2025-05-29 22.04=2027-06-01 ' +
      '24.04=2029-05-31 26.04=2031-05-29 12.10=2014-05-16 13.04=2014-01-27 13.10=2014-07-17 14.10=2015-07-23 15.04=2016-02-04 ' +
      '15.10=2016-07-28 16.10=2017-07-20 17.04=2018-01-13 17.10=2018-07-19 18.10=2019-07-18 19.04=2020-01-23 19.10=2020-07-17 ' +
      '20.10=2021-07-22 21.04=2022-01-20 21.10=2022-07-14 22.10=2023-07-20 23.04=2024-01-25 23.10=2024-07-11 24.10=2025-07-10 ' +
      '25.04=2026-01-15 25.10=2026-07-09',
  },
  {
    name: 'Alpine',
    images: /^alpine$/,
    part: /^alpine(\d+\.\d+)$/,
    ends:
      '3.1=2016-11-01 3.2=2017-05-01 3.3=2017-11-01 3.4=2018-05-01 3.5=2018-11-01 3.6=2019-05-01 3.7=2019-11-01 3.8=2020-05-01 ' +
      '3.9=2020-11-01 3.10=2021-05-01 3.11=2021-11-01 3.12=2022-05-01 3.13=2022-11-01 3.14=2023-05-01 3.15=2023-11-01 ' +
      '3.16=2024-05-23 3.17=2024-11-22 3.18=2025-05-09 3.19=2025-11-01 3.20=2026-04-01 3.21=2026-11-01 3.22=2027-05-01 3.23=2027-11-01',
  },
  {
    name: 'Node.js',
    images: /^node$/,
    codeNames: {
      argon: '4',
      boron: '6',
      carbon: '8',
      dubnium: '10',
      erbium: '12',
      fermium: '14',
      gallium: '16',
      hydrogen: '18',
      iron: '20',
      jod: '22',
      krypton: '24',
    },
    ends:
      '4=2018-04-30 5=2016-06-30 6=2019-04-30 7=2017-06-30 8=2019-12-31 9=2018-06-30 10=2021-04-30 11=2019-06-01 12=2022-04-30 ' +
      '13=2020-06-01 14=2023-04-30 15=2021-06-01 16=2023-09-11 17=2022-06-01 18=2025-04-30 19=2023-06-01 20=2026-04-30 21=2024-06-01 ' +
      '22=2027-04-30 23=2025-06-01 24=2028-04-30 25=2026-06-01',
  },
  {
    name: 'Python',
    images: /^python$/,
    ends:
      '2.7,2=2020-01-01 3.3=2017-09-29 3.4=2019-03-18 3.5=2020-09-30 3.6=2021-12-23 3.7=2023-06-27 3.8=2024-10-07 3.9=2025-10-31 ' +
      '3.10=2026-10-31 3.11=2027-10-31',
  },
  {
    name: 'PHP',
    images: /^php$/,
    part: /^php(\d+\.\d+)$/,
    ends:
      '5.3=2014-08-14 5.4=2015-09-14 5.5=2016-07-21 5.6,5=2018-12-31 7.0=2019-01-10 7.1=2019-12-01 7.2=2020-11-30 7.3=2021-12-06 ' +
      '7.4,7=2022-11-28 8.0=2023-11-26 8.1=2025-12-31 8.2=2026-12-31 8.3=2027-12-31',
  },
  {
    name: 'Go',
    images: /^golang$/,
    ends:
      '1.10=2019-02-25 1.11=2019-09-03 1.12=2020-02-25 1.13=2020-08-11 1.14=2021-02-16 1.15=2021-08-16 1.16=2022-03-15 ' +
      '1.17=2022-08-02 1.18=2023-02-01 1.19=2023-08-08 1.20=2024-02-06 1.21=2024-08-13 1.22=2025-02-11 1.23=2025-08-12 ' +
      '1.24=2026-02-10 1.25=2026-08-19',
  },
  {
    name: 'Ruby',
    images: /^ruby$/,
    ends:
      '2.1=2017-03-31 2.2=2018-03-31 2.3=2019-03-31 2.4=2020-03-31 2.5=2021-04-05 2.6=2022-04-12 2.7,2=2023-03-31 3.0=2024-04-23 ' +
      '3.1=2025-03-31 3.2=2026-03-31 3.3=2027-03-31 3.4=2028-03-31 4.0=2029-03-31',
  },
  {
    name: 'PostgreSQL',
    images: /^postgres$/,
    ends:
      '9.3=2018-11-08 9.4=2020-02-13 9.5=2021-02-11 9.6,9=2021-11-11 10=2022-11-10 11=2023-11-09 12=2024-11-21 13=2025-11-13 ' +
      '14=2026-11-12 15=2027-11-11',
  },
  {
    name: 'Java',
    images: /^(?:eclipse-temurin|amazoncorretto|sapmachine|ibm-semeru-runtimes|azul-zulu)$/,
    part: /^(?:jdk|jre)(\d+)$/,
    ends:
      '9=2018-03-20 10=2018-09-25 12=2019-09-17 13=2020-03-17 14=2020-09-15 15=2021-03-16 16=2021-09-14 18=2022-09-20 19=2023-03-21 ' +
      '20=2023-09-19 22=2024-09-17 23=2025-03-18 24=2025-09-16 26=2026-09-15',
  },
  {
    name: '.NET',
    images: /^mcr\.microsoft\.com\/dotnet\/(?:nightly\/|core\/)?(?:sdk|aspnet|runtime|runtime-deps|monitor)$/,
    ends:
      '2.1=2021-08-21 2.2=2019-12-23 3.0=2020-03-03 3.1=2022-12-13 5.0=2022-05-10 6.0=2024-11-12 7.0=2024-05-14 8.0=2026-11-10 ' +
      '9.0=2026-11-10 10.0=2028-11-14',
  },
  {
    name: 'CentOS',
    images: /^quay\.io\/centos\/(?:amd64\/)?centos$/,
    part: /^centos(\d)$/,
    codeNames: { centos6: '6', centos7: '7', centos8: '8' },
    ends: '6=2020-11-30 7=2024-06-30 8=2021-12-31 stream8=2024-05-31',
  },
  {
    name: 'Amazon Linux',
    images: /^(?:amazonlinux|public\.ecr\.aws\/amazonlinux\/amazonlinux)$/,
    part: /^(?:al|amazonlinux|amzn)(1|2)$/,
    ends: '1,2017.03,2017.09,2018.03=2023-12-31 2=2026-06-30',
  },
  {
    name: 'Red Hat Enterprise Linux',
    images: /^registry\.(?:access\.)?redhat\.(?:com|io)\/(?:ubi|rhel)(\d+)(?:[-/]|$)/,
    part: /^(?:ubi|rhel)(\d+)$/,
    ends: '6=2020-11-30 7=2024-06-30',
  },
  {
    name: 'Fedora',
    images: /^(?:fedora|quay\.io\/fedora\/fedora|registry\.fedoraproject\.org\/fedora)$/,
    ends:
      '30=2020-05-26 31=2020-11-24 32=2021-05-25 33=2021-11-30 34=2022-06-07 35=2022-12-13 36=2023-05-16 37=2023-12-05 38=2024-05-21 ' +
      '39=2024-11-26 40=2025-05-13 41=2025-12-15 42=2026-05-27 43=2026-12-09',
  },
];

/** A release that an image stands on, and the last day on which it gets security updates. */
export interface KnownRelease {
  /** For people: `Debian 10`. */
  readonly name: string;
  /** YYYY-MM-DD. */
  readonly end: string;
  /** Whether it is what the image is named for, not the system below that. */
  readonly isMain: boolean;
}

/**
 * The releases that the name and the tag of an image tell and whose end is known: of the language or distribution that it is named
 * for, and then of those that a part of the tag names (`python:3.13-bullseye`, `node:24-alpine3.20`).
 */
export function knownReleases(reference: ImageReference): readonly KnownRelease[] {
  const name = officialRepository(reference) ?? reference.familiarName;
  const parts = (reference.tag?.text.toLowerCase() ?? '').split('-');
  const found = products.flatMap((product) => {
    const own = product.images?.exec(name);
    const version = own ? (own[1] ?? ownVersion(product, parts[0] ?? '')) : partVersion(product, parts);
    const end = version && endOf(product, version);
    return end ? [{ name: `${product.name} ${end.release}`, end: end.day, isMain: Boolean(own) }] : [];
  });
  return found.sort((a, b) => Number(b.isMain) - Number(a.isMain));
}

function ownVersion({ codeNames }: Product, first: string): string {
  return codeNames && Object.hasOwn(codeNames, first) ? (codeNames[first] ?? '') : first.replace(/^v(?=\d)/, '');
}

function partVersion(product: Product, parts: readonly string[]): string | undefined {
  for (const text of product.part ? parts : []) {
    const found = product.part?.exec(text)?.[1];
    if (found) return ownVersion(product, found.replace(/^[a-z]+(?=\d)/, ''));
  }
  return undefined;
}

/** The release that a version belongs to: `3.8.19` to `3.8`, `8u292` to `8`, `20.04` to itself. */
function endOf({ ends }: Product, version: string): { readonly release: string; readonly day: string } | undefined {
  for (const entry of ends.split(' ')) {
    const [releases = '', day = ''] = entry.split('=');
    const isWithin = (release: string) =>
      version.startsWith(release) && /^(?:[._u+]|$)/.test(version.slice(release.length));
    const release = releases.split(',').find(isWithin);
    if (release !== undefined) return { release, day };
  }
  return undefined;
}
