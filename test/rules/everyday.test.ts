import assert from 'node:assert/strict';
import { analyze } from '../../server/src/engine/analysis.js';
import { hardeningFix, mend } from '../../server/src/engine/fixing.js';
import { defaultSettings } from '../../server/src/engine/settings.js';
import { kubernetesRules } from '../../server/src/rules/kubernetes/index.js';

const ordinary = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  replicas: 2
  selector:
    matchLabels: { app: web }
  template:
    metadata:
      labels: { app: web }
    spec:
      containers:
        - name: web
          image: nginx:1.29
          ports:
            - containerPort: 8080
`;
const check = (text: string) => analyze({ path: 'web.yaml', text }, defaultSettings, kubernetesRules);

describe('an ordinary workload', () => {
  it('gets one finding for each fault, and none is an error', () => {
    const { findings } = check(ordinary);
    assert.deepEqual(findings.map(({ rule, severity }) => `${severity} ${rule.id}`).sort(), [
      'info default-service-account',
      'info memory-limit',
      'info writable-root-filesystem',
      'warning allow-privilege-escalation',
      'warning capabilities-not-dropped',
      'warning run-as-non-root',
      'warning seccomp-profile-missing',
    ]);
  });

  it('is hardened to the level restricted by its preferred fixes', () => {
    const { text } = mend(check(ordinary), hardeningFix, kubernetesRules);
    assert.deepEqual(
      check(text).findings.map(({ rule }) => rule.id),
      ['memory-limit'],
    );
    assert.equal(
      text,
      `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  replicas: 2
  selector:
    matchLabels: { app: web }
  template:
    metadata:
      labels: { app: web }
    spec:
      automountServiceAccountToken: false
      securityContext:
        runAsNonRoot: true
        seccompProfile:
          type: RuntimeDefault
      containers:
        - name: web
          image: nginx:1.29
          ports:
            - containerPort: 8080
          securityContext:
            allowPrivilegeEscalation: false
            readOnlyRootFilesystem: true
            capabilities:
              drop:
                - ALL
          volumeMounts:
            - name: tmp
              mountPath: /tmp
      volumes:
        - name: tmp
          emptyDir:
            sizeLimit: 1Gi
`,
    );
  });
});
