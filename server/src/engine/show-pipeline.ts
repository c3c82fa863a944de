import { buildCommandsOf, mayHoldBuild } from '../pipeline/build-commands.js';
import type { OtherDocument } from '../pipeline/document.js';
import { scriptsIn, scriptsOf, type PipelineScript } from '../pipeline/scripts.js';
import type { Show } from './chunk.js';
import type { ActiveRule, RuleSet } from './rule-set.js';
import { findWords } from './words.js';

/** The numbers of the rules about Compose, CI and scripts that want to see a text; for most texts a search tells that none does. */
export function mentionedRules(text: string, { pipelineMentions, rules }: RuleSet): ReadonlySet<number> {
  const found = new Set<number>();
  if (!pipelineMentions.telltale.test(text)) return found;
  findWords(pipelineMentions, text, '\\', (_, numbers) => {
    for (const number of numbers) found.add(number);
  });
  for (const number of found) if (rules[number]?.wants?.test(text) === false) found.delete(number);
  return found;
}

/** Shows a document without Kubernetes objects, and the build commands in it, to the rules whose words stand in it. */
export function showDocument(document: OtherDocument, mentioned: ReadonlySet<number>, set: RuleSet, show: Show): void {
  const { byNode } = set;
  show('document', document, byNode.document.filter(mentionedIn(mentioned)));
  const checks = byNode.buildCommand.filter(mentionedIn(mentioned));
  if (checks.length > 0) showBuilds(scriptsOf(document.document, mayHoldBuild), checks, show);
}

/** Shows the build commands of a script or a Makefile to the rules whose words stand in it. */
export function showScript(text: string, kind: 'shellscript' | 'makefile', set: RuleSet, show: Show): void {
  const checks = set.byNode.buildCommand.filter(mentionedIn(mentionedRules(text, set)));
  if (checks.length > 0) showBuilds(scriptsIn(text, kind, mayHoldBuild), checks, show);
}

function showBuilds(scripts: readonly PipelineScript[], checks: RuleSet['byNode']['buildCommand'], show: Show): void {
  for (const script of scripts) for (const build of buildCommandsOf(script)) show('buildCommand', build, checks);
}

function mentionedIn(mentioned: ReadonlySet<number>) {
  return ({ number }: ActiveRule): boolean => mentioned.has(number);
}
