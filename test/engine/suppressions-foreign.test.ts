import assert from 'node:assert/strict';
import { accepted, audited, left, look, pod, podFaults } from './suppression-rules.js';

const dockerfile = (...lines: readonly string[]) => look(`${lines.join('\n')}\n`, {}, 'Dockerfile');

describe('pragmas of other tools in a Dockerfile', () => {
  const above = (pragma: string, settings = {}) =>
    accepted(look(`FROM a\n${pragma}\nUSER root\nUSER root\nWORKDIR b\n`, settings, 'Dockerfile'));

  it('hadolint: the next instruction, the stage that a FROM opens, or the file', () => {
    assert.deepEqual(above('# hadolint ignore=DL3002'), ['user-root']);
    assert.deepEqual(above('# hadolint ignore = DL3008 , DL3002 # a reason'), ['user-root']);
    assert.deepEqual(above('# hadolint global ignore=DL3002,DL3000'), ['user-root', 'user-root', 'workdir-relative']);
    const stages = ['FROM a', 'USER root', 'WORKDIR b', 'FROM b', 'USER root'];
    assert.deepEqual(accepted(dockerfile('# hadolint stage ignore=DL3002', ...stages)), ['user-root']);
    assert.deepEqual(above('# hadolint stage ignore=DL3002'), [], 'not before a FROM');
    assert.equal(
      dockerfile('FROM a', '# hadolint ignore=DL3002 # why', 'USER root').suppressed[0]?.suppression.reason,
      'why',
    );
    for (const other of [
      'hadolint ignore=DL3000',
      'hadolint shell=/bin/sh',
      'hadolint ignore=DL3002 because',
      'see hadolint ignore=DL3002',
    ]) {
      assert.deepEqual(above(`# ${other}`), [], other);
    }
  });

  it('BuildKit: as a directive for the file, above an instruction for it, its rules only and in their own case', () => {
    assert.deepEqual(
      accepted(dockerfile('# check=skip=WorkdirRelativePath;error=true', 'FROM a', 'WORKDIR b', 'USER root')),
      ['workdir-relative'],
    );
    assert.deepEqual(
      accepted(dockerfile('# syntax=docker/dockerfile:1', '# check=skip=all', 'FROM a', 'WORKDIR b', 'USER root')),
      ['workdir-relative'],
    );
    assert.deepEqual(accepted(dockerfile('# check=skip=workdirrelativepath', 'FROM a', 'WORKDIR b')), []);
    assert.deepEqual(accepted(dockerfile('# check=error=true', 'FROM a', 'WORKDIR b')), []);
    const later = dockerfile(
      'FROM a',
      '# check=skip=StageNameCasing, WorkdirRelativePath // why',
      'WORKDIR b',
      'WORKDIR c',
    );
    assert.deepEqual([accepted(later), left(later)], [['workdir-relative'], ['workdir-relative']]);
  });

  it('trivy: the next instruction, by any spelling of the id, until the day before its end', () => {
    for (const id of ['AVD-DS-0002', 'DS-0002', 'DS002', '*'])
      assert.deepEqual(above(`# trivy:ignore:${id}`), ['user-root'], id);
    assert.deepEqual(above('# why trivy:ignore:AVD-DS-0001 trivy:ignore:AVD-DS-0002'), ['user-root']);
    const exp = '# trivy:ignore:AVD-DS-0002:exp:2026-03-01';
    assert.deepEqual(above(exp, { today: '2026-02-28' }), ['user-root']);
    assert.deepEqual(above(exp, { today: '2026-03-01' }), []);
    assert.deepEqual(above('# trivy:ignore:AVD-DS-0002:exp:soon'), []);
    assert.deepEqual(above('# trivy:ignore:AVD-DS-0002:ws:prod'), [], 'a section that we cannot judge');
    assert.deepEqual(above('# trivy:ignore:AVD-DS-0003'), []);
  });

  it('checkov: the file, by all its names', () => {
    for (const tool of ['checkov', 'bridgecrew', 'cortex']) {
      assert.deepEqual(above(`# ${tool}:skip=CKV_DOCKER_8:a reason`), ['user-root', 'user-root'], tool);
    }
    assert.deepEqual(above('# checkov:skip= CKV_DOCKER_2,CKV_DOCKER_8'), ['user-root', 'user-root']);
    assert.deepEqual(above('# checkov:skip=CKV_DOCKER_2'), []);
  });

  it('KICS: the next instruction, a stage, or the file from its head', () => {
    assert.deepEqual(above('# kics-scan ignore-line'), ['user-root']);
    const stages = ['FROM a', 'USER root', 'FROM b', 'USER root'];
    assert.deepEqual(accepted(dockerfile('# kics-scan ignore-block', ...stages)), ['user-root']);
    assert.deepEqual(accepted(dockerfile('# kics-scan ignore', ...stages)), ['user-root', 'user-root']);
    const id = '67fd0c4a-68cf-46d7-8c41-bc9fba7e40ae';
    assert.deepEqual(accepted(dockerfile(`# kics-scan disable=${id}`, ...stages)), ['user-root', 'user-root']);
    assert.deepEqual(accepted(dockerfile('# kics-scan disable=e592a0c5-5bdb-414c-9066-5dba7cdea370', ...stages)), []);
    assert.deepEqual(accepted(dockerfile(`# kics-scan enable=${id}`, ...stages)), []);
    assert.deepEqual(accepted(dockerfile('# kics-scan enable=e592a0c5-5bdb-414c-9066-5dba7cdea370', ...stages)), [
      'user-root',
      'user-root',
    ]);
    assert.deepEqual(above('# kics-scan ignore'), [], 'not at the head');
  });

  it('end at a blank line, which ends what those tools see', () => {
    assert.deepEqual(accepted(dockerfile('FROM a', '# hadolint ignore=DL3002', '', 'USER root')), []);
    assert.deepEqual(accepted(dockerfile('FROM a', '# hadolint ignore=DL3002', '# trivy:ignore:x', 'USER root')), [
      'user-root',
    ]);
  });

  it('are not judged by our own standards', () => {
    assert.deepEqual(
      audited(dockerfile('FROM a', '# hadolint ignore=DL3002', '# checkov:skip=CKV_DOCKER_8', 'RUN a')),
      [],
    );
  });
});

describe('pragmas of other tools in YAML comments', () => {
  it('trivy: the node below', () => {
    assert.deepEqual(accepted(look(pod({ beforeFirst: '# trivy:ignore:AVD-KSV-0017' }))), ['privileged-container']);
    assert.deepEqual(accepted(look(pod({ afterPrivileged: '# trivy:ignore:KSV017' }))), ['privileged-container']);
    assert.deepEqual(accepted(look(pod({ beforeFirst: '# trivy:ignore:AVD-KSV-0017\n' }))), [], 'a blank line between');
  });

  it('KICS: the line or block below, or the file from its head, for the faults that KICS knows', () => {
    assert.deepEqual(accepted(look(pod({ beforePrivileged: '# kics-scan ignore-line' }))), ['privileged-container']);
    assert.deepEqual(accepted(look(pod({ beforeFirst: '# kics-scan ignore-line' }))), []);
    assert.deepEqual(accepted(look(pod({ beforeFirst: '# kics-scan ignore-block' }))), ['privileged-container']);
    const ignored = ['privileged-container', 'privileged-container'];
    assert.deepEqual(accepted(look(pod({ head: '# kics-scan ignore' }))), ignored);
    assert.deepEqual(accepted(look(`# kics-scan ignore\n---\n${pod()}`)), ignored);
    assert.deepEqual(
      accepted(look(pod({ head: '# kics-scan disable=dd29336b-fe57-445b-a26e-e6aa867ae609' }))),
      ignored,
    );
    assert.deepEqual(
      accepted(look(`${pod()}---\n${pod({ head: '# kics-scan ignore' })}`)),
      [],
      'not the first document',
    );
    assert.deepEqual(accepted(look(pod({ beforeSpec: '# kics-scan ignore' }))), [], 'not at the head');
  });

  it('vscode-kubernetes-tools: the file from its head', () => {
    assert.equal(accepted(look(pod({ head: '# vscode-kubernetes-tools: exclude' }))).length, podFaults.length);
    assert.deepEqual(accepted(look(pod({ head: '# vscode-kubernetes-tools: include' }))), []);
    assert.deepEqual(accepted(look(pod({ beforeSpec: '# vscode-kubernetes-tools: exclude' }))), []);
  });

  it('Checkov reads none in manifests, nor do we', () => {
    assert.deepEqual(accepted(look(pod({ head: '# checkov:skip=CKV_K8S_16:x' }))), []);
  });
});

describe('annotations and labels of other tools', () => {
  const both = ['privileged-container', 'privileged-container'];
  const annotated = (...annotations: readonly string[]) => accepted(look(pod({ annotations })));
  const labelled = (...labels: readonly string[]) => accepted(look(pod({ labels })));

  it('kube-linter', () => {
    assert.deepEqual(annotated('ignore-check.kube-linter.io/privileged-container: "reason"'), both);
    assert.deepEqual(annotated('kube-linter.io/ignore-all: "reason"'), ['host-pid', ...both]);
    assert.deepEqual(annotated('ignore-check.kube-linter.io/run-as-non-root: ""'), []);
  });

  it('kube-score', () => {
    assert.deepEqual(annotated('kube-score/ignore: pod-networkpolicy, container-security-context-privileged'), both);
    assert.deepEqual(annotated('kube-score/ignore: "*"'), both);
    assert.deepEqual(annotated('kube-score/skip: "true"'), both);
    assert.deepEqual(annotated('kube-score/skip: "false"'), []);
    assert.deepEqual(annotated('kube-score/enable: container-security-context-privileged'), []);
  });

  it('Polaris, with the value true only', () => {
    assert.deepEqual(annotated('polaris.fairwinds.com/hostPIDSet-exempt: "true"'), ['host-pid']);
    assert.deepEqual(annotated('polaris.fairwinds.com/exempt: "true"'), ['host-pid', ...both]);
    assert.deepEqual(annotated('polaris.fairwinds.com/hostPIDSet-exempt: "yes"'), []);
  });

  it('Checkov, with a reason or without', () => {
    assert.deepEqual(annotated('checkov.io/skip1: CKV_K8S_16=why=so', 'checkov.io/skip2: CKV_K8S_17'), [
      'host-pid',
      ...both,
    ]);
    const analysis = look(pod({ annotations: ['checkov.io/skip1: CKV_K8S_17=why=so'] }));
    assert.equal(analysis.suppressed[0]?.suppression.reason, 'why=so');
  });

  it('kubeaudit: labels of the pod or of one container', () => {
    assert.deepEqual(labelled('container.kubeaudit.io/log.allow-privileged: "reason"'), ['privileged-container']);
    assert.deepEqual(labelled('kubeaudit.io/allow-privileged: ""'), both);
    assert.deepEqual(labelled('audit.kubernetes.io/pod.allow-run-as-root: ""'), [
      'run-as-root-user',
      'run-as-root-user',
    ]);
    assert.deepEqual(labelled('container.audit.kubernetes.io/web.allow-privileged: "true"'), ['privileged-container']);
    assert.deepEqual(labelled('kubeaudit.io/allow-namespace-host-PID: "SomeReason"'), ['host-pid']);
    assert.deepEqual(labelled('container.kubeaudit.io/other.allow-privileged: ""'), []);
    assert.deepEqual(labelled('kubeaudit.io/allow-capability-net-raw: ""'), []);
  });

  it('on the pod template count where the tool, or people, put them there', () => {
    const deployment = (...lines: readonly string[]) => `apiVersion: apps/v1
kind: Deployment
spec:
  template:
    metadata:
${lines.map((line) => `      ${line}\n`).join('')}    spec:
      hostPID: true
      containers: [{name: web, image: web:1, securityContext: {privileged: true}}]
`;
    const found = (...lines: readonly string[]) => accepted(look(deployment(...lines)));
    assert.deepEqual(found('annotations:', '  checkov.io/skip1: CKV_K8S_17=x'), ['host-pid']);
    assert.deepEqual(found('annotations:', '  kube-score/ignore: container-security-context-privileged'), [
      'privileged-container',
    ]);
    assert.deepEqual(found('annotations:', '  kube-linter.io/ignore-all: x'), []);
    assert.deepEqual(found('labels:', '  kubeaudit.io/allow-privileged: x'), ['privileged-container']);
  });
});
