import { say } from '../../../engine/message.js';
import type { Fix, Rule } from '../../../engine/rule.js';
import { removedApi, type RemovedApi } from '../../../kubernetes/api-removals.js';
import type { Manifest } from '../../../kubernetes/model.js';
import { rewrite, type YamlChange } from '../../../yaml/change.js';
import type { YamlValue } from '../../../yaml/value.js';
import { unlessShared } from '../fixes.js';
import { ingressChanges, selectorChanges, type Moves } from './conversions.js';

export const removedApiVersion: Rule = {
  id: 'removed-api-version',
  title: 'API version that Kubernetes no longer serves',
  severity: 'error',
  on: true,
  standards: { cwe: [477] },
  aliases: {
    'kube-linter': ['no-extensions-v1beta'],
    trivy: ['KSV-0107'],
    kics: ['94b76ea5-e074-4ca2-8a03-c5a606e30645'],
    'kube-score': ['stable-version'],
    kubeaudit: ['DeprecatedAPIUsed'],
    sonar: ['S1874'],
    kyverno: ['check-deprecated-apis'],
  },

  *manifest(manifest, { kubernetesMinor }) {
    const { apiVersion, kind, value } = manifest;
    if (/\/v\d+$/.test(apiVersion) || apiVersion === 'v1') return;
    const api = removedApi(apiVersion, kind);
    if (!api) return;
    const isGone = kubernetesMinor >= api.removed;
    const heir = kubernetesMinor >= api.deprecated ? api.replacement : undefined;
    // Before it is gone, only what has an heir can be written better.
    if (!isGone && heir === undefined) return;

    const advice = heir === undefined ? '' : `: use '${heir}'`;

    yield {
      at: value.get('apiVersion'),
      ...(!isGone && { severity: 'warning' }),
      message: isGone
        ? say`Since 1.${api.removed} Kubernetes refuses '${apiVersion}' for the kind ${kind}, so that the object is never made${advice}.`
        : say`From 1.${api.removed} on Kubernetes refuses '${apiVersion}' for the kind ${kind}${advice}.`,
      fixes: heir === undefined ? [] : replaced(manifest, heir, api.shape),
    };
  },
};

function replaced(manifest: Manifest, replacement: string, shape: RemovedApi['shape']): readonly Fix[] {
  const moves = movesFor[shape](manifest.value);
  if (!moves) return [];
  const version = manifest.value.get('apiVersion');
  const changes = (): YamlChange[] => [rewrite(version, replacement), ...moves.changes()];
  const title = moves.also === undefined ? say`Use '${replacement}'` : say`Use '${replacement}' and ${moves.also}`;
  const applicability = shape === 'same' || shape === 'budget' ? ('safe' as const) : ('hardening' as const);
  return unlessShared([version, ...moves.places], [{ title, applicability, changes }]);
}

const nothing: Moves = { places: [], changes: () => [] };

const movesFor: Readonly<Record<RemovedApi['shape'], (value: YamlValue) => Moves | undefined>> = {
  same: () => nothing,
  unknown: () => undefined,
  workload: selectorChanges,
  ingress: ingressChanges,
  // An empty selector is for no pod in v1beta1 and for every pod in v1.
  budget: (value) => (value.get('spec', 'selector').entries.some(({ value }) => !isEmpty(value)) ? nothing : undefined),
};

const isEmpty = (value: YamlValue): boolean => !value.opaque && value.entries.length === 0 && value.items.length === 0;
