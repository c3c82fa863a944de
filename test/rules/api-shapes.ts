import fc from 'fast-check';

/** What may stand at a place: texts apart from each other by `|`, the items of a list, or the values of keys. */
type Shape = string | readonly [Shape] | { readonly [key: string]: Shape };

const names = 'a|web|default|kube-system|system:masters|cluster-admin|*';
const flags = 'true|false';
const numbers = '0|1|22|1000|65534|8080|70000';
const quantity = '1|100m|64Mi|0|1e3|x';
const image =
  'nginx|nginx:latest|nginx:1.29.1|gcr.io/a/b@sha256:ab|registry.k8s.io/kube-apiserver:v1.30.0|docker:dind|';
const labels = { app: names, 'pod-security.kubernetes.io/enforce': 'privileged|baseline|restricted|x' };
const selector = { matchLabels: labels, matchExpressions: [{ key: names, operator: 'In|NotIn|Exists|DoesNotExist|x', values: [names] }] } as const; // prettier-ignore
const keyRef = { name: names, key: names, optional: flags };
const handler = { httpGet: { host: names, port: numbers }, exec: { command: [names] }, tcpSocket: { host: names, port: numbers } } as const; // prettier-ignore
const seccomp = { type: 'RuntimeDefault|Localhost|Unconfined|x', localhostProfile: names };
const security = {
  privileged: flags, allowPrivilegeEscalation: flags, runAsNonRoot: flags, runAsUser: numbers, runAsGroup: numbers, fsGroup: numbers, supplementalGroups: [numbers],
  readOnlyRootFilesystem: flags, procMount: 'Default|Unmasked', capabilities: { add: ['ALL|NET_ADMIN|CAP_CHOWN|net_raw'], drop: ['ALL|all|NET_RAW'] },
  seccompProfile: seccomp, appArmorProfile: seccomp, seLinuxOptions: { type: 'container_t|spc_t', user: 'a', role: 'b', level: 's0' }, sysctls: [{ name: 'kernel.msgmax|net.ipv4.tcp_syncookies', value: numbers }],
  windowsOptions: { hostProcess: flags, runAsUserName: 'ContainerAdministrator|a' }, runAsNonroot: flags,
} as const; // prettier-ignore
const metadata = {
  name: names, namespace: names, labels,
  annotations: { 'seccomp.security.alpha.kubernetes.io/pod': 'unconfined', 'container.apparmor.security.beta.kubernetes.io/web': 'unconfined', 'rbac.authorization.kubernetes.io/autoupdate': flags, 'nginx.ingress.kubernetes.io/server-snippet': 'a', 'kubernetes.io/ingress.class': 'nginx', 'kubernetes.io/service-account.name': names, 'bulkhead.dev/ignore': names },
} as const; // prettier-ignore
const container = {
  name: names, image, imagePullPolicy: 'Always|Never|IfNotPresent|x', command: ['kube-apiserver|kubelet|etcd|sh|-c|sudo a|--anonymous-auth=true|--profiling'], args: ['--insecure-port=0|--client-ca-file|/a|--authorization-mode=AlwaysAllow|--password=hunter2|tiller'],
  env: [{ name: 'PASSWORD|AWS_SECRET_ACCESS_KEY|A', value: 'AKIAQ2W3E4R5T6Y7U2I3|a|$(B)', valueFrom: { secretKeyRef: keyRef, configMapKeyRef: keyRef } }], envFrom: [{ prefix: 'A', secretRef: keyRef, configMapRef: keyRef }],
  ports: [{ name: 'a', containerPort: numbers, hostPort: numbers, hostIP: '0.0.0.0|127.0.0.1', protocol: 'TCP|UDP' }], resources: { limits: { cpu: quantity, memory: quantity }, requests: { cpu: quantity, memory: quantity } },
  securityContext: security, volumeMounts: [{ name: names, mountPath: '/tmp|/var/run/docker.sock|/', readOnly: flags, subPath: 'a' }], volumeDevices: [{ name: names, devicePath: '/dev/a' }],
  livenessProbe: handler, lifecycle: { preStop: handler }, stdin: flags, tty: flags, terminationMessagePath: '/tmp/a', restartPolicy: 'Always',
} as const; // prettier-ignore
const podSpec = {
  containers: [container], initContainers: [container], ephemeralContainers: [container], securityContext: security, serviceAccountName: names, serviceAccount: names, automountServiceAccountToken: flags,
  hostNetwork: flags, hostPID: flags, hostIPC: flags, hostUsers: flags, shareProcessNamespace: flags, os: { name: 'windows|linux' }, hostAliases: [{ ip: '127.0.0.1|1.2.3.4', hostnames: [names] }], priorityClassName: 'system-node-critical|a',
  volumes: [{ name: names, hostPath: { path: '/|/etc|/var/run/docker.sock|/a', type: 'Socket' }, emptyDir: { sizeLimit: quantity, medium: 'Memory' }, secret: { secretName: names, defaultMode: numbers, items: [{ key: names, path: 'a' }] }, configMap: keyRef, gitRepo: { repository: 'https://a/b' }, projected: { sources: [{ serviceAccountToken: { path: 'a', expirationSeconds: numbers }, secret: keyRef }] }, nfs: { server: 'a', path: '/' } }],
  nodeSelector: { 'kubernetes.io/os': 'windows|linux' }, tolerations: [{ key: names, operator: 'Exists' }], imagePullSecrets: [keyRef], privileged: flags, resources: { limits: { memory: quantity } },
} as const; // prettier-ignore
const template = { metadata, spec: podSpec } as const;
const peers = [{ podSelector: selector, namespaceSelector: selector, ipBlock: { cidr: '0.0.0.0/0|10.0.0.0/8', except: ['10.0.0.0/8'] } }] as const; // prettier-ignore
const ports = [{ port: numbers, endPort: numbers, protocol: 'TCP', name: 'a', nodePort: numbers, targetPort: numbers }] as const; // prettier-ignore
const rule = { apiGroups: ['|*|apps|rbac.authorization.k8s.io'], resources: ['*|pods|secrets|pods/exec|nodes/proxy|roles|*/scale'], verbs: ['*|get|list|create|escalate|impersonate|x'], resourceNames: [names], nonResourceURLs: ['/*|/healthz'] } as const; // prettier-ignore
const data = { 'a.json': '{"auths":{}}', password: 'aHVudGVyMg==|hunter2|aHVudGVyMgo=|!', token: 'a' };
const subjects = [{ kind: 'User|Group|ServiceAccount|x', name: 'system:anonymous|system:authenticated|default|a', namespace: names, apiGroup: 'rbac.authorization.k8s.io|' }] as const; // prettier-ignore
const roleRef = { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role|ClusterRole', name: names };
const arguments_ = { 'anonymous-auth': flags, 'authorization-mode': 'AlwaysAllow|Node,RBAC', 'enable-admission-plugins': 'AlwaysAdmit|NodeRestriction', 'tls-min-version': 'VersionTLS10' }; // prettier-ignore
const component = { extraArgs: arguments_, extraVolumes: [{ name: 'a', hostPath: '/etc' }] } as const;
const psp = { privileged: flags, allowPrivilegeEscalation: flags, volumes: ['*|hostPath|secret'], allowedCapabilities: ['*'], requiredDropCapabilities: ['ALL'], hostNetwork: flags, hostPorts: [{ min: numbers, max: numbers }], runAsUser: { rule: 'RunAsAny|MustRunAsNonRoot|MustRunAs', ranges: [{ min: numbers, max: numbers }] }, seLinux: { rule: 'RunAsAny' }, allowedHostPaths: [{ pathPrefix: '/', readOnly: flags }] } as const; // prettier-ignore

/** By `apiVersion kind`: the fields that rules look at, and some that they do not. */
const kinds: Readonly<Record<string, { readonly [key: string]: Shape }>> = {
  'v1 Pod': { spec: podSpec },
  'apps/v1 Deployment': { spec: { replicas: numbers, selector, template } },
  'extensions/v1beta1 Deployment': { spec: { template } },
  'apps/v1 DaemonSet': { spec: { selector, template } },
  'apps/v1 StatefulSet': { spec: { serviceName: names, template, volumeClaimTemplates: [{ metadata }] } },
  'batch/v1 Job': { spec: { template } },
  'batch/v1beta1 CronJob': { spec: { schedule: '* * * * *', jobTemplate: { spec: { template } } } },
  'v1 Namespace': {},
  'v1 ServiceAccount': { automountServiceAccountToken: flags, secrets: [keyRef], imagePullSecrets: [keyRef] },
  'v1 Secret': { type: 'Opaque|kubernetes.io/tls|kubernetes.io/service-account-token|kubernetes.io/dockerconfigjson', data, stringData: data, immutable: flags }, // prettier-ignore
  'v1 ConfigMap': { data, binaryData: data },
  'v1 LimitRange': { spec: { limits: [{ type: 'Container|Pod', default: { memory: quantity }, max: { memory: quantity } }] } }, // prettier-ignore
  'v1 ResourceQuota': { spec: { hard: { 'limits.memory': quantity, pods: numbers } } },
  'scheduling.k8s.io/v1 PriorityClass': { value: numbers, globalDefault: flags },
  'v1 Service': { spec: { type: 'ClusterIP|NodePort|LoadBalancer|ExternalName|x', selector: labels, ports, externalIPs: ['1.2.3.4'], loadBalancerSourceRanges: ['0.0.0.0/0|10.0.0.0/8'], externalName: 'a.b' } }, // prettier-ignore
  'networking.k8s.io/v1 Ingress': { spec: { ingressClassName: 'nginx|a', tls: [{ hosts: ['a.b|*.b'], secretName: names }], defaultBackend: { service: { name: names, port: { number: numbers } } }, rules: [{ host: 'a.b|*.b|*', http: { paths: [{ path: '/|/metrics|/admin', pathType: 'Prefix', backend: { service: { name: names, port: { number: numbers } } } }] } }] } }, // prettier-ignore
  'networking.k8s.io/v1 NetworkPolicy': { spec: { podSelector: selector, policyTypes: ['Ingress|Egress|x'], ingress: [{ from: peers, ports }], egress: [{ to: peers, ports }] } }, // prettier-ignore
  'rbac.authorization.k8s.io/v1 Role': { rules: [rule] },
  'rbac.authorization.k8s.io/v1 ClusterRole': { rules: [rule], aggregationRule: { clusterRoleSelectors: [selector] } },
  'rbac.authorization.k8s.io/v1 RoleBinding': { roleRef, subjects },
  'rbac.authorization.k8s.io/v1 ClusterRoleBinding': { roleRef, subjects },
  'policy/v1beta1 PodSecurityPolicy': { spec: psp },
  'v1 EphemeralContainers': { ephemeralContainers: [container] },
  'kubelet.config.k8s.io/v1beta1 KubeletConfiguration': { authentication: { anonymous: { enabled: flags }, webhook: { enabled: flags }, x509: { clientCAFile: '/a' } }, authorization: { mode: 'AlwaysAllow|Webhook' }, readOnlyPort: numbers, protectKernelDefaults: flags, tlsCipherSuites: ['TLS_RSA_WITH_RC4_128_SHA'], rotateCertificates: flags, streamingConnectionIdleTimeout: '0s|5m' }, // prettier-ignore
  'kubeproxy.config.k8s.io/v1alpha1 KubeProxyConfiguration': { metricsBindAddress: '0.0.0.0:10249|127.0.0.1|' },
  'kubeadm.k8s.io/v1beta3 ClusterConfiguration': { apiServer: component, controllerManager: component, scheduler: component, etcd: { local: component }, kubernetesVersion: 'v1.30.0|x' }, // prettier-ignore
  'kubeadm.k8s.io/v1beta4 ClusterConfiguration': { apiServer: { extraArgs: [{ name: 'anonymous-auth|profiling', value: flags }] } }, // prettier-ignore
  'kubeadm.k8s.io/v1beta4 InitConfiguration': { nodeRegistration: { kubeletExtraArgs: [{ name: 'anonymous-auth|read-only-port', value: flags }] } }, // prettier-ignore
  'apiserver.config.k8s.io/v1 EncryptionConfiguration': { resources: [{ resources: ['secrets|*.*'], providers: [{ identity: {}, aescbc: { keys: [{ name: 'a', secret: 'YWJj' }] }, kms: { name: 'a', apiVersion: 'v1|v2' } }] }] }, // prettier-ignore
  'apiserver.config.k8s.io/v1 AdmissionConfiguration': { plugins: [{ name: 'PodSecurity|ImagePolicyWebhook', path: '/a', configuration: { apiVersion: 'pod-security.admission.config.k8s.io/v1', kind: 'PodSecurityConfiguration', defaults: { enforce: 'privileged|baseline', 'enforce-version': 'latest' }, exemptions: { namespaces: [names], usernames: [names] } } }] }, // prettier-ignore
  'audit.k8s.io/v1 Policy': { omitStages: ['RequestReceived'], rules: [{ level: 'None|Metadata|RequestResponse|x', users: [names], verbs: ['get'], resources: [{ group: '|apps', resources: ['secrets|pods'] }], namespaces: [names] }] }, // prettier-ignore
  'kyverno.io/v1 ClusterPolicy': { spec: { validationFailureAction: 'Audit|Enforce|x', background: flags, rules: [{ name: 'a', match: { any: [{ resources: { kinds: ['Pod'] } }] }, validate: { message: 'a', failureAction: 'Audit' } }] } }, // prettier-ignore
  'constraints.gatekeeper.sh/v1beta1 K8sPSPPrivileged': { spec: { enforcementAction: 'dryrun|warn|deny', match: { kinds: [{ apiGroups: [''], kinds: ['Pod'] }] } } }, // prettier-ignore
  'admissionregistration.k8s.io/v1 ValidatingAdmissionPolicyBinding': { spec: { policyName: 'a', validationActions: ['Audit|Warn|Deny'] } }, // prettier-ignore
};

const wrongTypes = fc.constantFrom(null, true, false, 0, -1, 1.5, 1e21, '', 'x', '~', '0x1F', '1_000', [], {}, [[]], [null], { '': null }, [{ name: 1 }]); // prettier-ignore

/** Objects as the API has them, with some fields left out and any of the others of a wrong type. */
export const apiObjects: fc.Arbitrary<unknown> = fc.oneof(
  ...Object.entries(kinds).map(([name, fields]) => {
    const [apiVersion, kind] = name.split(' ');
    return fc.tuple(valueOf({ metadata, ...fields }), fc.boolean()).map(([value, isListed]) => {
      const object = { apiVersion, kind, ...(typeof value === 'object' ? value : {}) };
      return isListed ? { apiVersion: 'v1', kind: 'List', items: [object] } : object;
    });
  }),
);

function valueOf(shape: Shape): fc.Arbitrary<unknown> {
  return fc.oneof({ arbitrary: fieldsOf(shape), weight: 12 }, { arbitrary: wrongTypes, weight: 1 });
}

function fieldsOf(shape: Shape): fc.Arbitrary<unknown> {
  if (typeof shape === 'string') return fc.constantFrom(...shape.split('|').map(readWord));
  if (isItems(shape)) return fc.array(valueOf(shape[0]), { maxLength: 3 });
  return fc.record(Object.fromEntries(Object.entries(shape).map(([key, value]) => [key, valueOf(value)])), { requiredKeys: [] }); // prettier-ignore
}

function isItems(shape: Shape): shape is readonly [Shape] {
  return Array.isArray(shape);
}

function readWord(word: string): unknown {
  if (word === 'true' || word === 'false') return word === 'true';
  return /^\d+$/.test(word) ? Number(word) : word;
}
