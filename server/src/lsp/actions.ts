import { CodeActionKind, CodeActionTriggerKind, type CodeAction, type CodeActionContext } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Analysis, Finding, FindingFix } from '../engine/analysis.js';
import { editsElsewhere } from '../engine/elsewhere.js';
import { planFixes } from '../engine/fixing.js';
import { textOf } from '../engine/message.js';
import type { Rule } from '../engine/rule.js';
import type { Edit } from '../text/edit.js';
import { touches, type Span } from '../text/span.js';
import { toConfirm, toOtherFileEdit, toWorkspaceEdit } from './convert.js';
import { toDiagnostic } from './diagnostics.js';
import type { ClientFeatures } from './features.js';
import { ignoreAction, ignoreKind } from './ignoring.js';
import type { FilesBeside } from './settings.js';
import { bareContainers, mendable, mendTarget, workloadAt, type Target } from './mending.js';

/** The kinds of actions that the server has. */
export const actionKinds = {
  quickFix: CodeActionKind.QuickFix,
  rewrite: CodeActionKind.RefactorRewrite,
  fixAll: `${CodeActionKind.SourceFixAll}.bulkhead`,
  harden: `${CodeActionKind.Source}.bulkhead.harden`,
} as const;

export const hardenTitle = 'Harden this workload to Pod Security restricted';

/** A longer menu is not read. */
const mostEntries = 10;

/** What all actions are made from. */
export interface ActionScene {
  readonly analysis: Analysis;
  /** At the version that was analysed. */
  readonly document: TextDocument;
  readonly besides: FilesBeside;
  readonly client: ClientFeatures;
  readonly rules: readonly Rule[];
}

/** What an action keeps for when it is chosen. */
export interface ActionData {
  readonly uri: string;
  readonly version: number;
  readonly target: Target;
}

/**
 * The actions for a range: what to do first stands first, "Ignore…" last. Actions for the whole file come only when they are
 * asked for by their kind, as editors do from their menu of source actions and on save.
 */
export function actionsFor(scene: ActionScene, range: Span, context: CodeActionContext): readonly CodeAction[] {
  const wants = (kind: string): boolean => context.only?.some((asked) => isWithin(kind, asked)) ?? true;
  const wantsSource = (kind: string): boolean => context.only !== undefined && wants(kind);
  const here = scene.analysis.findings.filter(({ span }) => touches(span, range));
  const asked = here.length > 0 || context.triggerKind !== CodeActionTriggerKind.Automatic;
  return [
    ...menu({
      first: wants(actionKinds.quickFix) ? containerActions(scene, here) : [],
      fixes: [...fixActions(scene, here, wants), ...(wants(actionKinds.quickFix) ? elsewhereActions(scene, here) : [])],
      more: [
        ...(wants(actionKinds.quickFix) ? ruleActions(scene, here) : []),
        ...(wants(actionKinds.rewrite) && asked ? workloadActions(scene, range) : []),
      ],
      last: wants(ignoreKind) ? ignoreAction(scene, here) : [],
    }),
    ...(wantsSource(actionKinds.fixAll) ? fileAction(scene, { kind: 'safe' }) : []),
    ...(wantsSource(actionKinds.harden) ? fileAction(scene, { kind: 'file' }) : []),
  ];
}

/** The edit of an action that was offered without one. */
export function editOf(scene: ActionScene, { target }: ActionData): CodeAction['edit'] {
  const { edits } = mendTarget(scene.analysis, target, scene.rules);
  return edits.length > 0 ? toWorkspaceEdit(scene.document, edits, scene.client) : undefined;
}

/** Whether a kind is the asked one or below it: kinds are lists of words with dots between. */
function isWithin(kind: string, asked: string): boolean {
  return asked === '' || kind === asked || kind.startsWith(`${asked}.`);
}

interface Menu {
  readonly first: readonly CodeAction[];
  readonly fixes: readonly CodeAction[];
  readonly more: readonly CodeAction[];
  readonly last: readonly CodeAction[];
}

/** Cuts the menu to its size, at the fixes and then at what follows them; one entry at most is the preferred one. */
function menu({ first, fixes, more, last }: Menu): readonly CodeAction[] {
  const room = Math.max(0, mostEntries - last.length);
  const roomForFixes = Math.max(room - first.length - more.length, Math.ceil(room / 2));
  const entries = [...first, ...fixes.slice(0, roomForFixes), ...more].slice(0, room);
  const preferred = entries.findIndex(({ isPreferred }) => isPreferred);
  return [...entries, ...last].map(({ isPreferred, ...action }, index) =>
    isPreferred && index === preferred ? { ...action, isPreferred } : action,
  );
}

/** "Harden container 'web'": worth an entry of its own where it does more than one fix does. */
function containerActions(scene: ActionScene, here: readonly Finding[]): readonly CodeAction[] {
  return bareContainers(here, scene.analysis).flatMap(({ name, target }) => {
    const findings = mendable(scene.analysis, target, scene.rules);
    if (findings.length < 2) return [];
    const title = `Harden container '${name}' (${findings.length} findings)`;
    return [deferred(scene, { title, kind: actionKinds.quickFix, target, findings, isPreferred: true })];
  });
}

/** The fixes of the findings, the first one of each before the alternatives; equal ones are one entry. */
function fixActions(
  scene: ActionScene,
  here: readonly Finding[],
  wants: (kind: string) => boolean,
): readonly CodeAction[] {
  const offers = new Map<string, Offer>();
  for (const { finding, fix, rank } of inOrderOfChoice(here)) {
    if (!wants(kindOf(fix))) continue;
    const edits = planFixes([fix]);
    if (!edits || edits.length === 0) continue;
    const key = JSON.stringify([textOf(fix.title), edits]);
    const known = offers.get(key);
    if (known) known.findings.push(finding);
    else offers.set(key, { fix, edits, isPreferred: rank === 0 && mayBePreferred(fix), findings: [finding] });
  }
  return [...offers.values()].map(({ fix, edits, isPreferred, findings }) => {
    const title = textOf(fix.title);
    const edit = toWorkspaceEdit(scene.document, edits, scene.client);
    return {
      title,
      kind: kindOf(fix),
      diagnostics: findings.map((finding) => toDiagnostic(finding, scene.document, scene.client)),
      ...(isPreferred && { isPreferred }),
      edit: fix.kind ? toConfirm(edit, title, scene.client) : edit,
    };
  });
}

/** The fixes that lie in another file. */
function elsewhereActions(scene: ActionScene, here: readonly Finding[]): readonly CodeAction[] {
  return here.flatMap((finding) =>
    finding.fixes.flatMap(({ elsewhere, title }): readonly CodeAction[] => {
      const file = elsewhere && scene.besides[elsewhere.file];
      const edits = file ? editsElsewhere(elsewhere, file.text, scene.analysis.settings) : [];
      const edit = file && edits.length > 0 ? toOtherFileEdit(file, edits, scene.client) : undefined;
      const diagnostics = [toDiagnostic(finding, scene.document, scene.client)];
      return edit ? [{ title: textOf(title), kind: actionKinds.quickFix, diagnostics, edit }] : [];
    }),
  );
}

const kindOf = ({ kind }: FindingFix): string => (kind ? actionKinds.rewrite : actionKinds.quickFix);

interface Offer {
  readonly fix: FindingFix;
  readonly edits: readonly Edit[];
  readonly isPreferred: boolean;
  readonly findings: Finding[];
}

/** Whether the first fix of a finding is one to make without a thought: it is whole, and nothing beyond the file decides it. */
const mayBePreferred = ({ applicability, preferred, kind }: FindingFix): boolean =>
  applicability !== 'placeholder' && preferred !== false && !kind;

function inOrderOfChoice(here: readonly Finding[]) {
  const choices = here.flatMap((finding) => finding.fixes.map((fix, rank) => ({ finding, fix, rank })));
  return choices.sort((a, b) => a.rank - b.rank);
}

/** "Fix all" for each rule here that has more to mend in the file than one finding. */
function ruleActions(scene: ActionScene, here: readonly Finding[]): readonly CodeAction[] {
  const found = new Map(here.map(({ rule }) => [rule.id, rule]));
  return [...found.values()].flatMap((rule) => {
    const target: Target = { kind: 'rule', rule: rule.id };
    if (mendable(scene.analysis, target, scene.rules, 2).length < 2) return [];
    const findings = here.filter((finding) => finding.rule.id === rule.id);
    const title = `Fix all: ${rule.title} in this file`;
    return [deferred(scene, { title, kind: actionKinds.quickFix, target, findings })];
  });
}

function workloadActions(scene: ActionScene, range: Span): readonly CodeAction[] {
  const target = workloadAt(range, scene.analysis);
  if (!target || mendable(scene.analysis, target, scene.rules, 1).length === 0) return [];
  return [deferred(scene, { title: hardenTitle, kind: actionKinds.rewrite, target })];
}

function fileAction(scene: ActionScene, target: Target): readonly CodeAction[] {
  if (mendable(scene.analysis, target, scene.rules, 1).length === 0) return [];
  return target.kind === 'safe'
    ? [deferred(scene, { title: 'Make all safe fixes', kind: actionKinds.fixAll, target })]
    : [deferred(scene, { title: 'Harden this file', kind: actionKinds.harden, target })];
}

interface Deferred extends Pick<CodeAction, 'title' | 'kind' | 'isPreferred'> {
  readonly target: Target;
  readonly findings?: readonly Finding[];
}

/** An action whose edit is computed when it is chosen, if the client can wait for it. */
function deferred(scene: ActionScene, { target, findings = [], ...action }: Deferred): CodeAction {
  const { uri, version } = scene.document;
  const data: ActionData = { uri, version, target };
  const diagnostics = findings.map((finding) => toDiagnostic(finding, scene.document, scene.client));
  const offer: CodeAction = { ...action, ...(diagnostics.length > 0 && { diagnostics }) };
  if (scene.client.resolvesEdits) return { ...offer, data };
  const edit = editOf(scene, data);
  return edit ? { ...offer, edit } : offer;
}
