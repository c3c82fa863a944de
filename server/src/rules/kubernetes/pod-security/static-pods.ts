import type { Check, Problem } from '../../../engine/rule.js';
import type { PodSpec } from '../../../kubernetes/model.js';
import { isStaticControlPlane } from '../../../kubernetes/static-pods.js';

/**
 * The check with all that it finds in the static pods of a control plane as hints without fixes: these pods are what the cluster rests
 * on, kubeadm makes them so, and one that no longer starts takes the cluster down.
 */
export function hintsForControlPlanes(check: Check<PodSpec>): Check<PodSpec> {
  return (podSpec, context) => {
    const found = check(podSpec, context);
    return isStaticControlPlane(podSpec) ? [...found].map(toHint) : found;
  };
}

function toHint(problem: Problem): Problem {
  return { ...problem, severity: 'hint', fixes: [] };
}
