import { say } from '../../../engine/message.js';
import { nearest } from '../../../engine/nearest.js';
import type { Fix, Rule } from '../../../engine/rule.js';
import type { Manifest } from '../../../kubernetes/model.js';
import { sameNamespace } from '../../../kubernetes/namespace.js';
import { accountName } from '../../../kubernetes/service-account.js';
import { addDocument, rewrite } from '../../../yaml/change.js';
import type { YamlValue } from '../../../yaml/value.js';
import { canAddDocument, unlessShared } from '../fixes.js';
import { writtenAccount } from './account.js';

export const unknownServiceAccount: Rule = {
  id: 'unknown-service-account',
  title: 'Service account that is not defined here',
  severity: 'info',
  on: true,
  standards: { cwe: [1284] },
  aliases: { 'kube-linter': ['non-existent-service-account'], kubescape: ['C-0307'] },

  *workspace(manifest, workspace, { options }) {
    const { podSpec, namespace } = manifest;
    const named = podSpec && writtenAccount(podSpec);
    const name = podSpec && accountName(podSpec);
    // Every namespace has an account 'default'.
    if (!named || name === undefined || name === 'default') return;
    const known = workspace.ofKind('ServiceAccount').filter((found) => sameNamespace(found.namespace, namespace));
    // Where none is defined, they all are elsewhere; where a template names one, it may be this.
    if (known.length === 0 || known.some((found) => found.name === undefined || found.name === name)) return;
    if (Array.isArray(options['known']) && options['known'].includes(name)) return;

    yield {
      at: named,
      message: say`No ServiceAccount '${name}' is defined here, though others of its namespace are: without it no pod is made.`,
      fixes: defined(named, name, known, namespace),
    };
  },
};

function defined(
  named: YamlValue,
  name: string,
  known: readonly Manifest[],
  namespace: string | undefined,
): readonly Fix[] {
  const meant = nearest(
    name,
    known.map((found) => found.name).filter((found) => found !== undefined),
  );
  const other: readonly Fix[] =
    meant === undefined
      ? []
      : [{ title: say`Write '${meant}'`, applicability: 'placeholder', changes: () => [rewrite(named, meant)] }];
  const account = {
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: { name, ...(namespace !== undefined && { namespace }) },
    automountServiceAccountToken: false,
  };
  const made: Fix = {
    title: say`Define ServiceAccount '${name}'`,
    applicability: 'placeholder',
    changes: () => [addDocument(account)],
  };
  return [...unlessShared([named], other), ...(canAddDocument(named) ? [made] : [])];
}
