import assert from 'node:assert/strict';
import { analyze, type Finding } from '../../server/src/engine/analysis.js';
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

/** Where a finding points, by its line from 1 and the text there, and what it is. */
function describeFinding({ span: { start, end }, severity, rule }: Finding): string {
  const line = ordinary.slice(0, start).split('\n').length;
  return `${line} ${ordinary.slice(start, end)}: ${severity} ${rule.id}`;
}

describe('an ordinary workload', () => {
  it('gets one finding for each fault, at one token each, and none is an error', () => {
    const { findings } = check(ordinary);
    assert.deepEqual(findings.map(describeFinding), [
      '12 spec: warning run-as-non-root',
      '12 spec: warning seccomp-profile-missing',
      '12 spec: info automount-service-account-token',
      '14 web: warning capabilities-not-dropped',
      '14 web: warning allow-privilege-escalation',
      '14 web: info writable-root-filesystem',
      '14 web: info memory-limit',
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
