import { say } from '../../../engine/message.js';
import type { Problem, Rule } from '../../../engine/rule.js';
import type { Manifest } from '../../../kubernetes/model.js';
import { set } from '../../../yaml/change.js';
import { unlessShared } from '../fixes.js';

export const priorityClassAbuse: Rule = {
  id: 'priority-class-abuse',
  title: 'Priority that pushes out other pods',
  severity: 'warning',
  on: true,
  standards: { cwe: [770] },
  aliases: {
    'kube-linter': ['priority-class-name'],
    kyverno: ['allowed-pod-priorities'],
  },

  *podSpec({ value, manifest }) {
    const name = value.get('priorityClassName');
    const system = name.is('system-node-critical') || name.is('system-cluster-critical');
    // An object without a namespace goes where it is sent, which for these is mostly kube-system.
    if (!system || manifest.namespace === undefined || manifest.namespace === 'kube-system') return;
    yield {
      at: name,
      message: say`Class '${name.text ?? ''}' is for the cluster's own parts: where nodes are full, these pods push out any other, and whoever may create more of them can so end all workloads.`,
      // Drivers and agents of the nodes have their own namespaces.
      ...(manifest.kind === 'DaemonSet' && { severity: 'hint' }),
    };
  },

  *manifest(manifest) {
    if (manifest.kind !== 'PriorityClass' || manifest.name?.startsWith('system-')) return;
    yield* forEverybody(manifest);
    yield* tooHigh(manifest);
  },
};

function* forEverybody({ value }: Manifest): Iterable<Problem> {
  const everybody = value.get('globalDefault');
  const [priority, policy] = [value.get('value'), value.get('preemptionPolicy')];
  if (!everybody.is(true) || priority.opaque || policy.opaque || policy.is('Never')) return;
  // A default that is not above the pods without any priority takes nothing from anybody.
  if (typeof priority.scalar !== 'number' || priority.scalar <= 0) return;
  yield {
    at: everybody,
    message: say`Every pod that names no class gets this priority: where nodes are full, any pod, an attacker's too, pushes out those that have less.`,
    fixes: unlessShared(
      [everybody],
      [
        {
          title: say`Set globalDefault to false`,
          applicability: 'hardening',
          preferred: false,
          changes: () => [set(everybody, false)],
        },
      ],
    ),
  };
}

/** The API refuses more for classes of its users (scheduling/types.go, HighestUserDefinablePriority). */
const highest = 1_000_000_000;
/** From here on it is worth saying whether the pods may push out others. */
const high = 1_000_000;

function* tooHigh({ value }: Manifest): Iterable<Problem> {
  const priority = value.get('value');
  const policy = value.get('preemptionPolicy');
  if (typeof priority.scalar !== 'number') return;
  if (priority.scalar > highest) {
    yield {
      at: priority,
      message: say`Kubernetes refuses the class: priorities above 1000000000 are for its own parts.`,
      severity: 'error',
    };
  } else if (priority.scalar >= high && !policy.exists && !policy.opaque) {
    yield {
      at: priority,
      message: say`Pods of this class push out others, which is the default: say so by a preemptionPolicy, or say 'Never'.`,
      severity: 'hint',
      fixes: unlessShared(
        [policy],
        [
          {
            title: say`State that they do`,
            applicability: 'safe',
            changes: () => [set(policy, 'PreemptLowerPriority')],
          },
          {
            title: say`Let them only wait in front`,
            applicability: 'hardening',
            preferred: false,
            changes: () => [set(policy, 'Never')],
          },
        ],
      ),
    };
  }
}
