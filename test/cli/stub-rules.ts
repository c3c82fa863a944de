import { say } from '../../server/src/engine/message.js';
import type { Rule } from '../../server/src/engine/rule.js';
import { remove, set } from '../../server/src/yaml/change.js';

/**
 * Rules for the tests of the command line, one for each kind of result: an error with a hardening fix, a warning without a fix
 * that points at a name, a safe fix of a Dockerfile, hints, and a rule that is itself broken.
 */
export const stubRules: readonly Rule[] = [
  {
    id: 'privileged',
    title: 'Container has all rights',
    severity: 'error',
    on: true,
    standards: { podSecurity: 'baseline', cis: ['5.2.2'], cwe: [250] },
    aliases: { trivy: ['AVD-KSV-0017'] },
    *container({ name, securityContext }) {
      const privileged = securityContext.get('privileged');
      if (!privileged.is(true)) return;
      yield {
        at: privileged,
        message: say`Container '${name}' is {privileged}.`,
        fixes: [
          { title: say`Set privileged to false`, applicability: 'hardening', changes: () => [set(privileged, false)] },
        ],
      };
    },
  },
  {
    id: 'no-resources',
    title: 'Container without limits',
    severity: 'warning',
    on: true,
    *container({ name, value, podSpec }, { level }) {
      const resources = value.get('resources');
      if (level === 'baseline' || resources.exists || resources.opaque) return;
      yield {
        at: value.get('name'),
        message: say`Container '${name}' has no limits.`,
        related: [{ at: podSpec.value.key, message: say`The pod spec that it stands in.` }],
      };
    },
  },
  {
    id: 'host-network',
    title: 'Pod in the network of its node',
    severity: 'info',
    on: true,
    *podSpec({ value }) {
      const hostNetwork = value.get('hostNetwork');
      if (!hostNetwork.is(true)) return;
      yield {
        at: hostNetwork,
        message: say`The pod uses the network of its node.`,
        fixes: [{ title: say`Remove hostNetwork`, applicability: 'safe', changes: () => [remove(hostNetwork)] }],
      };
    },
  },
  {
    id: 'add-file',
    title: 'ADD copies a file',
    severity: 'info',
    on: true,
    *instruction({ keyword, keywordSpan }) {
      if (keyword !== 'ADD') return;
      const at = { span: keywordSpan };
      const edits = [{ ...keywordSpan, newText: 'COPY' }];
      yield {
        at,
        message: say`ADD does more than copy.`,
        fixes: [{ title: say`Use COPY`, applicability: 'safe', changes: () => [{ op: 'text', edits }] }],
      };
    },
  },
  {
    id: 'root-user',
    title: 'Root in the image',
    severity: 'warning',
    on: true,
    *stage({ dockerfile, end, from, index }) {
      if (end.user || dockerfile.stages.length - 1 !== index) return;
      yield { at: { span: from.keywordSpan }, message: say`The image runs as root.` };
    },
  },
  {
    id: 'broken-rule',
    title: 'A rule that fails',
    severity: 'hint',
    on: false,
    *manifest() {
      throw new Error('it is broken on purpose');
    },
  },
];
