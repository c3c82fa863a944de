import type { CodeLens } from 'vscode-languageserver';
import type { Analysis } from '../engine/analysis.js';
import type { Chunk } from '../engine/chunk.js';
import { hardeningFix } from '../engine/fixing.js';
import { manifestOf } from '../engine/ignore-target.js';
import type { Manifest, PodSpec } from '../kubernetes/model.js';
import { qosClassOf } from '../kubernetes/qos-class.js';
import { hardenTitle, type ActionData, type ActionScene } from './actions.js';
import { toRange } from './convert.js';

/** The strictest Pod Security level, as of Kubernetes 1.minor, that admits a pod; nothing where that is not known. */
export type LevelOf = (podSpec: PodSpec, kubernetesMinor: number) => string | undefined;

/** The command of a lens; its argument is an `ActionData`. */
export const hardenCommand = 'bulkhead.hardenWorkload';

/** A workload of a chunk, and what its pods are. */
interface Described {
  readonly manifest: Manifest;
  /** Its place among the objects of the chunk. */
  readonly number: number;
  /** Empty where nothing is known. */
  readonly text: string;
}

/**
 * Makes the function that gives the lenses of a document: over each workload the Pod Security level that its pods reach and their
 * QoS class, and beside it the way to harden it where there is one and the client makes edits.
 */
export function createLenses(levelOf: LevelOf): (scene: ActionScene) => readonly CodeLens[] {
  // A chunk was read with one choice of settings, so what is said of it holds for as long as it does.
  const known = new WeakMap<Chunk, readonly Described[]>();
  const describe = (chunk: Chunk, kubernetesMinor: number): readonly Described[] => {
    const found = known.get(chunk) ?? describeWorkloads(chunk, kubernetesMinor, levelOf);
    known.set(chunk, found);
    return found;
  };
  return ({ analysis, document, client }) => {
    const { uri, version } = document;
    const hardenable = client.appliesEdits ? hardenableIn(analysis) : new Set<Manifest>();
    return analysis.chunks.flatMap(({ start, chunk }) =>
      describe(chunk, analysis.settings.kubernetesMinor).flatMap(({ manifest, number, text }): CodeLens[] => {
        const at = start + manifest.value.span.start;
        const range = toRange(document, { start: at, end: at });
        const data: ActionData = { uri, version, target: { kind: 'workload', chunk: start, manifest: number } };
        const harden = { title: 'Harden', tooltip: hardenTitle, command: hardenCommand, arguments: [data] };
        return [
          // Without the name of a command an editor shows the text alone.
          ...(text ? [{ range, command: { title: text, command: '' } }] : []),
          ...(hardenable.has(manifest) ? [{ range, command: harden }] : []),
        ];
      }),
    );
  };
}

function describeWorkloads(chunk: Chunk, kubernetesMinor: number, levelOf: LevelOf): readonly Described[] {
  return chunk.manifests.flatMap((manifest, number) => {
    const { podSpec } = manifest;
    if (!podSpec) return [];
    const level = levelOf(podSpec, kubernetesMinor);
    const qos = qosClassOf(podSpec, kubernetesMinor);
    const parts = [
      ...(level ? [`Pod Security: ${level}`] : []),
      ...(qos ? [qos === 'BestEffort' ? `QoS: ${qos}, among the first evicted` : `QoS: ${qos}`] : []),
    ];
    return [{ manifest, number, text: parts.join(' · ') }];
  });
}

/** The workloads in which "Harden this workload" has something to mend. */
function hardenableIn({ findings }: Analysis): ReadonlySet<Manifest> {
  const found = new Set<Manifest>();
  for (const finding of findings) {
    if (!finding.rule.standards?.podSecurity) continue;
    const manifest = manifestOf(finding.subject);
    if (manifest && !found.has(manifest) && hardeningFix(finding)) found.add(manifest);
  }
  return found;
}
