// Small manifests for the tests; lines are given without the indentation of the place they go to.

/** Wraps pod spec lines into a Pod. */
export function pod(...specLines: readonly string[]): string {
  return text('apiVersion: v1', 'kind: Pod', 'metadata:', '  name: web', 'spec:', ...indent(2, specLines));
}

/** Wraps container lines into a Pod with the one container 'web'. */
export function podWithContainer(...containerLines: readonly string[]): string {
  return pod('containers:', '  - name: web', ...indent(4, containerLines));
}

/** Wraps lines of a container's securityContext into a Pod. */
export function podWithSecurityContext(...lines: readonly string[]): string {
  return podWithContainer('image: nginx:1.27.2', 'securityContext:', ...indent(2, lines));
}

/** Joins lines into a text with a final newline. */
export function text(...lines: readonly string[]): string {
  return `${lines.join('\n')}\n`;
}

/** A Deployment that meets Pod Security restricted and every other rule of Bulkhead. */
export const hardened = text(
  'apiVersion: apps/v1',
  'kind: Deployment',
  'metadata:',
  '  name: web',
  'spec:',
  '  selector:',
  '    matchLabels:',
  '      app: web',
  '  template:',
  '    metadata:',
  '      labels:',
  '        app: web',
  '    spec:',
  '      serviceAccountName: web',
  '      automountServiceAccountToken: false',
  '      securityContext:',
  '        runAsNonRoot: true',
  '        seccompProfile:',
  '          type: RuntimeDefault',
  '      containers:',
  '        - name: web',
  '          image: registry.example.com/web:1.4.2',
  '          securityContext:',
  '            allowPrivilegeEscalation: false',
  '            readOnlyRootFilesystem: true',
  '            capabilities:',
  '              drop:',
  '                - ALL',
  '          resources:',
  '            limits:',
  '              memory: 128Mi',
);

function indent(columns: number, lines: readonly string[]): string[] {
  return lines.map((line) => ' '.repeat(columns) + line);
}
