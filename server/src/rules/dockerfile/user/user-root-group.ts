import { say } from '../../../engine/message.js';
import type { Rule } from '../../../engine/rule.js';
import { userOf } from './user-at.js';

export const userRootGroup: Rule = {
  id: 'user-root-group',
  title: 'Image that runs in the group of root',
  severity: 'hint',
  on: false,
  standards: { cwe: [250] },

  *dockerfile({ finalStage: stage }) {
    const at = stage?.end.user?.instruction.args[0];
    if (!stage || !at) return;
    const who = userOf(stage);
    if (who.kind !== 'other' || !/^(?:0+|root)$/.test(who.group ?? '')) return;

    yield {
      at,
      message: say`'${at.text}' runs the container in the group of root: whoever breaks in may read and write what that group may.`,
    };
  },
};
