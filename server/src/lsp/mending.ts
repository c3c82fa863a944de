import { analyze, type Analysis, type Finding, type FindingFix, type PlacedChunk } from '../engine/analysis.js';
import { hardeningFix, mend, planFixes, safeFix, type Mended } from '../engine/fixing.js';
import { manifestOf } from '../engine/ignore-target.js';
import type { Rule } from '../engine/rule.js';
import type { Container, Manifest } from '../kubernetes/model.js';
import { contains, shift, touches, type Span } from '../text/span.js';

/**
 * What an action for many findings mends. A value that survives the way to the client and back: workload and container are
 * named by the start of their chunk and their number in it, which edits within the chunk do not change.
 */
export type Target =
  | { readonly kind: 'safe' }
  | { readonly kind: 'file' }
  | { readonly kind: 'rule'; readonly rule: string }
  | { readonly kind: 'workload'; readonly chunk: number; readonly manifest: number }
  | { readonly kind: 'container'; readonly chunk: number; readonly manifest: number; readonly container: number };

/** Makes all fixes that the target asks for; the edits are empty where there is nothing to do. */
export function mendTarget(analysis: Analysis, target: Target, rules: readonly Rule[]): Mended {
  const choose = chooser(target);
  return mend(judged(analysis, target, rules), choose, rules);
}

/** The findings that the target would mend now; no more than `most`, because each of them has to be planned to know. */
export function mendable(
  analysis: Analysis,
  target: Target,
  rules: readonly Rule[],
  most = Number.POSITIVE_INFINITY,
): readonly Finding[] {
  const choose = chooser(target);
  const found: Finding[] = [];
  for (const finding of judged(analysis, target, rules).findings) {
    if (found.length >= most) break;
    if (isPossible(choose(finding))) found.push(finding);
  }
  return found;
}

const isPossible = (fix: FindingFix | undefined): boolean => fix !== undefined && (planFixes([fix])?.length ?? 0) > 0;

/** A workload is hardened to the level `restricted` whatever level the settings ask for. */
function judged(analysis: Analysis, { kind }: Target, rules: readonly Rule[]): Analysis {
  if (kind !== 'workload' || analysis.settings.level === 'restricted') return analysis;
  const known = restricted.get(analysis);
  if (known) return known;
  const judged = analyze(analysis.file, { ...analysis.settings, level: 'restricted' }, rules);
  restricted.set(analysis, judged);
  return judged;
}

const restricted = new WeakMap<Analysis, Analysis>();

function chooser(target: Target): (finding: Finding) => FindingFix | undefined {
  switch (target.kind) {
    case 'safe':
      return safeFix;
    case 'file':
      return hardeningFix;
    case 'rule':
      return (finding) => (finding.rule.id === target.rule ? hardeningFix(finding) : undefined);
    case 'workload':
      return (finding) => {
        const fix = finding.rule.standards?.podSecurity ? hardeningFix(finding) : undefined;
        return fix && manifestAt(fix.chunk, target) === manifestOf(finding.subject) ? fix : undefined;
      };
    case 'container':
      return (finding) => {
        const fix = hardeningFix(finding);
        const container = fix && containerAt(fix.chunk, target);
        return fix && container && concerns(finding, container, fix.chunk) ? fix : undefined;
      };
  }
}

/** The manifest that the target names, if it stands in this chunk. */
function manifestAt(
  place: PlacedChunk,
  target: { readonly chunk: number; readonly manifest: number },
): Manifest | undefined {
  return place.start === target.chunk ? place.chunk.manifests[target.manifest] : undefined;
}

function containerAt(place: PlacedChunk, target: Extract<Target, { kind: 'container' }>): Container | undefined {
  return manifestAt(place, target)?.podSpec?.containers[target.container];
}

/** Whether a finding is about a container: found in it, or pointing at something in it. */
export function concerns({ subject, span }: Finding, container: Container, place: PlacedChunk): boolean {
  if (subject?.kind === 'container') return subject.node === container;
  return contains(shift(container.value.span, place.start), span);
}

/** The containers without a security context that the findings are about, as targets; each once. */
export function bareContainers(findings: readonly Finding[], analysis: Analysis): readonly BareContainer[] {
  const containers = new Set(findings.flatMap(({ subject }) => (subject?.kind === 'container' ? [subject.node] : [])));
  return [...containers].flatMap((container) => {
    const { exists, opaque } = container.securityContext;
    const home = exists || opaque ? undefined : homeOf(container.podSpec.manifest, analysis);
    if (!home) return [];
    const number = container.podSpec.containers.indexOf(container);
    return [{ name: container.name, target: { ...home, kind: 'container' as const, container: number } }];
  });
}

export interface BareContainer {
  readonly name: string;
  readonly target: Extract<Target, { kind: 'container' }>;
}

/** The workload that a range of the file stands in, as a target; nothing outside workloads. */
export function workloadAt(range: Span, analysis: Analysis): Extract<Target, { kind: 'workload' }> | undefined {
  for (const { start, chunk } of analysis.chunks) {
    if (!touches({ start, end: start + chunk.text.length }, range)) continue;
    const manifest = chunk.manifests.find(({ podSpec, value }) => podSpec && touches(shift(value.span, start), range));
    const home = manifest && homeOf(manifest, analysis);
    if (home) return { ...home, kind: 'workload' };
  }
  return undefined;
}

function homeOf(
  manifest: Manifest,
  { chunks }: Analysis,
): { readonly chunk: number; readonly manifest: number } | undefined {
  const place = chunks.find(({ chunk }) => chunk.manifests.includes(manifest));
  return place && { chunk: place.start, manifest: place.chunk.manifests.indexOf(manifest) };
}
