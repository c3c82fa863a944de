import { CodeActionKind, type CodeAction, type WorkspaceEdit } from 'vscode-languageserver';
import type { Finding } from '../engine/analysis.js';
import { ignoreEdits, ignoreScopes, type IgnoreScope } from '../engine/ignore.js';
import { textOf } from '../engine/message.js';
import type { ActionScene } from './actions.js';
import { toWorkspaceEdit } from './convert.js';
import { toDiagnostic } from './diagnostics.js';
import type { IgnorableFinding, IgnoreOffer, IgnoreParams } from './protocol.js';

/** A kind of its own, so that a key can be bound to it. */
export const ignoreKind = `${CodeActionKind.QuickFix}.ignore.bulkhead`;

/** How widely a finding can be accepted, in words. */
const labels: Readonly<Record<IgnoreScope, string>> = {
  line: 'Here only',
  container: 'In this container',
  object: 'In this object',
  file: 'In this file',
};

/**
 * The last entry of the menu. In a client that can ask, one entry lets the person choose rule and scope; elsewhere it accepts
 * the first finding at its place. Never a preferred one, and never part of a fix-all.
 */
export function ignoreAction(scene: ActionScene, here: readonly Finding[]): readonly CodeAction[] {
  const offered = here.flatMap((finding) => {
    const choices = ignoreScopes(scene.analysis, finding);
    return choices.length > 0 ? [{ finding, choices }] : [];
  });
  const [first] = offered;
  if (!first) return [];
  if (!scene.client.services.has('ignoreCommand')) return directAction(scene, first.finding, first.choices);
  const { uri, version } = scene.document;
  const offer: IgnoreOffer = { uri, version, findings: offered.map(toIgnorable) };
  const title = 'Ignore…';
  return [{ title, kind: ignoreKind, command: { title, command: 'bulkhead.ignore', arguments: [offer] } }];
}

/** The edit that accepts a finding as asked; nothing where the document is another one by now. */
export function ignoreEdit(scene: ActionScene, asked: IgnoreParams): WorkspaceEdit | null {
  const { analysis, document, client } = scene;
  if (document.version !== asked.version) return null;
  const finding = analysis.findings.find(
    ({ rule, span }) => rule.id === asked.rule && span.start === asked.start && span.end === asked.end,
  );
  const scope = finding && ignoreScopes(analysis, finding).find((choice) => choice === asked.scope);
  const edits = scope && ignoreEdits(analysis, finding, scope);
  return edits && edits.length > 0 ? toWorkspaceEdit(document, edits, client) : null;
}

function directAction(
  scene: ActionScene,
  finding: Finding,
  [narrowest]: readonly IgnoreScope[],
): readonly CodeAction[] {
  const edits = narrowest && ignoreEdits(scene.analysis, finding, narrowest);
  if (!edits || edits.length === 0) return [];
  return [
    {
      title: `Ignore ${finding.rule.id} here`,
      kind: ignoreKind,
      diagnostics: [toDiagnostic(finding, scene.document, scene.client)],
      edit: toWorkspaceEdit(scene.document, edits, scene.client),
    },
  ];
}

function toIgnorable({
  finding,
  choices,
}: {
  readonly finding: Finding;
  readonly choices: readonly IgnoreScope[];
}): IgnorableFinding {
  const { rule, message, span } = finding;
  return {
    rule: rule.id,
    title: rule.title,
    message: textOf(message),
    start: span.start,
    end: span.end,
    scopes: choices.map((scope) => ({ scope, label: labels[scope] })),
  };
}
