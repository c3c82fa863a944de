import { parseImageReference } from '../text/image-reference.js';
import { parseAliasName } from './aliases.js';
import { isWindowsImage } from './bases.js';
import { lowerCase } from './characters.js';
import type { Expansion } from './expansion.js';
import type { MappedText } from './mapped-text.js';
import { afterInstruction, globalScope, newState, resolve, stateFrom, triggersOf, unknownScope } from './state.js';
import type { BuildState, Dockerfile, Fault, Instruction, Stage, StageBase } from './tree.js';

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** What the parser has read, before stages are known. */
export type ParsedFile = Omit<Dockerfile, 'stages' | 'stagesByName' | 'finalStage' | 'globalArgs'>;

/** Joins the instructions to stages, and tells each what the ones before it have set. */
export function link(parsed: ParsedFile): Dockerfile {
  const stages: Mutable<Stage>[] = [];
  const globalArgs: Instruction[] = [];
  const faults: Fault[] = [...parsed.faults];
  const byName = new Map<string, Stage>();
  const dockerfile: Mutable<Dockerfile> = {
    ...parsed,
    faults,
    stages,
    stagesByName: byName,
    finalStage: undefined,
    globalArgs,
  };
  const inherited = new Map<Stage, BuildState>();
  let globals = newState(parsed.escape, globalScope);
  let state = globals;
  let stage: Mutable<Stage> | undefined;
  for (const instruction of parsed.instructions as readonly Mutable<Instruction>[]) {
    if (instruction.keyword === 'FROM') {
      instruction.state = globals;
      stage = openStage(dockerfile, instruction, byName);
      stages.push(stage);
      if (stage.name !== undefined) byName.set(stage.name, stage);
      instruction.stage = stage;
      state = inherit(stage, globals, inherited);
      stage.end = state;
      continue;
    }
    instruction.state = state;
    if (instruction.sub) linkSub(instruction.sub, state, stage);
    if (stage) instruction.stage = stage;
    state = afterInstruction(state, instruction, globals.variables);
    if (stage) {
      (stage.instructions as Instruction[]).push(instruction);
      stage.end = state;
    } else if (instruction.keyword === 'ARG') {
      globalArgs.push(instruction);
      globals = state;
    } else {
      state = globals;
      if (!instruction.refusal) faults.push(beforeFrom(instruction));
    }
  }
  dockerfile.finalStage = stage;
  if (faults.length > 1) faults.sort((a, b) => a.line - b.line);
  return dockerfile;
}

/** What a resolved name leads to, when `stageOf` knows the names of stages. */
export function baseOf({ value, parts }: Expansion, stageOf: (text: string) => Stage | undefined): StageBase {
  if (!value || value.text === '') return { kind: 'unknown', parts };
  const stage = stageOf(value.text);
  if (stage) return { kind: 'stage', stage };
  return value.text === 'scratch' ? { kind: 'scratch' } : imageBase(value);
}

function imageBase(text: MappedText): StageBase {
  const reference = parseImageReference(text.text);
  return { kind: 'image', text, ...(reference && { reference }) };
}

function openStage(dockerfile: Dockerfile, from: Instruction, byName: ReadonlyMap<string, Stage>): Mutable<Stage> {
  const [image, as, alias] = from.args;
  const hasAlias = as?.text.toLowerCase() === 'as';
  const name = hasAlias && alias ? parseAliasName(alias.text) : undefined;
  const base: StageBase = image
    ? // BuildKit compares as written with lower-case names, so `FROM Build` fails; it is still meant as the stage.
      baseOf(resolve(from, image), (text) => byName.get(lowerCase(text)))
    : { kind: 'unknown', parts: [undefined] };
  const stage: Mutable<Stage> = {
    dockerfile,
    index: dockerfile.stages.length,
    from,
    base,
    root: undefined as unknown as Stage,
    isWindows: isWindowsImage(base),
    instructions: [],
    end: from.state,
    ...(image && { image }),
    ...(hasAlias && alias && { alias }),
    ...(name !== undefined && { name }),
  };
  stage.root = base.kind === 'stage' ? base.stage.root : stage;
  return stage;
}

/** The state at the start of a stage: that of its base, after the triggers that the base holds back. */
function inherit({ base, dockerfile }: Stage, globals: BuildState, known: Map<Stage, BuildState>): BuildState {
  if (base.kind !== 'stage') return stateFrom(base, dockerfile.escape);
  const before = known.get(base.stage);
  if (before) return before;
  let state = stateFrom(base, dockerfile.escape);
  for (const trigger of triggersOf(base.stage)) {
    state = afterInstruction(state, trigger, globals.variables);
  }
  known.set(base.stage, state);
  return state;
}

/** A trigger runs in a build that this file does not know, so its variables are unknown. */
function linkSub(sub: Mutable<Instruction>, state: BuildState, stage: Stage | undefined): void {
  sub.state = { ...state, variables: unknownScope };
  if (stage) sub.stage = stage;
  if (sub.sub) linkSub(sub.sub, state, stage);
}

function beforeFrom({ keyword, keywordSpan, startLine }: Instruction): Fault {
  return {
    kind: 'no-stage',
    message: `${keyword} stands before the first FROM.`,
    span: keywordSpan,
    line: startLine,
  };
}
