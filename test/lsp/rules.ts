// A few rules of our own, so that these tests are about the protocol and stay the same when the real rules change.
import { say } from '../../server/src/engine/message.js';
import type { Rule } from '../../server/src/engine/rule.js';
import { copyContextAll } from '../../server/src/rules/dockerfile/secrets/copy-context-all.js';
import { secretCopiedThenRemoved } from '../../server/src/rules/dockerfile/secrets/secret-copied-then-removed.js';
import { suppressionRules } from '../../server/src/rules/suppressions/index.js';
import { placeholder, remove, set } from '../../server/src/yaml/change.js';

const privileged: Rule = {
  id: 'test-privileged',
  title: 'Privileged container',
  severity: 'error',
  on: true,
  standards: { podSecurity: 'baseline' },
  *container({ name, securityContext, podSpec }) {
    const privileged = securityContext.get('privileged');
    if (!privileged.is(true)) return;
    yield {
      at: privileged,
      message: say`Container '${name}' is privileged.`,
      related: [{ at: podSpec.manifest.value.get('kind'), message: say`It runs in this workload.` }],
      fixes: [
        { title: say`Set privileged to false`, applicability: 'hardening', changes: () => [set(privileged, false)] },
        { title: say`Remove privileged`, applicability: 'hardening', changes: () => [remove(privileged)] },
      ],
    };
  },
};

const escalation: Rule = {
  id: 'test-escalation',
  title: 'Privilege escalation',
  severity: 'warning',
  on: true,
  standards: { podSecurity: 'restricted' },
  *container({ name, securityContext }, { level }) {
    const allowed = securityContext.get('allowPrivilegeEscalation');
    if (allowed.is(false) || allowed.opaque || level === 'baseline') return;
    yield {
      at: allowed,
      message: say`Container '${name}' may gain privileges.`,
      fixes: [
        {
          title: say`Set allowPrivilegeEscalation to false`,
          applicability: 'hardening',
          changes: () => [set(allowed, false)],
        },
      ],
    };
  },
};

const rootFilesystem: Rule = {
  id: 'test-root-filesystem',
  title: 'Writable root file system',
  severity: 'info',
  on: true,
  *container({ name, securityContext }) {
    const readOnly = securityContext.get('readOnlyRootFilesystem');
    if (readOnly.is(true) || readOnly.opaque) return;
    yield {
      at: readOnly,
      message: say`Container '${name}' can write its file system.`,
      fixes: [
        {
          title: say`Set readOnlyRootFilesystem to true`,
          applicability: 'hardening',
          changes: () => [set(readOnly, true)],
        },
      ],
    };
  },
};

const memory: Rule = {
  id: 'test-memory',
  title: 'No memory limit',
  severity: 'hint',
  on: true,
  *container({ name, value }) {
    const limit = value.get('resources', 'limits', 'memory');
    if (limit.exists || limit.opaque) return;
    yield {
      at: limit,
      message: say`Container '${name}' has no memory limit.`,
      fixes: [
        {
          title: say`Set a memory limit`,
          applicability: 'placeholder',
          changes: () => [set(limit, placeholder('128Mi'))],
        },
      ],
    };
  },
};

const network: Rule = {
  id: 'test-network',
  title: 'Network of the node',
  severity: 'warning',
  on: true,
  *podSpec({ value }) {
    const shared = value.get('hostNetwork');
    if (!shared.is(true)) return;
    yield {
      at: shared,
      message: say`The pod uses the network of its node.`,
      fixes: [
        {
          title: say`Remove hostNetwork`,
          applicability: 'hardening',
          preferred: false,
          changes: () => [remove(shared)],
        },
        { title: say`Set hostNetwork to false`, applicability: 'hardening', changes: () => [set(shared, false)] },
      ],
    };
  },
};

const typo: Rule = {
  id: 'test-typo',
  title: 'Unknown field',
  severity: 'warning',
  on: true,
  *podSpec({ value }) {
    const typo = value.get('hostNetwrok');
    if (!typo.exists) return;
    yield {
      at: typo.key,
      message: say`The API server drops 'hostNetwrok'.`,
      fixes: [{ title: say`Remove hostNetwrok`, applicability: 'safe', changes: () => [remove(typo)] }],
    };
  },
};

const user: Rule = {
  id: 'test-user',
  title: 'Runs as root',
  severity: 'warning',
  on: true,
  *instruction({ keyword, args, span }) {
    const [name] = args;
    if (keyword !== 'USER' || name?.text !== 'root') return;
    const newText = 'USER ${app}';
    const tabStops = [{ start: 5, end: newText.length }];
    yield {
      at: { span },
      message: say`The image runs as root.`,
      fixes: [
        {
          title: say`Choose another user`,
          applicability: 'placeholder',
          changes: () => [{ op: 'text', edits: [{ ...span, newText, tabStops }] }],
        },
      ],
    };
  },
};

const base: Rule = {
  id: 'test-base',
  title: 'Large base',
  severity: 'warning',
  on: true,
  *stage({ image, from }) {
    if (image?.text !== 'large') return;
    const { span } = image;
    const edits = [
      { ...span, newText: 'large AS build' },
      { start: from.span.end, end: from.span.end, newText: '\nFROM small' },
    ];
    yield {
      at: image,
      message: say`The image brings more than it needs.`,
      fixes: [
        {
          title: say`Move the program to 'small'`,
          applicability: 'hardening',
          kind: 'refactoring',
          changes: () => [{ op: 'text', edits }],
        },
      ],
    };
  },
};

/** The rules of the server under test. */
export const testRules: readonly Rule[] = [
  privileged,
  escalation,
  rootFilesystem,
  memory,
  network,
  typo,
  user,
  base,
  // Real ones, for the file that it asks for, and for what its fix asks of the person.
  copyContextAll,
  secretCopiedThenRemoved,
  ...suppressionRules,
];

/** Their pages. */
export const testPages = Object.fromEntries(
  testRules.map(({ id }) => [id, { what: `What ${id} is.`, why: `Why ${id} *matters*.` }]),
);
