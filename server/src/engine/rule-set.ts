import { isKeyword } from '../dockerfile/keywords.js';
import type { Instruction } from '../dockerfile/tree.js';
import type { Check, Rule, RuleContext, Visited } from './rule.js';
import type { Settings } from './settings.js';
import { indexWords, type WordIndex } from './words.js';

/** The rules that are switched on, grouped by the node that they ask to see. */
export interface RuleSet {
  readonly rules: readonly Rule[];
  /** All rules, those that are switched off too. */
  readonly known: readonly Rule[];
  readonly byNode: {
    readonly [K in 'manifest' | 'podSpec' | 'container' | OfPipelines]: readonly ActiveCheck<Visited[K]>[];
  } & {
    readonly [K in 'dockerfile' | 'stage']: Checks<Visited[K]>;
  } & {
    readonly [K in 'workspace' | 'suppression']: readonly ActiveRule[];
  };
  /** The checks of instructions with this keyword, in upper case; an unknown one is seen by rules that ask for all. */
  readonly ofKeyword: (keyword: string) => Checks<Instruction>;
  /** The words that rules about Dockerfiles ask for, with the numbers of those rules. */
  readonly mentions: WordIndex;
  /** Likewise of the rules about Compose, CI and scripts. */
  readonly pipelineMentions: WordIndex & {
    /** Matches wherever one of the words stands, and elsewhere: most texts are told apart by it for a sixth of what words cost. */
    readonly telltale: RegExp;
  };
}

type OfPipelines = 'document' | 'buildCommand';

/** A rule with what the settings tell it. */
export interface ActiveRule {
  readonly rule: Rule;
  readonly context: RuleContext;
  /** Its place among the active rules. */
  readonly number: number;
  /** Whether it sees only nodes in which one of its words stands. */
  readonly isConditional: boolean;
}

/** A rule with its check of one kind of node. */
export interface ActiveCheck<Node> extends ActiveRule {
  readonly check: Check<Node>;
}

/** The checks of one kind of node of a Dockerfile. */
export interface Checks<Node> {
  readonly all: readonly ActiveCheck<Node>[];
  /** Those whose rules ask for no words. */
  readonly always: readonly ActiveCheck<Node>[];
}

/** What was grouped last for these settings; a program has one list of rules, and its files share few settings. */
const known = new WeakMap<Settings, RuleSet>();

/** Groups the rules that the settings leave switched on. */
export function ruleSet(rules: readonly Rule[], settings: Settings): RuleSet {
  const before = known.get(settings);
  if (before?.known === rules) return before;
  const set = group(rules, settings);
  known.set(settings, set);
  return set;
}

function group(rules: readonly Rule[], settings: Settings): RuleSet {
  const active = rules
    .filter((rule) => isOn(rule, settings))
    .map((rule, number) => ({
      rule,
      context: contextOf(rule, settings),
      number,
      isConditional: rule.mentions !== undefined,
    }));
  const ofPipelines = active.map(({ rule }) => (isOfPipelines(rule) ? (rule.mentions ?? []) : []));
  return {
    rules: active.map(({ rule }) => rule),
    known: rules,
    byNode: {
      manifest: seeing(active, ({ manifest }) => manifest),
      podSpec: seeing(active, ({ podSpec }) => podSpec),
      container: seeing(active, ({ container }) => container),
      dockerfile: toChecks(seeing(active, ({ dockerfile }) => dockerfile)),
      stage: toChecks(seeing(active, ({ stage }) => stage)),
      document: seeing(active, ({ document }) => document),
      buildCommand: seeing(active, ({ buildCommand }) => buildCommand),
      workspace: active.filter(({ rule }) => rule.workspace !== undefined),
      suppression: active.filter(({ rule }) => rule.suppression !== undefined),
    },
    ofKeyword: byKeyword(active),
    mentions: indexWords(active.map(({ rule }) => (isOfPipelines(rule) ? [] : (rule.mentions ?? [])))),
    pipelineMentions: { ...indexWords(ofPipelines), telltale: new RegExp(ofPipelines.flat().join('|') || '(?!)', 'i') },
  };
}

function isOfPipelines({ document, buildCommand }: Rule): boolean {
  return document !== undefined || buildCommand !== undefined;
}

function isOn({ id, on }: Rule, settings: Settings): boolean {
  const chosen = settings.rules.get(id);
  return chosen?.severity === undefined ? on || chosen?.options !== undefined : chosen.severity !== 'off';
}

function contextOf({ id }: Rule, settings: Settings): RuleContext {
  return {
    level: settings.level,
    kubernetesMinor: settings.kubernetesMinor,
    allowedRegistries: settings.allowedRegistries,
    today: settings.today,
    options: settings.rules.get(id)?.options ?? {},
  };
}

function seeing<Node>(
  active: readonly ActiveRule[],
  checkOf: (rule: Rule) => Check<Node> | undefined,
): readonly ActiveCheck<Node>[] {
  return active.flatMap((one) => {
    const check = checkOf(one.rule);
    return check ? [{ ...one, check }] : [];
  });
}

function toChecks<Node>(all: readonly ActiveCheck<Node>[]): Checks<Node> {
  return { all, always: all.filter(({ isConditional }) => !isConditional) };
}

/** Collects the checks of each keyword once, when it is first met. */
function byKeyword(active: readonly ActiveRule[]): RuleSet['ofKeyword'] {
  const met = new Map<string, Checks<Instruction>>();
  const ofUnknown = toChecks(
    seeing(active, ({ instruction }) => (typeof instruction === 'function' ? instruction : undefined)),
  );
  return (keyword) => {
    const before = met.get(keyword);
    if (before) return before;
    if (!isKeyword(keyword)) return ofUnknown;
    const checks = toChecks(
      seeing(active, ({ instruction }) => (typeof instruction === 'function' ? instruction : instruction?.[keyword])),
    );
    met.set(keyword, checks);
    return checks;
  };
}
