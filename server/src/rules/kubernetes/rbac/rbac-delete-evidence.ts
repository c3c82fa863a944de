import { say } from '../../../engine/message.js';
import type { Rule } from '../../../engine/rule.js';
import { rightsOn } from '../../../kubernetes/rbac.js';
import { judge, judgedRules } from './grants.js';

const events = ['', 'events.k8s.io'].map((group) => rightsOn(group, 'events', 'delete deletecollection'));

export const rbacDeleteEvidence: Rule = {
  id: 'rbac-delete-evidence',
  title: 'Role that may delete traces',
  severity: 'info',
  on: false,
  standards: { cwe: [778] },
  aliases: { trivy: ['KSV-0042'], kubescape: ['C-0031', 'C-0007'] },

  *manifest(manifest) {
    yield* judge(manifest, events, () => ({
      message: say`Whoever has this role deletes the events that would show what happened.`,
    }));
    for (const { verbs, resources, isNamed } of judgedRules(manifest)) {
      const all = verbs.get('deletecollection');
      if (!all || isNamed || resources.has('events')) continue;
      yield {
        at: all,
        message: say`With 'deletecollection' one request deletes all objects of a kind in a namespace.`,
      };
    }
  },
};
