import { say } from '../../../engine/message.js';
import type { Problem, Rule, RuleContext } from '../../../engine/rule.js';
import type { Container } from '../../../kubernetes/model.js';
import { remove, set } from '../../../yaml/change.js';
import type { YamlValue } from '../../../yaml/value.js';
import { unlessShared } from '../fixes.js';
import { nameContainers } from '../wording.js';
import { proposedUser, runsAsRoot } from './users.js';

export const runAsRootGroup: Rule = {
  id: 'run-as-root-group',
  title: 'Container is told to have the group root',
  severity: 'info',
  on: true,
  standards: { nsa: '"Non-root" containers', cwe: [250] },
  aliases: {
    'kube-linter': ['run-as-non-root'],
    trivy: ['KSV-0116'],
    kyverno: ['require-non-root-groups', 'check-supplemental-groups'],
  },

  *podSpec({ value, securityContext, containers, isWindows }, context) {
    // The groups of a user namespace are none of the node's.
    if (isWindows || value.get('hostUsers').is(false)) return;
    // Of the group of the user root run-as-root-user has said enough.
    const ordinary = containers.filter((container) => !runsAsRoot(container));
    const inheriting = ordinary.filter((container) => !ownGroup(container).exists);
    if (isRootGroup(securityContext) && inheriting.length > 0) yield groupAt(securityContext, inheriting, context);
    for (const container of ordinary) {
      if (isRootGroup(container.securityContext)) yield groupAt(container.securityContext, [container], context);
    }
    const files = securityContext.get('fsGroup');
    if (files.is(0)) yield filesAt(files, context);
    for (const item of securityContext.get('supplementalGroups').items) if (item.is(0)) yield supplementalAt(item);
  },
};

const ownGroup = ({ securityContext }: Container): YamlValue => securityContext.get('runAsGroup');

function isRootGroup(scope: YamlValue): boolean {
  return scope.get('runAsGroup').is(0);
}

function groupAt(scope: YamlValue, affected: readonly Container[], context: RuleContext): Problem {
  const group = scope.get('runAsGroup');
  const message = say`'runAsGroup: 0' gives ${nameContainers(affected)} the group root: whoever breaks in may use files of the image and of volumes that belong to it.`;
  return { at: group, message, fixes: ordinaryGroup('runAsGroup', group, context) };
}

function filesAt(files: YamlValue, context: RuleContext): Problem {
  const message = say`'fsGroup: 0' gives the files of volumes to the group root, and the pod that group: whoever breaks in has it, too.`;
  return { at: files, message, fixes: ordinaryGroup('fsGroup', files, context) };
}

function supplementalAt(item: YamlValue): Problem {
  return {
    at: item,
    message: say`The group 0 is root's: whoever breaks into the pod may use files of the image and of volumes that belong to it.`,
    fixes: unlessShared(
      [item],
      [
        {
          title: say`Remove group 0`,
          applicability: 'hardening',
          preferred: false,
          changes: () => [remove(item)],
        },
      ],
    ),
  };
}

function ordinaryGroup(key: string, place: YamlValue, context: RuleContext) {
  const group = proposedUser(context);
  return unlessShared(
    [place],
    [
      {
        title: say`Set ${key} to ${group}`,
        // Whether another group may read the files of the image and of the volumes is not known here.
        applicability: 'hardening',
        preferred: false,
        changes: () => [set(place, group)],
      },
    ],
  );
}
