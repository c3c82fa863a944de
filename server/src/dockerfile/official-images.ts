/**
 * The Docker official images that have tags in github.com/docker-library/official-images at 37079fb.
 * @checked 2026-08-21
 */
export const officialImages: ReadonlySet<string> = new Set(
  (
    'adminer aerospike almalinux alpine alt amazoncorretto amazonlinux api-firewall arangodb archlinux azul-zulu backdrop bash bonita ' +
    'buildpack-deps busybox caddy cassandra chronograf cirros clearlinux clickhouse clojure composer convertigo couchbase couchdb ' +
    'crate dart debian docker drupal eclipse-mosquitto eclipse-temurin eggdrop elasticsearch elixir emqx erlang espocrm fedora flink ' +
    'fluentd friendica gcc geonetwork ghost golang gradle groovy haproxy haskell haxe hello-world hitch httpd hylang ' +
    'ibm-semeru-runtimes ibmjava influxdb irssi jetty joomla jruby julia kapacitor kibana kong krakend lightstreamer liquibase ' +
    'logstash mageia mariadb matomo maven mediawiki memcached mongo monica mysql nats neo4j neurodebian nextcloud nginx nim node odoo ' +
    'open-liberty openjdk oraclelinux orientdb percona perl photon php phpmyadmin postfixadmin postgres pypy python r-base rabbitmq ' +
    'rakudo-star redis redmine registry rethinkdb rocket.chat rockylinux ros ruby rust sapmachine satosa silverpeas solr sonarqube ' +
    'spark spiped storm swift swipl teamspeak telegraf tomcat tomee traefik ubuntu varnish websphere-liberty wordpress xwiki yourls ' +
    'znc zookeeper'
  ).split(' '),
);

/**
 * Names that were Docker official images once, with the year in which they were taken off the list, or emptied there (0: before
 * the list was read). What was pushed can still be pulled.
 * @checked 2026-08-21
 */
export const formerOfficialImages: ReadonlyMap<string, number> = new Map(
  Object.entries({
    2014: 'zend-php',
    2016: 'docker-dev glassfish hipache lightstreamer-server mosquitto notary-server notary-signer ubuntu-debootstrap ubuntu-upstart',
    2017: 'celery django iojs java rails',
    2018: 'jenkins piwik',
    2019: 'hello-seattle hola-mundo owncloud',
    2021: 'adoptopenjdk crux euleros fsharp kaazing-gateway known nuxeo opensuse rapidoid sentry sourcemage swarm thrift',
    2024: 'centos consul couchdb-nouveau express-gateway jobber nats-streaming sl vault',
    2025: 'mono',
    0: 'clefos gazebo mongo-express notary php-zendserver plone unit',
  }).flatMap(([year, names]) => names.split(' ').map((name) => [name, Number(year)] as const)),
);
