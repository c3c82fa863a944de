import type { Container, Manifest } from '../../kubernetes/model.js';
import type { Span } from '../../text/span.js';
import type { YamlDocument, YamlPair } from '../../yaml/tree.js';
import type { YamlValue } from '../../yaml/value.js';
import type { RuleMeta, Tool } from '../rule.js';
import { correspondingRules, type ForeignNames } from './aliases.js';
import { kubeauditRules } from './kubeaudit.js';
import { splitNames } from './foreign.js';
import { readAcceptance } from './own.js';
import type { Suppression, WrittenName } from './suppression.js';

const metadataPragma =
  /bulkhead\/ignore|kube-linter\.io\/|kube-score\/|polaris\.fairwinds\.com\/|(?:checkov|bridgecrew)\.io\/skip|kubeaudit\.io\/|audit\.kubernetes\.io\//;

/** The annotations (and kubeaudit's labels) of objects and pod templates that accept findings. */
export function annotationSuppressions(
  document: YamlDocument,
  manifests: readonly Manifest[],
  rules: readonly RuleMeta[],
): readonly Suppression[] {
  if (!metadataPragma.test(document.text)) return [];
  return manifests.flatMap((manifest) => homesOf(manifest).flatMap((home) => fromHome(document, home, rules)));
}

/** A place that carries metadata. */
interface Home {
  readonly kind: 'object' | 'template' | 'pod';
  readonly metadata: YamlValue;
  readonly covers: Span;
  /** The span of the container of a name. */
  readonly container: (name: string) => Span | undefined;
}

function homesOf({ value, podSpec }: Manifest): readonly Home[] {
  const container = finder(podSpec?.containers ?? []);
  const metadata = value.get('metadata');
  const slot = podSpec?.value.place.slot;
  const template = slot?.kind === 'pair' ? slot.owner : undefined;
  const own: Home = { kind: 'object', metadata, covers: value.span, container };
  if (!podSpec || !template) return [own];
  // A Pod's metadata are those of its template too.
  if (template === value.place.node) return [{ ...own, kind: 'pod' }];
  return [own, { kind: 'template', metadata: podSpec.metadata, covers: template.span, container }];
}

function finder(containers: readonly Container[]): Home['container'] {
  let spans: ReadonlyMap<string, Span> | undefined;
  return (name) => {
    spans ??= new Map(containers.map((container) => [container.name, container.value.span]));
    return spans.get(name);
  };
}

function fromHome(document: YamlDocument, home: Home, rules: readonly RuleMeta[]): readonly Suppression[] {
  const annotations = home.metadata.get('annotations');
  const ofOthers = textPairs(annotations).flatMap((entry) => [...fromForeign(home, entry, rules)]);
  const own = textPairs(annotations).flatMap((entry) => fromOwn(document, home, annotations, entry));
  const labels = home.kind === 'object' ? [] : textPairs(home.metadata.get('labels'));
  return [...own, ...ofOthers, ...labels.flatMap((entry) => fromLabel(home, entry, rules))];
}

interface TextPair {
  readonly key: string;
  readonly keySpan: Span;
  readonly text: string;
}

/** The pairs whose keys may be about suppressions; what is merged in from elsewhere is not read. */
function textPairs({ place, exists }: YamlValue): readonly TextPair[] {
  if (!exists || place.node?.kind !== 'map' || place.missing.length > 0) return [];
  return place.node.pairs.flatMap(readPair);
}

function readPair({ key, value }: YamlPair): readonly TextPair[] {
  if (key?.kind !== 'scalar' || key.opaque || !metadataPragma.test(key.text)) return [];
  if (value && (value.kind !== 'scalar' || value.opaque)) return [];
  return [{ key: key.text, keySpan: key.span, text: value?.text ?? '' }];
}

function fromOwn(document: YamlDocument, home: Home, annotations: YamlValue, entry: TextPair): readonly Suppression[] {
  const [found, container] = /^bulkhead\/ignore(?:\.(.+))?$/.exec(entry.key) ?? [];
  if (found === undefined) return [];
  const value = annotations.get(entry.key);
  const written = document.text.slice(value.span.start, value.span.end);
  const verbatim = written.indexOf(entry.text);
  const { names, reason, until } = readAcceptance(entry.text, verbatim < 0 ? 0 : value.span.start + verbatim);
  const nowhere: Span = { start: entry.keySpan.start, end: entry.keySpan.start };
  return [
    {
      tool: 'bulkhead',
      span: entry.keySpan,
      rules: names.length > 0 ? names.map(({ text }) => text) : 'all',
      covers: container === undefined ? home.covers : (home.container(container) ?? nowhere),
      reason,
      until,
      own: {
        names: verbatim < 0 ? names.map((name): WrittenName => ({ ...name, span: value.span })) : names,
        place: value,
      },
    },
  ];
}

function fromForeign(home: Home, { key, keySpan, text }: TextPair, rules: readonly RuleMeta[]): readonly Suppression[] {
  const accept = (tool: Tool, names: ForeignNames, reason = ''): readonly Suppression[] => [
    {
      tool,
      span: keySpan,
      rules: correspondingRules(tool, names, rules),
      covers: home.covers,
      reason: reason.trim() === '' ? undefined : reason.trim(),
      until: undefined,
      own: undefined,
    },
  ];
  const isTemplate = home.kind === 'template';

  // kube-linter (pkg/ignore/ignore.go) looks at the object alone.
  if (key === 'kube-linter.io/ignore-all' && !isTemplate) return accept('kube-linter', 'all', text);
  const linted = /^ignore-check\.kube-linter\.io\/(.+)$/.exec(key)?.[1];
  if (linted !== undefined && !isTemplate) return accept('kube-linter', [linted], text);

  // kube-score (scorecard/enabled.go) looks at the pod template too.
  if (key === 'kube-score/skip' && /^true$/i.test(text)) return accept('kube-score', 'all');
  if (key === 'kube-score/ignore') {
    // Ignoring the resources implies their ephemeral storage (scorecard.go).
    const names = splitNames(
      text.replaceAll(/(^|[\s,])container-resources(?=$|[\s,])/g, '$&,container-ephemeral-storage-request-and-limit'),
    );
    return accept('kube-score', names.includes('*') ? 'all' : names);
  }

  // Polaris (pkg/validator/schema.go): of the object, and only with the value `true`.
  const exempt = /^polaris\.fairwinds\.com\/(?:(.+)-)?exempt$/.exec(key);
  if (exempt && !isTemplate && /^true$/i.test(text))
    return accept('polaris', exempt[1] === undefined ? 'all' : [exempt[1]]);

  // Checkov (kubernetes/kubernetes_utils.py): `ID=reason`, of the object; people write it into the pod template too.
  if (/(?:checkov|bridgecrew)\.io\/skip/.test(key)) {
    const [id = '', ...reason] = text.split('=');
    return accept('checkov', [id.trim()], reason.join('='));
  }
  return [];
}

/** kubeaudit's overrides are labels of the pods. */
function fromLabel(home: Home, { key, keySpan, text }: TextPair, rules: readonly RuleMeta[]): readonly Suppression[] {
  const override = kubeauditRules(key, rules);
  if (!override) return [];
  const covers = override.container === undefined ? home.covers : home.container(override.container);
  if (!covers) return [];
  const reason = /^(true)?$/i.test(text) ? undefined : text;
  return [
    { tool: 'kubeaudit', span: keySpan, rules: override.rules, covers, reason, until: undefined, own: undefined },
  ];
}
