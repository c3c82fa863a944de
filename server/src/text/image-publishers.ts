const registries =
  'gcr.io/distroless mcr.microsoft.com registry.access.redhat.com registry.redhat.io cgr.dev/chainguard registry.k8s.io ' +
  'docker.elastic.co nvcr.io/nvidia container-registry.oracle.com public.ecr.aws/amazonlinux public.ecr.aws/amazoncorretto ' +
  'public.ecr.aws/lambda quay.io/centos quay.io/fedora quay.io/almalinuxorg quay.io/rockylinux';

const hubNamespaces =
  'airbyte amazon anchore apache aquasec argoproj bellsoft calico certbot chainguard cilium cimg circleci clickhouse cloudflare ' +
  'cockroachdb codercom condaforge confluentinc continuumio curlimages cypress datadog debezium denoland directus docker dpage ' +
  'elastic envoyproxy fluent gitea gitlab golangci google goreleaser grafana hadolint haproxytech hashicorp hasura heroku ' +
  'huggingface intel istio jaegertracing jenkins jupyter kindest koalaman kubernetesui linuxserver liquibase localstack ' +
  'mambaorg mattermost metabase minio moby mongodb mozilla n8nio netdata newrelic nginx nginxinc nixos nodered nvidia ollama ' +
  'openpolicyagent openresty opensearchproject opensuse osgeo otel oven owasp percona phusion pihole portainer postgis prom ' +
  'pytorch qdrant questdb rancher redis rocker rockylinux rustlang scylladb selenium semgrep snyk sonarsource splunk squidfunk ' +
  'supabase swaggerapi temporalio tensorflow timescale tonistiigi traefik ubuntu vaultwarden weaviate wiremock zabbix zaproxy';

/**
 * Where well-known publishers keep their own images: registries, and namespaces of Docker Hub, each named by the publisher's own
 * documentation. A choice, not all that may be trusted. Bitnami is left out, see retired-images.ts.
 * @checked 2026-11-21
 */
export const publishers: readonly string[] = [
  ...registries.split(' '),
  ...hubNamespaces.split(' ').map((name) => `docker.io/${name}`),
];
