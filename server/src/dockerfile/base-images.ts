import type { ImageReference } from '../text/image-reference.js';

/** Kinds of base system that differ in how a user is added or whether one can be. `fedora` holds RHEL's other kin. */
export type BaseFamily =
  | 'debian'
  | 'alpine'
  | 'busybox'
  | 'fedora'
  | 'ubi'
  | 'ubi-minimal'
  | 'amazon'
  | 'photon'
  | 'distroless'
  | 'wolfi'
  | 'windows'
  | 'scratch'
  | 'unknown';

/** How an image is run by default. */
export type BaseUser =
  /** Its configuration names a user other than root. */
  | { readonly kind: 'non-root' }
  /** It runs as root; a user that may take its place is there already: text for USER. */
  | { readonly kind: 'root'; readonly ready: string }
  /** It starts as root, and its own entrypoint drops to a user. */
  | { readonly kind: 'drops-root' }
  /** Its master process wants root and gives its workers to another user. */
  | { readonly kind: 'wants-root' }
  /** It is built as root, and the platform that runs it chooses a user of its own, whatever USER says. */
  | { readonly kind: 'set-elsewhere' };

/** The name of a Docker official image, from Docker Hub or its copy in Amazon's public registry; undefined for others. */
export function officialRepository({ name, familiarName }: ImageReference): string | undefined {
  const copy = /^public\.ecr\.aws\/docker\/library\/([^/]+)$/.exec(name);
  if (copy) return copy[1];
  return name === `docker.io/library/${familiarName}` ? familiarName : undefined;
}

/**
 * The system of an image whose tag does not tell it. For official images: the tags that stand beside `latest` in
 * github.com/docker-library/official-images at 37079fb (2026-08-21), and where these name no release, the FROM of the image's own
 * Dockerfile; for the others the documentation of the vendor's registry. Images whose default changed between releases (openjdk, mongo,
 * elasticsearch) are left out, and so unknown.
 * @checked 2026-08-21
 */
export const families = {
  /** Official images that are a distribution: their own name counts, not a part of the tag. */
  distributions: new Set([
    'alpine',
    'debian',
    'ubuntu',
    'busybox',
    'fedora',
    'amazonlinux',
    'almalinux',
    'rockylinux',
    'photon',
  ]),
  byRepository: [
    [/^(?:debian|ubuntu|buildpack-deps|neurodebian)$/, 'debian'],
    [/^(?:node|python|golang|ruby|php|rust|perl|gcc|haskell|swift|pypy|julia|erlang|elixir|dart|r-base)$/, 'debian'],
    [/^(?:eclipse-temurin|maven|gradle|groovy|tomcat|jetty|solr|sonarqube|jruby|cassandra|zookeeper)$/, 'debian'],
    [/^(?:postgres|redis|nginx|httpd|mariadb|memcached|haproxy|rabbitmq|neo4j|influxdb|couchdb|ghost)$/, 'debian'],
    [/^(?:wordpress|drupal|joomla|nextcloud|matomo|mediawiki|phpmyadmin|redmine|odoo|varnish|telegraf)$/, 'debian'],
    [/^(?:alpine|bash|caddy|docker|eclipse-mosquitto|adminer|composer|registry|traefik)$/, 'alpine'],
    [/^busybox$/, 'busybox'],
    [/^(?:fedora|almalinux|rockylinux|oraclelinux|centos|mysql)$/, 'fedora'],
    [
      /^(?:quay\.io\/(?:fedora\/fedora|centos\/centos|almalinuxorg\/almalinux|rockylinux\/rockylinux)|rockylinux\/rockylinux)$/,
      'fedora',
    ],
    [
      /^(?:amazonlinux|amazoncorretto|public\.ecr\.aws\/(?:amazonlinux\/amazonlinux|amazoncorretto\/amazoncorretto|lambda\/.+))$/,
      'amazon',
    ],
    [/^photon$/, 'photon'],
    [/^registry\.(?:access\.)?redhat\.(?:com|io)\/ubi\d+(?:\/ubi(?:-init)?)?$/, 'ubi'],
    [/^registry\.(?:access\.)?redhat\.(?:com|io)\/ubi\d+\/.+/, 'ubi'],
    [/^gcr\.io\/distroless\//, 'distroless'],
    [/^(?:cgr\.dev\/chainguard|chainguard)\/wolfi-base$/, 'wolfi'],
    [/^(?:cgr\.dev\/chainguard|chainguard)\//, 'distroless'],
    [/^mcr\.microsoft\.com\/(?:windows(?:\/|$)|dotnet\/framework\/)/, 'windows'],
    // Others, such as dotnet/monitor, stand on systems without a shell and have a user.
    [/^mcr\.microsoft\.com\/dotnet\/(?:nightly\/|core\/)?(?:sdk|aspnet|runtime|runtime-deps)$/, 'debian'],
  ] as readonly (readonly [RegExp, BaseFamily])[],
};

interface UserRule {
  /** The official image's name, or the familiar name of another. */
  readonly name: RegExp;
  readonly tag?: RegExp;
  readonly user: BaseUser;
}

const nonRoot: BaseUser = { kind: 'non-root' };
const dropsRoot: BaseUser = { kind: 'drops-root' };
const wantsRoot: BaseUser = { kind: 'wants-root' };

/**
 * Images of other publishers, from the USER or the entrypoint of their own Dockerfiles: prometheus/prometheus, alertmanager and
 * node_exporter, keycloak/keycloak, argoproj/argo-cd, apache/kafka, airflow and superset, confluentinc/kafka-images,
 * jupyter/docker-stacks, n8n-io/n8n, sonatype/docker-nexus3, curl/curl-container, open-policy-agent/opa,
 * opensearch-project/opensearch-build, SeleniumHQ/docker-selenium, CircleCI-Public/cimg-base, actions/runner, elastic/elasticsearch,
 * hashicorp/consul and vault, postgis/docker-postgis, pgvector/pgvector, timescale/timescaledb-docker, valkey-io/valkey-container,
 * apache/flink-docker. A `tag` leaves out older releases that ran as root.
 * @checked 2026-11-21
 */
const ofPublishers: readonly UserRule[] = [
  { name: /^(?:prom|quay\.io\/prometheus)\/(?:prometheus|alertmanager|node-exporter)$/, user: nonRoot },
  { name: /^(?:quay\.io\/keycloak\/keycloak|(?:quay\.io\/)?argoproj\/argocd)$/, user: nonRoot },
  { name: /^apache\/(?:kafka|airflow|superset)$/, user: nonRoot },
  { name: /^confluentinc\/cp-(?:base-new|kafka|kafka-connect-base)$/, tag: /^(?:[6-9]\.|latest$|$)/, user: nonRoot },
  { name: /^(?:quay\.io\/)?jupyter\/(?:[a-z-]+-notebook|docker-stacks-foundation)$/, user: nonRoot },
  { name: /^(?:n8nio\/n8n|sonatype\/nexus3|curlimages\/curl|opensearchproject\/opensearch)$/, user: nonRoot },
  { name: /^openpolicyagent\/opa$/, tag: /^(?:[1-9]|latest|edge|$)/, user: nonRoot },
  { name: /^selenium\/(?:base|(?:node|standalone)-[a-z-]+)$/, user: nonRoot },
  { name: /^(?:cimg\/(?:base|node)|ghcr\.io\/actions\/actions-runner)$/, user: nonRoot },
  {
    name: /^docker\.elastic\.co\/(?:elasticsearch\/elasticsearch|kibana\/kibana|logstash\/logstash)$/,
    tag: /^(?:[89]|\d\d)\./,
    user: nonRoot,
  },
  { name: /^hashicorp\/consul$/, tag: /-ubi$/, user: nonRoot },
  { name: /^hashicorp\/(?:consul|vault)$/, tag: /^(?!.*-ubi)/, user: dropsRoot },
  // They stand on `postgres` and keep its entrypoint.
  { name: /^(?:postgis\/postgis|pgvector\/pgvector|timescale\/timescaledb)$/, user: dropsRoot },
  { name: /^(?:valkey\/valkey|(?:apache\/)?flink)$/, user: dropsRoot },
];

/**
 * The first rule that fits counts. Read in the image's own Dockerfile (2026-08): docker-library/memcached and haproxy (USER since
 * 2.4), apache/solr-docker, jetty/jetty.docker, varnish/docker-varnish, SonarSource/docker-sonarqube, odoo/docker,
 * TimWolla/docker-adminer, docker-library/docker (USER rootless), fluent/fluentd-docker-image, Kong/docker-kong, liquibase/docker, OpenLiberty/ci.docker,
 * WASdev/ci.docker, grafana/loki, grafana/tempo. The others
 * are as their publishers document them. `grafana/*` as a whole is not: promtail has no USER.
 * @checked 2026-08-21
 */
export const userRules: readonly UserRule[] = [
  { name: /^gcr\.io\/distroless\//, tag: /^(?:debug-)?nonroot(?:-|$)/, user: nonRoot },
  { name: /^mcr\.microsoft\.com\/dotnet\//, tag: /chiseled|distroless/, user: nonRoot },
  // In these the variable APP_UID holds 1654; it is not set in .NET 6 and 7.
  {
    name: /^mcr\.microsoft\.com\/dotnet\/(?:aspnet|runtime|runtime-deps|sdk)$/,
    tag: /^(?:[89]|\d\d)\./,
    user: { kind: 'root', ready: '$APP_UID' },
  },
  {
    name: /^(?:nginxinc\/nginx-unprivileged|ghcr\.io\/nginx\/nginx-unprivileged|quay\.io\/nginx\/nginx-unprivileged)$/,
    user: nonRoot,
  },
  {
    name: /^(?:cgr\.dev\/chainguard|chainguard)\/(?:static|glibc-dynamic|node|python|jre|nginx)$/,
    user: nonRoot,
  },
  { name: /^jenkins\/(?:jenkins|agent|inbound-agent)$/, user: nonRoot },
  { name: /^grafana\/(?:grafana|grafana-oss|grafana-enterprise|loki|tempo)$/, user: nonRoot },
  { name: /^bitnamilegacy\/(?!minideb$)/, user: nonRoot },
  { name: /^(?:elasticsearch|kibana|logstash)$/, tag: /^(?:[89]|\d\d)\./, user: nonRoot },
  { name: /^haproxy$/, tag: /^2\.[0-3](?:\D|$)/, user: wantsRoot },
  // The long-lived 6.0 has no USER, unlike all since 7 (docker-library/repo-info, 2026-07).
  { name: /^varnish$/, tag: /^(?:6(?:\D|$)|stable)/, user: wantsRoot },
  {
    name: /^(?:memcached|haproxy|solr|jetty|varnish|sonarqube|odoo|adminer|fluentd|kong|liquibase|open-liberty|websphere-liberty)$/,
    user: nonRoot,
  },
  { name: /^(?:postgres|mysql|mariadb|mongo|redis|rabbitmq|cassandra|couchdb)$/, user: dropsRoot },
  // influxdata/influxdata-docker: 1.x has no user, 2.x drops root, 3.x has USER influxdb3.
  { name: /^influxdb$/, tag: /^1(?:\D|$)/, user: wantsRoot },
  { name: /^influxdb$/, tag: /^3(?:\D|$)|^(?:core|enterprise)$/, user: nonRoot },
  { name: /^(?:influxdb|neo4j|zookeeper|ghost|eclipse-mosquitto)$/, user: dropsRoot },
  { name: /^wordpress$/, tag: /^cli(?:-|$)/, user: nonRoot },
  { name: /^(?:nginx|httpd|wordpress)$/, user: wantsRoot },
  // Built on `php:*-apache` or `php:*-fpm`.
  { name: /^(?:drupal|joomla|matomo|mediawiki|nextcloud|phpmyadmin)$/, user: wantsRoot },
  // Their entrypoints end in `gosu` and `setpriv`.
  { name: /^(?:redmine|telegraf)$/, user: dropsRoot },
  { name: /^docker$/, tag: /(?:^|-)rootless(?:-|$)/, user: nonRoot },
  // dockerd needs root.
  { name: /^docker$/, user: wantsRoot },
  // AWS Lambda runs every image as a user of its own.
  { name: /^(?:public\.ecr\.aws\/lambda\/|amazon\/aws-lambda-)/, user: { kind: 'set-elsewhere' } },
  { name: /^php$/, tag: /(?:^|-)(?:apache|fpm)(?:-|$)/, user: wantsRoot },
  // Starts as root; 65532 is the user nonroot of Chainguard images, and works as a number without an entry too.
  { name: /^(?:cgr\.dev\/chainguard|chainguard)\/wolfi-base$/, user: { kind: 'root', ready: '65532:65532' } },
  // github.com/nodejs/docker-node: every Dockerfile makes the user node with id 1000.
  { name: /^node$/, user: { kind: 'root', ready: '1000:1000' } },
  ...ofPublishers,
];
