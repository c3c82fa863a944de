import assert from 'node:assert/strict';
import fs from 'node:fs';
import { analyze, type Finding } from '../../server/src/engine/analysis.js';
import { defaultSettings } from '../../server/src/engine/settings.js';
import { podSecurityLevel, rulesOfLevel } from '../../server/src/rules/kubernetes/pod-security-level.js';
import { readBlocks } from './markdown.js';

const data = '../shared/data/pod-security';
const page = 'test/rules/pod-security.md';

type Level = 'baseline' | 'restricted';

/**
 * The rules that decide a check of the Pod Security Standards. One fault is one finding: of a host path the rule speaks that knows
 * most of it, and of a git repository the rule that is about it alone.
 */
const hostPaths = ['host-path-volume', 'host-path-sensitive', 'container-runtime-socket'];
const rulesOfCheck: Readonly<Record<string, readonly string[]>> = {
  privileged: ['privileged-container'],
  hostnamespaces: ['host-network', 'host-pid', 'host-ipc'],
  hostpathvolumes: hostPaths,
  hostports: ['host-port'],
  apparmorprofile: ['apparmor-unconfined'],
  capabilities_baseline: ['capability-added', 'dangerous-capability'],
  capabilities_restricted: ['capabilities-not-dropped', 'capability-added'],
  allowprivilegeescalation: ['allow-privilege-escalation'],
  runasnonroot: ['run-as-non-root'],
  runasuser: ['run-as-root-user'],
  seccompprofile_baseline: ['seccomp-unconfined'],
  seccompprofile_restricted: ['seccomp-profile-missing', 'seccomp-unconfined'],
  selinuxoptions: ['selinux-options'],
  sysctls: ['unsafe-sysctl'],
  procmount: ['proc-mount'],
  procmount_restricted: ['proc-mount'],
  restrictedvolumes: ['restricted-volume-type', 'git-repo-volume', ...hostPaths],
  windowshostprocess: ['windows-host-process'],
  hostprobesandhostlifecycle: ['probe-host'],
};

interface Expectation {
  readonly level: Level;
  readonly expected: 'pass' | 'fail';
  readonly check: string;
  readonly pod: string;
  readonly text: string;
  readonly minors: readonly number[];
}

/** Registers a test for each pod: at every version that it is about, the rules and the level reached agree with the evaluator. */
function testAgreement(expectations: readonly Expectation[]): void {
  for (const expectation of expectations) {
    const { level, expected, check, pod, minors } = expectation;
    it(`${level} ${expected} ${check} ${pod}: ${minors.length} versions`, () => {
      for (const minor of minors) (expected === 'pass' ? assertPasses : assertFails)(expectation, minor);
    });
  }
}

function assertPasses({ level, text }: Expectation, minor: number): void {
  const found = findingsIn(text, level, minor).map(({ rule }) => rule.id);
  assert.deepEqual(found, [], `1.${minor}`);
  const reached = levelOf(text, minor);
  assert.ok(reached === 'restricted' || reached === level, `1.${minor} reaches ${reached}`);
}

function assertFails({ level, check, text }: Expectation, minor: number): void {
  const deciding = rulesOfCheck[check] ?? [];
  const found = findingsIn(text, level, minor).map(({ rule }) => rule.id);
  assert.ok(
    found.some((id) => deciding.includes(id)),
    `1.${minor}: ${found.join(', ')}\n${text}`,
  );
  const reached = levelOf(text, minor);
  assert.ok(reached === 'privileged' || (level === 'restricted' && reached === 'baseline'), `1.${minor}: ${reached}`);
}

/** What the rules of a level find; the others have no say in it. */
function findingsIn(text: string, level: Level, kubernetesMinor: number): readonly Finding[] {
  const settings = { ...defaultSettings, level, kubernetesMinor };
  const { findings, crashes } = analyze({ path: 'pod.yaml', text }, settings, rulesOfLevel(level, kubernetesMinor));
  assert.deepEqual(crashes, []);
  return findings;
}

function levelOf(text: string, minor: number): string {
  const { chunks } = analyze({ path: 'pod.yaml', text }, defaultSettings, []);
  const podSpec = chunks.flatMap(({ chunk }) => chunk.manifests)[0]?.podSpec;
  assert.ok(podSpec);
  return podSecurityLevel(podSpec, minor) ?? 'unknown';
}

function readExpectations(): Expectation[] {
  const [, ...lines] = fs.readFileSync(`${data}/expected.tsv`, 'utf8').trim().split('\n');
  return lines.map((line) => {
    const [level, expected, check = '', pod = '', versions = ''] = line.split('\t');
    const text = fs.readFileSync(`${data}/${pod}`, 'utf8');
    const minors = versions.split(',').map((version) => Number(version.replace('v1.', '')));
    return { level, expected, check, pod, text, minors } as Expectation;
  });
}

if (fs.existsSync(data)) {
  describe('agreement with the evaluator of Pod Security', () => {
    const expectations = readExpectations();
    it('knows the pods', () => {
      assert.ok(expectations.length >= 380);
    });
    testAgreement(expectations);
  });
}

describe('the level of Pod Security that a pod reaches', () => {
  for (const { heading, info, text } of readBlocks(fs.readFileSync(page, 'utf8'))) {
    const [, reached = '', version] = /^(\w+)(?: kubernetes=1\.(\d+))?$/.exec(info) ?? [];
    it(`${heading}: ${info}`, () => {
      assert.equal(levelOf(text, Number(version ?? defaultSettings.kubernetesMinor)), reached);
    });
  }
});
