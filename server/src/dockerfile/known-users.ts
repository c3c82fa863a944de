import type { ImageReference } from '../text/image-reference.js';
import { officialRepository } from './base-images.js';
import { baseFamily, type BaseFamily } from './bases.js';
import type { StageBase } from './tree.js';

/** What is known of a user of a base: `id` is absent where it differs between releases. */
export interface KnownUser {
  readonly id: string | undefined;
  /** Whether a group of the same name has the same number. */
  readonly hasOwnGroup: boolean;
}

type Users = ReadonlyMap<string, KnownUser>;

/**
 * The users of distributions with their ids: passwd.master and group.master of Debian's base-passwd (3.6.1, and gnats of those before),
 * /etc/passwd and /etc/group of Alpine's main/alpine-baselayout (what 3.20 dropped included) and of Fedora's `setup` (a mirror of it,
 * 2.15; nobody was 99 before), buildroot's system/skeleton, which docker-library/busybox takes over, and common/BUILD.bazel of
 * GoogleContainerTools/distroless. `-` stands for an id that differs between releases, `+` for a group of that name and number.
 * @checked 2026-11-21
 */
const ofFamily: Readonly<Partial<Record<BaseFamily, Users>>> = {
  debian: users(
    'daemon 1+ bin 2+ sys 3+ sync 4 games 5 man 6 lp 7+ mail 8+ news 9+ uucp 10+ proxy 13+ www-data 33+ backup 34+ list 38+ irc 39+ gnats 41 _apt - nobody 65534',
  ),
  alpine: users(
    'bin 1+ daemon 2+ adm 3 lp 4 sync 5 shutdown 6 halt 7 mail 8 news 9 uucp 10 operator 11 man 13 postmaster 14 cron 16+ ftp 21+ sshd 22+ at 25 squid 31+ xfs 33+ games 35+ cyrus 85 vpopmail 89+ ntp 123+ smmsp 209+ guest 405 nobody 65534+',
  ),
  fedora: users('bin 1+ daemon 2+ adm 3 lp 4 sync 5 shutdown 6 halt 7 mail 8 operator 11 games 12 ftp 14 nobody -'),
  amazon: users('bin 1+ daemon 2+ adm 3 lp 4 sync 5 shutdown 6 halt 7 mail 8 operator 11 games 12 ftp 14 nobody -'),
  busybox: users('daemon 1+ bin 2+ sys 3+ sync 4 mail 8+ www-data 33+ operator 37+ nobody 65534+'),
  distroless: users('nobody 65534+ nonroot 65532+'),
  scratch: users(''),
};

interface ImageUsers {
  readonly image: RegExp;
  readonly tag?: RegExp;
  readonly users: Users;
}

/**
 * Users that images bring on top, the first entry that fits the tag first. From the Dockerfiles themselves, or their steps as
 * docker-library/repo-info keeps them: nodejs/docker-node, nginx/docker-nginx, nginxinc/docker-nginx-unprivileged, docker-library's
 * postgres, php, httpd, wordpress, ghost, redis, mongo, mysql, rabbitmq, memcached, haproxy, cassandra, redmine and docker,
 * MariaDB's UBI image, the images of couchdb, neo4j, zookeeper, solr, influxdb 2, mosquitto, gradle, elasticsearch, kibana, logstash,
 * sonarqube, flink and spark, valkey-io/valkey-container, timescale/timescaledb-docker, postgis/docker-postgis, pgvector/pgvector,
 * jenkinsci/docker and docker-agent, dotnet/dotnet-docker, grafana/grafana, argoproj/argo-cd, keycloak/keycloak,
 * jupyter/docker-stacks, SeleniumHQ/docker-selenium, CircleCI-Public/cimg-base, actions/runner and opensearch-project/opensearch-build;
 * for Ubuntu launchpad.net/bugs/2005129.
 * @checked 2026-11-21
 */
const ofImage: readonly ImageUsers[] = [
  { image: /^(?:node|ghost)$/, users: users('node 1000+') },
  // Since 23.04. In what is built on Ubuntu (buildpack-deps, eclipse-temurin) the tag need not tell the release, so nothing is known there.
  {
    image: /^ubuntu$/,
    tag: /^(?:2[3-9]|lunar|mantic|noble|oracular|plucky|questing|resolute|latest$|rolling$|devel$)/,
    users: users('ubuntu 1000+'),
  },
  {
    image: /^(?:nginx|(?:nginxinc|ghcr\.io\/nginx|quay\.io\/nginx)\/nginx-unprivileged)$/,
    users: users('nginx 101+'),
  },
  { image: /^(?:postgres|postgis\/postgis)$/, tag: /alpine/, users: users('postgres 70+') },
  { image: /^timescale\/timescaledb$/, users: users('postgres 70+') },
  { image: /^(?:postgres|postgis\/postgis|pgvector\/pgvector)$/, users: users('postgres 999+') },
  // The images for wp-cli stand on Alpine, though their tags do not say so.
  { image: /^wordpress$/, tag: /^cli(?:-|$)/, users: users('www-data 82+') },
  { image: /^(?:php|httpd|wordpress)$/, tag: /alpine/, users: users('www-data 82+') },
  { image: /^redis$/, tag: /alpine/, users: users('redis 999') },
  { image: /^redis$/, users: users('redis 999+') },
  { image: /^valkey\/valkey$/, tag: /alpine/, users: users('valkey 999') },
  { image: /^valkey\/valkey$/, users: users('valkey 999+') },
  { image: /^mongo$/, users: users('mongodb 999+') },
  { image: /^mysql$/, users: users('mysql 999+') },
  { image: /^mariadb$/, tag: /-ubi/, users: users('mysql 999+') },
  { image: /^rabbitmq$/, tag: /alpine/, users: users('rabbitmq 100') },
  { image: /^rabbitmq$/, users: users('rabbitmq 999+') },
  { image: /^memcached$/, users: users('memcache 11211+') },
  { image: /^haproxy$/, users: users('haproxy 99+') },
  { image: /^cassandra$/, users: users('cassandra 999+') },
  { image: /^couchdb$/, users: users('couchdb 5984+') },
  { image: /^neo4j$/, users: users('neo4j 7474+') },
  { image: /^zookeeper$/, users: users('zookeeper 1000+') },
  { image: /^solr$/, users: users('solr 8983+') },
  { image: /^influxdb$/, tag: /^2(?:\D|$)/, users: users('influxdb 1000+') },
  { image: /^eclipse-mosquitto$/, users: users('mosquitto 1883+') },
  { image: /^gradle$/, users: users('gradle 1000+') },
  { image: /^redmine$/, users: users('redmine 999+') },
  { image: /^(?:apache\/)?flink$/, users: users('flink 9999+') },
  { image: /^(?:apache\/)?spark$/, users: users('spark 185+') },
  { image: /^docker$/, tag: /rootless/, users: users('rootless 1000') },
  {
    image: /^(?:elasticsearch|docker\.elastic\.co\/elasticsearch\/elasticsearch)$/,
    tag: /^(?:[6-9]|\d\d)\./,
    users: users('elasticsearch 1000+'),
  },
  { image: /^(?:kibana|docker\.elastic\.co\/kibana\/kibana)$/, tag: /^(?:[6-9]|\d\d)\./, users: users('kibana 1000+') },
  { image: /^(?:logstash|docker\.elastic\.co\/logstash\/logstash)$/, tag: /^6\./, users: users('logstash 1000+') },
  { image: /^opensearchproject\/opensearch$/, users: users('opensearch 1000+') },
  { image: /^sonarqube$/, users: users('sonarqube 1000') },
  { image: /^grafana\/grafana(?:-oss|-enterprise)?$/, users: users('grafana 472') },
  { image: /^jenkins\/(?:jenkins|agent|inbound-agent)$/, users: users('jenkins 1000+') },
  { image: /^mcr\.microsoft\.com\/dotnet\//, tag: /^(?:[89]|\d\d)\./, users: users('app 1654+') },
  { image: /^(?:cgr\.dev\/chainguard|chainguard)\//, users: users('nonroot 65532+') },
  { image: /^(?:quay\.io\/)?argoproj\/argocd$/, users: users('argocd 999+') },
  { image: /^quay\.io\/keycloak\/keycloak$/, users: users('keycloak 1000') },
  { image: /^(?:quay\.io\/)?jupyter\/(?:[a-z-]+-notebook|docker-stacks-foundation)$/, users: users('jovyan 1000') },
  { image: /^selenium\/(?:base|(?:node|standalone)-[a-z-]+)$/, users: users('seluser 1200') },
  { image: /^cimg\/(?:base|node)$/, users: users('circleci 3434') },
  { image: /^ghcr\.io\/actions\/actions-runner$/, users: users('runner 1001') },
];

/** Images that bring no users but those of their distribution and of the table above. */
const plain =
  /^(?:alpine|debian|ubuntu|busybox|fedora|almalinux|rockylinux|amazonlinux|buildpack-deps|node|python|golang|ruby|rust|perl|php|gcc|eclipse-temurin|openjdk|maven|tomcat)$|^gcr\.io\/distroless\//;

const groups =
  /^(?:abuild|adm|audio|cdrom|cdrw|console|dialout|dip|disk|fax|floppy|input|kmem|kvm|locate|lock|lp|man|mem|netdev|nofiles|nogroup|operator|ping|plugdev|readproc|render|sasl|sgx|shadow|src|staff|sudo|sys|tape|tty|usb|users|utempter|utmp|video|voice|wheel|www-data)$/;

/** Whether some distribution has a group of that name though no user, by the sources of `ofFamily`: its tools refuse to make it again. */
export const isGroupOfSystem = (name: string): boolean => groups.test(name);

/** The user of that name in a base; `none` when the base is known not to have it, undefined when it is not known well enough. */
export function knownUser(base: StageBase, name: string): KnownUser | 'none' | undefined {
  if (name === 'root') return { id: '0', hasOwnGroup: true };
  const image = base.kind === 'image' ? base.reference : undefined;
  const own = image && ofImage.find((entry) => entry.users.has(name) && isOf(entry, image));
  const ofBase = ofFamily[baseFamily(base)];
  const known = own?.users.get(name) ?? ofBase?.get(name);
  if (known) return known;
  const isPlain = base.kind === 'scratch' || (image !== undefined && plain.test(nameOf(image)));
  return ofBase && isPlain && !(name === 'ubuntu' && mayBeUbuntu(image)) ? 'none' : undefined;
}

/** The id of the user that an image brings besides those of its distribution; undefined where none is known. */
export function idOfOwnUser(image: ImageReference): string | undefined {
  const own = ofImage.find((entry) => isOf(entry, image));
  return own && [...own.users.values()][0]?.id;
}

const mayBeUbuntu = (image: ImageReference | undefined): boolean =>
  image !== undefined && /^(?:buildpack-deps|eclipse-temurin|maven|tomcat)$/.test(nameOf(image));

const nameOf = (image: ImageReference): string => officialRepository(image) ?? image.familiarName;

function isOf({ image, tag }: ImageUsers, reference: ImageReference): boolean {
  return image.test(nameOf(reference)) && (tag?.test(reference.tag?.text ?? 'latest') ?? true);
}

function users(text: string): Users {
  const entries = [...text.matchAll(/(\S+) (\d+|-)(\+?)/g)];
  return new Map(
    entries.map(([, name = '', id = '', own]) => [name, { id: id === '-' ? undefined : id, hasOwnGroup: own === '+' }]),
  );
}
