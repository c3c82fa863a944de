import assert from 'node:assert/strict';
import fs from 'node:fs';
import { analyze } from '../../server/src/engine/analysis.js';
import type { Rule } from '../../server/src/engine/rule.js';
import { defaultSettings, newestKubernetesMinor } from '../../server/src/engine/settings.js';
import { rules } from '../../server/src/rules/index.js';

const data = '../shared/data/pod-security';

/**
 * The rules that decide a check of the Pod Security Standards at its newest version, which does not look at annotations any more;
 * a level includes the checks of the level below it.
 */
const rulesOfCheck: Readonly<Record<string, readonly string[]>> = {
  privileged: ['privileged-container'],
  hostnamespaces: ['host-network', 'host-pid', 'host-ipc'],
  hostpathvolumes: ['host-path-volume', 'host-path-sensitive', 'container-runtime-socket'],
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
  restrictedvolumes: ['restricted-volume-type'],
  windowshostprocess: ['windows-host-process'],
  hostprobesandhostlifecycle: ['probe-host'],
};

interface Expectation {
  readonly level: 'baseline' | 'restricted';
  readonly expected: 'pass' | 'fail';
  readonly check: string;
  readonly text: string;
}

/** Registers a test for each pod of the evaluator's fixtures that is about the newest version. */
function testAgreement(): void {
  const known = new Set(rules.map(({ id }) => id));
  for (const { level, expected, check, text } of readExpectations()) {
    const deciding = rulesOfCheck[check] ?? [];
    if (expected === 'pass') {
      it(`${level}: a pod that passes ${check} raises nothing of the level`, () => {
        assert.deepEqual(
          raised(text, level)
            .filter(isPartOf(level))
            .map(({ id }) => id),
          [],
        );
      });
    } else if (deciding.every((id) => known.has(id))) {
      it(`${level}: a pod that fails ${check} raises one of its rules`, () => {
        const found = raised(text, level).map(({ id }) => id);
        assert.ok(
          found.some((id) => deciding.includes(id)),
          `${found.join(', ')}\n${text}`,
        );
      });
    }
  }
}

function raised(text: string, level: 'baseline' | 'restricted'): Rule[] {
  const { findings, crashes } = analyze({ path: 'pod.yaml', text }, { ...defaultSettings, level }, rules);
  assert.deepEqual(crashes, []);
  return findings.map(({ rule }) => rule);
}

const isPartOf =
  (level: string) =>
  ({ standards }: Rule) =>
    standards?.podSecurity === 'baseline' || (level === 'restricted' && standards?.podSecurity === 'restricted');

function readExpectations(): Expectation[] {
  const [, ...lines] = fs.readFileSync(`${data}/expected.tsv`, 'utf8').trim().split('\n');
  return lines.flatMap((line) => {
    const [level, expected, check = '', pod = '', versions = ''] = line.split('\t');
    if (!versions.split(',').includes(`v1.${newestKubernetesMinor}`)) return [];
    const text = fs.readFileSync(`${data}/${pod}`, 'utf8');
    return [{ level, expected, check, text } as Expectation];
  });
}

if (fs.existsSync(data)) describe('agreement with the evaluator of Pod Security', testAgreement);
