import { rootValue, type YamlValue } from '../yaml/value.js';
import type { YamlDocument } from '../yaml/tree.js';
import type { Container, Manifest, PodSpec } from './model.js';

/** How far lists within lists are followed; the API knows no nested lists at all. */
const deepestList = 4;

/** Whether a text can hold a Kubernetes object at all: a cheap search, so that other YAML costs next to nothing. */
export function mayHoldManifest(text: string): boolean {
  return text.includes('kind') && text.includes('apiVersion');
}

/** Whether a text that could not be read was meant as a Kubernetes object: not all YAML and JSON that speaks of kinds is one. */
export function looksLikeManifest(text: string): boolean {
  return keyWithName('apiVersion').test(text) && keyWithName('kind').test(text);
}

/** The key at the start of a line, or one in JSON with a name as its value. */
function keyWithName(key: string): RegExp {
  return new RegExp(`^["']?${key}["']?[ \\t]*:|(?:^|[{,])\\s*"${key}"\\s*:\\s*"\\w`, 'm');
}

/**
 * The Kubernetes objects in a document: none, one, or the items of a `List`. `partial` objects (patches) may have
 * whatever they lack elsewhere, so nothing counts as missing in them.
 */
export function manifestsOf(
  document: YamlDocument,
  completeness: 'whole' | 'partial' = 'whole',
  path = '',
): readonly Manifest[] {
  const root = rootValue(document);
  return unfold(completeness === 'partial' ? root.asPartial() : root, path, 0);
}

function unfold(value: YamlValue, path: string, depth: number): Manifest[] {
  const kind = value.get('kind').text;
  const apiVersion = value.get('apiVersion').text;
  if (!kind || !apiVersion) return [];
  const items = value.get('items');
  if (kind.endsWith('List') && items.isList) {
    return depth < deepestList ? items.items.flatMap((item) => unfold(item, path, depth + 1)) : [];
  }
  return [readManifest(value, path, apiVersion, kind)];
}

function readManifest(value: YamlValue, path: string, apiVersion: string, kind: string): Manifest {
  const metadata = value.get('metadata');
  const manifest: Manifest = {
    value,
    path,
    apiVersion,
    kind,
    name: metadata.get('name').text,
    namespace: metadata.get('namespace').text,
    get podSpec() {
      podSpec ??= { found: readPodSpec(manifest) };
      return podSpec.found;
    },
  };
  let podSpec: { readonly found: PodSpec | undefined } | undefined;
  return manifest;
}

/**
 * Where the kinds that run pods keep the template of a pod (API reference 1.37; Knative Serving v1; Argo Rollouts v1alpha1).
 * @checked 2026-08-26
 */
const templatePaths: Readonly<Record<string, readonly string[]>> = {
  Pod: [],
  PodTemplate: ['template'],
  Deployment: ['spec', 'template'],
  StatefulSet: ['spec', 'template'],
  DaemonSet: ['spec', 'template'],
  ReplicaSet: ['spec', 'template'],
  ReplicationController: ['spec', 'template'],
  Job: ['spec', 'template'],
  CronJob: ['spec', 'jobTemplate', 'spec', 'template'],
};

/** The groups whose kinds of these names are Kubernetes' own; a `Job` of another group may be anything. */
const ownGroups = /^(v1|(apps|batch|extensions)\/.*)$/;

function readPodSpec(manifest: Manifest): PodSpec | undefined {
  const { value, kind, apiVersion } = manifest;
  const path = ownGroups.test(apiVersion) ? templatePaths[kind] : undefined;
  const template = value.get(...(path ?? ['spec', 'template']));
  const spec = template.get('spec');
  if (!spec.isMap || (!path && !isCompletePodSpec(spec))) return undefined;
  return buildPodSpec(manifest, spec, template.get('metadata'));
}

/** A custom kind runs pods if a whole pod template stands where workloads keep it: containers in a list, one with an image. */
function isCompletePodSpec(spec: YamlValue): boolean {
  return spec.get('containers').items.some((container) => container.get('image').exists);
}

function buildPodSpec(manifest: Manifest, spec: YamlValue, metadata: YamlValue): PodSpec {
  const raw = [
    ...list(spec, 'containers', 'main'),
    ...list(spec, 'initContainers', 'init'),
    ...list(spec, 'ephemeralContainers', 'ephemeral'),
  ];
  // A pod spec without a container, or a container without an image, is only a part: a patch, or one still being typed.
  const isWhole = raw.length > 0 && raw.every(({ value }) => hasImage(value));
  const value = isWhole ? spec : spec.asPartial();
  const podSpec: PodSpec = {
    manifest,
    value,
    metadata,
    securityContext: value.get('securityContext'),
    get containers() {
      containers ??= raw.map(({ value, role }) => readContainer(podSpec, value, role));
      return containers;
    },
    isWindows: spec.get('os', 'name').is('windows'),
    runsOnWindows: windowsWord(spec) !== undefined,
  };
  let containers: readonly Container[] | undefined;
  return podSpec;
}

/** What says that the pods run on Windows: `os.name` or, where that says nothing, the node selector. */
export function windowsWord(spec: YamlValue): YamlValue | undefined {
  const os = spec.get('os', 'name');
  if (os.exists || os.opaque) return os.is('windows') ? os : undefined;
  return systemLabels.map((label) => spec.get('nodeSelector', label)).find((selected) => selected.is('windows'));
}

/** The labels with the system of a node; the second is deprecated (API reference, "Well-Known Labels, Annotations and Taints"). */
const systemLabels = ['kubernetes.io/os', 'beta.kubernetes.io/os'];

function list(spec: YamlValue, key: string, role: Container['role']) {
  return spec
    .get(key)
    .items.filter((value) => value.isMap)
    .map((value) => ({ value, role }));
}

function hasImage(container: YamlValue): boolean {
  const image = container.get('image');
  return image.exists || image.opaque;
}

function readContainer(podSpec: PodSpec, raw: YamlValue, role: Container['role']): Container {
  const value = hasImage(raw) ? raw : raw.asPartial();
  const name = writtenText(value.get('name')) ?? writtenText(value.get('image')) ?? '(unnamed)';
  return { podSpec, role, name, value, securityContext: value.get('securityContext') };
}

/** What a scalar stands for or, where a template decides it, what stands in the file, on one line and without its quotes. */
function writtenText({ text, place: { document, node, missing } }: YamlValue): string | undefined {
  if (text !== undefined || missing.length > 0 || node?.kind !== 'scalar') return text;
  const source = document.text.slice(node.span.start, node.span.end).replaceAll(/\s+/g, ' ');
  return node.style === 'single' || node.style === 'double' ? source.slice(1, -1) : source;
}
