import { analyze, type Analysis } from '../../server/src/engine/analysis.js';
import { say } from '../../server/src/engine/message.js';
import type { Rule } from '../../server/src/engine/rule.js';
import { defaultSettings, type Settings } from '../../server/src/engine/settings.js';
import { suppressionRules } from '../../server/src/rules/suppressions/index.js';

/** A few rules with one fault each, so that what suppressions do can be read off their ids. */
const faults: readonly Rule[] = [
  {
    id: 'privileged-container',
    title: 'Privileged container',
    severity: 'error',
    on: true,
    aliases: {
      checkov: ['CKV_K8S_16'],
      'kube-linter': ['privileged-container'],
      'kube-score': ['container-security-context-privileged'],
      kics: ['dd29336b-fe57-445b-a26e-e6aa867ae609'],
      kubeaudit: ['privileged:PrivilegedTrue,PrivilegedNil'],
      polaris: ['runAsPrivileged'],
      trivy: ['KSV-0017'],
    },
    *container({ securityContext }) {
      const privileged = securityContext.get('privileged');
      if (privileged.is(true)) yield { at: privileged, message: say`Privileged.` };
    },
  },
  {
    id: 'run-as-root-user',
    title: 'User 0',
    severity: 'warning',
    on: true,
    standards: { podSecurity: 'restricted' },
    aliases: { checkov: ['CKV_K8S_23'], trivy: ['KSV-0105'], kubeaudit: ['RunAsUserCSCRoot'] },
    *container({ securityContext }, { level }) {
      const user = securityContext.get('runAsUser');
      if (user.is(0) && level === 'restricted') yield { at: user, message: say`Runs as root.` };
    },
  },
  {
    id: 'host-pid',
    title: 'Host PID',
    severity: 'error',
    on: true,
    aliases: {
      checkov: ['CKV_K8S_17'],
      'kube-linter': ['host-pid'],
      kubeaudit: ['NamespaceHostPIDTrue'],
      polaris: ['hostPIDSet'],
    },
    *podSpec({ value }) {
      const hostPid = value.get('hostPID');
      if (hostPid.is(true)) yield { at: hostPid, message: say`Sees all processes.` };
    },
  },
  {
    id: 'user-root',
    title: 'User root',
    severity: 'warning',
    on: true,
    aliases: { hadolint: ['DL3002'], trivy: ['DS-0002'], checkov: ['CKV_DOCKER_8'], kics: ['67fd0c4a'] },
    *instruction(instruction) {
      const [user] = instruction.args;
      if (instruction.keyword === 'USER' && user?.text === 'root') yield { at: user, message: say`User root.` };
    },
  },
  {
    id: 'workdir-relative',
    title: 'Relative working directory',
    severity: 'info',
    on: true,
    aliases: { hadolint: ['DL3000'], buildkit: ['WorkdirRelativePath'] },
    *instruction(instruction) {
      const [path] = instruction.args;
      if (instruction.keyword === 'WORKDIR' && path && !path.text.startsWith('/'))
        yield { at: path, message: say`Relative.` };
    },
  },
  {
    id: 'curl-insecure',
    title: 'curl -k',
    severity: 'warning',
    on: true,
    *instruction({ keyword, line }) {
      if (keyword !== 'RUN') return;
      for (const { index } of line.text.matchAll(/curl -k/g)) {
        const piece = line.pieces.findLast(({ at }) => at <= index);
        const start = (piece?.start ?? 0) + index - (piece?.at ?? 0);
        yield { at: { span: { start, end: start + 7 } }, message: say`Unchecked.` };
      }
    },
  },
  { id: 'off-by-default', title: 'Off', severity: 'hint', on: false, *manifest() {} },
];

export const testRules: readonly Rule[] = [...faults, ...suppressionRules];

/** The analysis of a text under the test's rules; a Dockerfile where it starts with FROM, a directive or is said to be one. */
export function look(text: string, settings: Partial<Settings> = {}, path = 'file.yaml'): Analysis {
  return analyze({ path, text }, { ...defaultSettings, ...settings }, testRules);
}

/** What stays of the faults (not what is said about suppressions), in the order of the text. */
export function left({ findings }: Analysis): readonly string[] {
  return findings.flatMap(({ rule }) => (rule.suppression ? [] : [rule.id]));
}

/** What a suppression accepted, in the order of the text. */
export function accepted({ suppressed }: Analysis): readonly string[] {
  return suppressed.map(({ rule }) => rule.id);
}

/** What is said about suppressions: the rule, and the text that it points at. */
export function audited({ findings, file }: Analysis): readonly string[] {
  return findings.flatMap(({ rule, span }) =>
    rule.suppression ? [`${rule.id}: ${file.text.slice(span.start, span.end)}`] : [],
  );
}

/** A pod with two containers that have the same two faults each, and a line for a comment at most places. */
export interface PodLines {
  readonly head?: string;
  readonly annotations?: readonly string[];
  readonly labels?: readonly string[];
  readonly beforeSpec?: string;
  readonly beforeFirst?: string;
  readonly beforePrivileged?: string;
  readonly afterPrivileged?: string;
}

export function pod(lines: PodLines = {}): string {
  const { head, annotations, labels, beforeSpec, beforeFirst, beforePrivileged, afterPrivileged } = lines;
  return [
    head,
    'apiVersion: v1',
    'kind: Pod',
    'metadata:',
    '  name: a',
    ...(annotations ? ['  annotations:', ...annotations.map((line) => `    ${line}`)] : []),
    ...(labels ? ['  labels:', ...labels.map((line) => `    ${line}`)] : []),
    beforeSpec,
    'spec:',
    '  hostPID: true',
    '  containers:',
    beforeFirst === undefined ? undefined : `    ${beforeFirst}`,
    '    - name: web',
    '      image: web:1',
    '      securityContext:',
    beforePrivileged === undefined ? undefined : `        ${beforePrivileged}`,
    `        privileged: true${afterPrivileged === undefined ? '' : ` ${afterPrivileged}`}`,
    '        runAsUser: 0',
    '    - name: log',
    '      image: log:1',
    '      securityContext:',
    '        privileged: true',
    '        runAsUser: 0',
    '',
  ]
    .filter((line) => line !== undefined)
    .join('\n');
}

/** The faults of `pod()` where nothing is suppressed. */
export const podFaults = [
  'host-pid',
  ...Array.from({ length: 2 }, () => ['privileged-container', 'run-as-root-user']).flat(),
];
