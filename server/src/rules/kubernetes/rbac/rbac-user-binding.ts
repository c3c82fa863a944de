import { say } from '../../../engine/message.js';
import type { Rule } from '../../../engine/rule.js';
import { isBinding } from '../../../kubernetes/rbac.js';
import { rewrite, set } from '../../../yaml/change.js';
import { unlessShared } from '../fixes.js';

const kinds = ['User', 'Group', 'ServiceAccount'];

/** Programs are users, too: those of the cluster itself, and what Google Cloud knows as a service account. */
const program = /^system:|\.gserviceaccount\.com$/;

export const rbacUserBinding: Rule = {
  id: 'rbac-user-binding',
  title: 'Rights for a single person',
  severity: 'hint',
  on: true,
  standards: { cwe: [284] },

  *manifest(manifest) {
    if (!isBinding(manifest)) return;
    for (const subject of manifest.value.get('subjects').items) {
      const [kind, name] = [subject.get('kind'), subject.get('name')];
      const meant = kinds.find((known) => known.toLowerCase() === kind.text?.toLowerCase());
      if (meant !== undefined && !kind.is(meant)) {
        yield {
          at: kind,
          message: say`The API refuses a subject of kind '${kind.text ?? ''}': it is called '${meant}', with capitals.`,
          severity: 'error',
          fixes: unlessShared(
            [kind],
            [{ title: say`Write ${meant}`, applicability: 'safe', changes: () => [rewrite(kind, meant)] }],
          ),
        };
      }
      const { text } = name;
      if (meant !== 'User' || text === undefined || !kind.is('User') || program.test(text)) continue;
      yield {
        at: kind,
        message: say`User '${text}' keeps these rights after leaving the team, and so does whoever gets that name next: a group ends with the membership.`,
        fixes: unlessShared(
          [kind, name],
          [
            {
              title: say`Bind a group instead`,
              applicability: 'placeholder',
              changes: () => [set(kind, 'Group'), rewrite(name, 'GROUP', 'GROUP')],
            },
          ],
        ),
      };
    }
  },
};
