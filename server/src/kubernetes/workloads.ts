import type { Manifest } from './model.js';
import { sameNamespace } from './namespace.js';
import { rememberLists } from './remember.js';

/** Kubernetes' own kinds that run pods (see `templatePaths` of the manifest). */
const kinds = [
  'Pod',
  'Deployment',
  'StatefulSet',
  'DaemonSet',
  'ReplicaSet',
  'ReplicationController',
  'Job',
  'CronJob',
];

/** The workloads among the objects that are known together; without those of custom kinds. */
export function workloadsOf(objects: { ofKind(kind: string): readonly Manifest[] }): readonly Manifest[] {
  return together(...kinds.map((kind) => objects.ofKind(kind)));
}

const together = rememberLists((...lists: readonly (readonly Manifest[])[]): readonly Manifest[] =>
  lists.flat().filter(({ podSpec }) => podSpec !== undefined),
);

/**
 * The kinds that run pods, with the custom ones that are widely used and have a template at `spec.template`: Argo Rollouts, OpenShift,
 * OpenKruise, Knative Serving.
 */
export const everyWorkloadKind = [...kinds, 'Rollout', 'DeploymentConfig', 'CloneSet', 'Service'];

/**
 * Custom kinds of which well-known operators and installers make pods that no file shows: CloudNativePG, Zalando, Crunchy, Prometheus
 * Operator, Strimzi, Elastic, MongoDB, RabbitMQ, Redis, MariaDB, MySQL, Cassandra, MinIO, Keycloak, Grafana, OpenTelemetry, Jaeger, Spark,
 * Ray, Gateway API, Argo, Flux, K3s.
 *
 * @checked 2026-11-21
 */
const makersOfPods = (
  'Cluster postgresql PostgresCluster Prometheus PrometheusAgent Alertmanager ThanosRuler Kafka KafkaConnect Elasticsearch Kibana Logstash ' +
  'MongoDBCommunity RabbitmqCluster Redis RedisCluster RedisReplication RedisFailover MariaDB InnoDBCluster CassandraDatacenter Tenant ' +
  'Keycloak Grafana OpenTelemetryCollector Jaeger SparkApplication RayCluster Gateway Workflow CronWorkflow Application HelmRelease HelmChart'
).split(' ');

/** Whether an object of the namespace is one of which an operator makes pods that are not in the files. */
export function hasHiddenPods(
  objects: { ofKind(kind: string): readonly Manifest[] },
  namespace: string | undefined,
): boolean {
  return makersOfPods.some((kind) => objects.ofKind(kind).some((found) => sameNamespace(found.namespace, namespace)));
}
