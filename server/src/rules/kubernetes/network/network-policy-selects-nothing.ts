import { nearest } from '../../../engine/nearest.js';
import { say } from '../../../engine/message.js';
import type { Fix, Problem, Rule } from '../../../engine/rule.js';
import type { PodSpec } from '../../../kubernetes/model.js';
import { isNetworkPolicy, mayTakeIn, podSelectorOf, workloadsBeside } from '../../../kubernetes/network-policies.js';
import { labelsIn } from '../../../kubernetes/selectors.js';
import { hasHiddenPods } from '../../../kubernetes/workloads.js';
import { rewrite } from '../../../yaml/change.js';
import type { YamlValue } from '../../../yaml/value.js';
import { unlessShared } from '../fixes.js';

export const networkPolicySelectsNothing: Rule = {
  id: 'network-policy-selects-nothing',
  title: 'Network policy that selects no pod',
  severity: 'info',
  on: true,
  standards: { nsa: 'Network policies', cwe: [693] },
  aliases: {
    'kube-linter': ['dangling-networkpolicy', 'dangling-networkpolicypeer-podselector'],
    kics: ['85ab1c5b-014e-4352-b5f8-d7dea3bb4fd3'],
    kubescape: ['C-0299'],
    'kube-score': ['networkpolicy-targets-pod'],
  },

  *workspace(policy, workspace) {
    if (!isNetworkPolicy(policy)) return;
    const pods = workloadsBeside(workspace, policy);
    if (pods.length === 0) return;
    const selector = podSelectorOf(policy);
    const isDangling = (one: YamlValue): boolean => !mayTakeIn(one, workspace, policy);
    if (isDangling(selector)) {
      const slip = findSlip(selector, pods);
      if (slip || !hasHiddenPods(workspace, policy.namespace)) {
        yield {
          at: slip?.at ?? selector.key,
          message: say`This selects none of the workloads of its namespace here: they are as open as without the policy.`,
          fixes: mend(slip),
        };
      }
    }
    // Who connects to the pods is often in other files, so that only a slip is told.
    for (const peer of peersOf(policy.value.get('spec'))) {
      const slip = isDangling(peer) ? findSlip(peer, pods) : undefined;
      if (slip) yield misspelt(slip);
    }
  },
};

/** The selectors of peers in the policy's own namespace. */
function peersOf(spec: YamlValue): YamlValue[] {
  const lists = [['ingress', 'from'] as const, ['egress', 'to'] as const];
  return lists
    .flatMap(([rules, peers]) => spec.get(rules).items.flatMap((rule) => rule.get(peers).items))
    .filter((peer) => !peer.get('namespaceSelector').exists && !peer.get('namespaceSelector').opaque)
    .map((peer) => peer.get('podSelector'));
}

/** A value of a selector and what it was probably meant to be. */
interface Slip {
  readonly at: YamlValue;
  readonly meant: string;
}

/** The one value that keeps a selector from taking in one of the workloads, where it is close to their label. */
function findSlip(selector: YamlValue, pods: readonly PodSpec[]): Slip | undefined {
  if (selector.get('matchExpressions').exists) return undefined;
  const { entries } = selector.get('matchLabels');
  for (const { metadata } of pods) {
    const labelOf = labelsIn(metadata);
    const [wrong, ...others] = entries.filter(({ name, value }) => labelOf(name) !== value.text);
    const label = wrong && labelOf(wrong.name);
    if (!label || others.length > 0) continue;
    const text = wrong.value.text ?? '';
    // What is numbered differs on purpose.
    if (withoutNumbers(text) === withoutNumbers(label)) continue;
    const meant = nearest(text, [label], 2);
    if (meant !== undefined) return { at: wrong.value, meant };
  }
  return undefined;
}

const withoutNumbers = (text: string): string => text.replace(/-?\d+/g, '');

function misspelt(slip: Slip): Problem {
  return {
    at: slip.at,
    message: say`No workload of the namespace here has this label, and '${slip.meant}' is close to it: the rule may be for nobody.`,
    fixes: mend(slip),
  };
}

function mend(slip: Slip | undefined): readonly Fix[] {
  if (!slip) return [];
  const { at, meant } = slip;
  return unlessShared(
    [at],
    [
      {
        title: say`Write '${meant}'`,
        applicability: 'hardening',
        preferred: false,
        changes: () => [rewrite(at, meant)],
      },
    ],
  );
}
