import type { ImageReference } from '../text/image-reference.js';
import { officialRepository } from './base-images.js';

/** The day on which `officialTags` was read. */
export const officialTagsDate = '2026-08-21';

/**
 * For widely used Docker official images a tag that stood beside `latest` in github.com/docker-library/official-images at 37079fb
 * (2026-08-21): the most exact one that is for Linux and still gets the rebuilds with new packages, so none with a date.
 * @checked 2026-08-21
 */
export const officialTags: ReadonlyMap<string, string> = new Map([
  ['adminer', '6.0.1'],
  ['almalinux', '10.2'],
  ['alpine', '3.24.1'],
  ['amazoncorretto', '8u504-al2023'],
  ['amazonlinux', '2023'],
  ['bash', '5.3.15-alpine3.24'],
  ['buildpack-deps', 'trixie'],
  ['busybox', '1.38.0'],
  ['caddy', '2.11.4'],
  ['cassandra', '5.0.9-trixie'],
  ['composer', '2.10.2'],
  ['couchdb', '3.5.2.1'],
  ['dart', '3.13.1-sdk'],
  ['debian', '13.6'],
  ['docker', '29.7.2-dind-alpine3.24'],
  ['drupal', '11.4.5-php8.5-apache-trixie'],
  ['eclipse-mosquitto', '2.1.2-alpine'],
  ['eclipse-temurin', '25.0.4_7-jdk'],
  ['elixir', '1.20.3-otp-29'],
  ['erlang', '29.0.5.0'],
  ['fedora', '44'],
  ['fluentd', 'v1.19.3-debian-1.0'],
  ['gcc', '16.2.0-trixie'],
  ['ghost', '6.59.0-bookworm'],
  ['golang', '1.27.0'],
  ['gradle', '9.7.1-jdk25-resolute'],
  ['haproxy', '3.4.3-trixie'],
  ['haskell', '9.14.1-bookworm'],
  ['httpd', '2.4.68-trixie'],
  ['influxdb', '2.9.1'],
  ['jetty', '12.1.12-jdk25-eclipse-temurin'],
  ['joomla', '6.1.3-php8.4-apache'],
  ['julia', '1.12.7'],
  ['kong', '3.9.3-ubuntu'],
  ['mariadb', '12.3.2-noble'],
  ['matomo', '5.13.0-apache'],
  ['maven', '3.9.16-eclipse-temurin-26-noble'],
  ['mediawiki', '1.46.0'],
  ['memcached', '1.6.45-trixie'],
  ['mysql', '26.7.0-oraclelinux9'],
  ['nats', '2.14.5'],
  ['neo4j', '2026.07.1-community-trixie'],
  ['nextcloud', '34.0.3-apache'],
  ['nginx', '1.31.4-trixie'],
  ['node', '26.7.0-trixie'],
  ['odoo', '19.0'],
  ['perl', '5.44.0-trixie'],
  ['photon', '5.0'],
  ['php', '8.5.9-cli-trixie'],
  ['phpmyadmin', '5.2.3-apache'],
  ['postgres', '18.6-trixie'],
  ['pypy', '3.11-7.3.23'],
  ['python', '3.14.7'],
  ['r-base', '4.6.1'],
  ['rabbitmq', '4.3.5'],
  ['redis', '8.10.1-trixie'],
  ['redmine', '7.0.0-trixie'],
  ['registry', '3.1.1'],
  ['ruby', '4.0.6-trixie'],
  ['rust', '1.98.0-trixie'],
  ['solr', '10.0.0'],
  ['swift', '6.3.3-noble'],
  ['telegraf', '1.39.3'],
  ['tomcat', '11.0.25-jdk25-temurin-noble'],
  ['traefik', 'v3.7.11'],
  ['ubuntu', '26.04'],
  ['varnish', '9.0.3'],
  ['wordpress', '7.1.0-php8.3-apache'],
  ['zookeeper', '3.9.5-jre-17'],
]);

/**
 * Docker official images whose list of tags, in the same place on the same day, had no `latest`.
 * @checked 2026-08-21
 */
export const officialWithoutLatest: ReadonlySet<string> = new Set([
  'azul-zulu',
  'elasticsearch',
  'kibana',
  'logstash',
  'openjdk',
  'oraclelinux',
  'rockylinux',
]);

/** The tag of `officialTags` for an image, if it is a Docker official one. */
export function officialTag(reference: ImageReference): string | undefined {
  return officialTags.get(officialRepository(reference) ?? '');
}
