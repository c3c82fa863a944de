import { say } from '../../../engine/message.js';
import { nearest } from '../../../engine/nearest.js';
import type { Fix, Rule } from '../../../engine/rule.js';
import { addDocument, placeholder, rewrite } from '../../../yaml/change.js';
import type { YamlValue } from '../../../yaml/value.js';
import { canAddDocument, unlessShared } from '../fixes.js';

export const unknownPriorityClass: Rule = {
  id: 'unknown-priority-class',
  title: 'Priority class that is not defined here',
  severity: 'info',
  on: true,
  standards: { cwe: [1284] },
  aliases: { 'kube-linter': ['priority-class-name'] },

  *workspace({ podSpec }, workspace, { options }) {
    const name = podSpec?.value.get('priorityClassName');
    if (!name?.text || name.text.startsWith('system-')) return;
    const known = workspace.ofKind('PriorityClass').map((found) => found.name);
    // Where none is defined, they all are elsewhere; where a template names one, it may be this.
    if (known.length === 0 || known.includes(undefined) || known.includes(name.text)) return;
    if (Array.isArray(options['known']) && options['known'].includes(name.text)) return;

    const names = known.filter((found) => found !== undefined);
    yield {
      at: name,
      message: say`No PriorityClass '${name.text}' is defined here, though others are: if the cluster does not have it, the pods are refused.`,
      fixes: defined(name, name.text, names),
    };
  },
};

function defined(name: YamlValue, text: string, known: readonly string[]): readonly Fix[] {
  const meant = nearest(text, known);
  const other: readonly Fix[] =
    meant === undefined
      ? []
      : [{ title: say`Write '${meant}'`, applicability: 'placeholder', changes: () => [rewrite(name, meant)] }];
  const made: Fix = {
    title: say`Define PriorityClass '${text}'`,
    applicability: 'placeholder',
    changes: () => [
      addDocument({
        apiVersion: 'scheduling.k8s.io/v1',
        kind: 'PriorityClass',
        metadata: { name: text },
        value: placeholder('1000'),
      }),
    ],
  };
  return [...unlessShared([name], other), ...(canAddDocument(name) ? [made] : [])];
}
