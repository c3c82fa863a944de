import assert from 'node:assert/strict';
import type * as vscode from 'vscode';
import { closeAll, describeFindings, inWebWorker, openUntitled, ruleOf, untilFinding } from './editor.js';
import { pod, podWithContainer, podWithSecurityContext, text } from './manifests.js';

/** A document, and the text that the rule must underline in it. */
interface Example {
  readonly rule: string;
  readonly document: string;
  readonly token: string;
}

const kubernetes: readonly Example[] = [
  { rule: 'privileged-container', document: podWithSecurityContext('privileged: true'), token: 'true' },
  { rule: 'host-network', document: podWithHost('hostNetwork: true'), token: 'true' },
  { rule: 'host-pid', document: podWithHost('hostPID: true'), token: 'true' },
  { rule: 'host-ipc', document: podWithHost('hostIPC: true'), token: 'true' },
  {
    rule: 'host-port',
    document: podWithContainer('image: nginx:1.27.2', 'ports:', '  - containerPort: 80', '    hostPort: 8080'),
    token: '8080',
  },
  { rule: 'host-path-volume', document: podWithHostPath('/srv/data'), token: 'hostPath' },
  { rule: 'host-path-sensitive', document: podWithHostPath('/etc'), token: '/etc' },
  {
    rule: 'container-runtime-socket',
    document: podWithHostPath('/var/run/docker.sock'),
    token: '/var/run/docker.sock',
  },
  {
    rule: 'dangerous-capability',
    document: podWithSecurityContext('capabilities:', '  add: [SYS_ADMIN]'),
    token: 'SYS_ADMIN',
  },
  {
    rule: 'capabilities-not-dropped',
    document: podWithSecurityContext('capabilities:', '  drop: [NET_RAW]'),
    token: 'drop',
  },
  {
    rule: 'allow-privilege-escalation',
    document: podWithSecurityContext('allowPrivilegeEscalation: true'),
    token: 'true',
  },
  { rule: 'run-as-non-root', document: podWithSecurityContext('runAsNonRoot: false'), token: 'false' },
  { rule: 'run-as-root-user', document: podWithSecurityContext('runAsUser: 0'), token: '0' },
  {
    rule: 'writable-root-filesystem',
    document: podWithSecurityContext('readOnlyRootFilesystem: false'),
    token: 'false',
  },
  {
    rule: 'seccomp-profile-missing',
    document: pod(
      'securityContext:',
      '  runAsNonRoot: true',
      'containers:',
      '  - name: web',
      '    image: nginx:1.27.2',
    ),
    token: 'securityContext',
  },
  {
    rule: 'seccomp-unconfined',
    document: podWithSecurityContext('seccompProfile:', '  type: Unconfined'),
    token: 'Unconfined',
  },
  {
    rule: 'automount-service-account-token',
    document: podWithHost('automountServiceAccountToken: true'),
    token: 'true',
  },
  { rule: 'default-service-account', document: podWithHost('serviceAccountName: default'), token: 'default' },
  { rule: 'image-latest-tag', document: podWithContainer('image: nginx:latest'), token: 'nginx:latest' },
  {
    rule: 'memory-limit',
    document: podWithContainer('image: nginx:1.27.2', 'resources:', '  limits:', '    cpu: 500m'),
    token: 'limits',
  },
  {
    rule: 'misplaced-security-field',
    document: pod('securityContext:', '  privileged: true', 'containers:', '  - name: web', '    image: nginx:1.27.2'),
    token: 'privileged',
  },
  {
    rule: 'secret-literal-env',
    document: podWithContainer('image: nginx:1.27.2', 'env:', '  - name: DB_PASSWORD', '    value: s3cr3t-Horse-41'),
    token: 's3cr3t-Horse-41',
  },
];

const dockerfile: readonly Example[] = [
  { rule: 'from-latest-tag', document: text('FROM node:latest', 'USER 1000'), token: 'node:latest' },
  { rule: 'from-untagged', document: text('FROM node', 'USER 1000'), token: 'node' },
  { rule: 'user-missing', document: text('FROM debian:12', 'RUN true'), token: 'debian:12' },
  { rule: 'user-root', document: text('FROM debian:12', 'USER root'), token: 'root' },
  { rule: 'volume-sensitive-path', document: text('FROM debian:12', 'VOLUME /proc', 'USER 1000'), token: '/proc' },
  {
    rule: 'volume-docker-socket',
    document: text('FROM debian:12', 'VOLUME /var/run/docker.sock', 'USER 1000'),
    token: '/var/run/docker.sock',
  },
  {
    rule: 'apt-unauthenticated',
    document: text('FROM debian:12', 'RUN apt-get install -y --allow-unauthenticated git', 'USER 1000'),
    token: '--allow-unauthenticated',
  },
  {
    rule: 'curl-insecure',
    document: text('FROM debian:12', 'RUN curl -k -o tool https://example.com/tool', 'USER 1000'),
    token: '-k',
  },
  {
    rule: 'secret-copied-then-removed',
    document: text(
      'FROM debian:12',
      'COPY id_rsa /root/.ssh/id_rsa',
      'RUN git clone x && true',
      'RUN rm /root/.ssh/id_rsa',
      'USER 1000',
    ),
    token: 'id_rsa',
  },
];

const pipelines: readonly (Example & { readonly language: string })[] = [
  {
    language: 'yaml',
    rule: 'compose-socket-mount',
    document: text(
      'services:',
      '  watch:',
      '    image: a',
      '    volumes:',
      '      - /run/docker.sock:/run/docker.sock',
    ),
    token: '/run/docker.sock:/run/docker.sock',
  },
  {
    language: 'yaml',
    rule: 'ci-build-arg-secret',
    document: text('build:', '  script:', '    - docker build --build-arg NPM_TOKEN=$NPM_TOKEN .'),
    token: 'NPM_TOKEN',
  },
  {
    language: 'shellscript',
    rule: 'ci-build-arg-secret',
    document: text('#!/bin/sh', 'docker build --build-arg API_KEY="$API_KEY" .'),
    token: 'API_KEY',
  },
  {
    language: 'makefile',
    rule: 'ci-build-arg-secret',
    document: text('image:', '\tdocker build --build-arg API_KEY=$$API_KEY .'),
    token: 'API_KEY',
  },
];

describe('Every rule speaks in the editor, at its place', () => {
  afterEach(closeAll);

  for (const example of kubernetes) reports('yaml', example);
  for (const example of dockerfile) reports('dockerfile', example);
  for (const example of pipelines) reports(example.language, example);
});

function reports(language: string, { rule, document: content, token }: Example): void {
  it(`${rule} at '${token}' (${language})`, async () => {
    const document = await openUntitled(language, content);

    const finding = await untilFinding(document, rule);

    const found = describeFindings(document).filter((description) => description.startsWith(`${rule} @`));
    assert.deepEqual(found, [`${rule} @ ${token}`]);
    assert.equal(ruleOf(finding), rule);
    // From one extension host to the other, VS Code hands on the code alone.
    if (!inWebWorker()) assert.match(linkOf(finding) ?? '', new RegExp(`/docs/rules/${rule}\\.md$`));
    assert.match(finding.message, /^[A-Z'].*\.$/s);
  });
}

/** The address behind the code; nothing for a bare code. */
function linkOf({ code }: vscode.Diagnostic): string | undefined {
  return typeof code === 'object' ? code.target.toString(true) : undefined;
}

function podWithHost(...specLines: readonly string[]): string {
  return pod(...specLines, 'containers:', '  - name: web', '    image: nginx:1.27.2');
}

function podWithHostPath(path: string): string {
  return podWithHost('volumes:', '  - name: files', '    hostPath:', `      path: ${path}`);
}
