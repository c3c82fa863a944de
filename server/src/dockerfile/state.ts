import { pairsOf } from './arguments.js';
import { expand, isPlain } from './expand.js';
import type { Expansion } from './expansion.js';
import type { MappedText } from './mapped-text.js';
import { joinPath } from './paths.js';
import { define, emptyScope, lookUp, type Scope, type Variable } from './scope.js';
import type { BuildState, Instruction, Stage, StageBase } from './tree.js';

/**
 * The ARGs that BuildKit itself defines in the global scope; a stage sees them once it declares them
 * (docs.docker.com/reference/dockerfile, "Automatic platform ARGs in the global scope").
 */
const platformArgs = ['PLATFORM', 'OS', 'OSVERSION', 'ARCH', 'VARIANT'].flatMap((name) => [
  `BUILD${name}`,
  `TARGET${name}`,
]);

/** The variables before the first instruction: nothing is set but what BuildKit defines, whose values the file does not tell. */
export const globalScope: Scope = [...platformArgs, 'TARGETSTAGE'].reduce<Scope>(
  (scope, name) => define(scope, name, { kind: 'unknown' }),
  emptyScope({ kind: 'unset' }),
);

/** The variables of a build that this file does not know. */
export const unknownScope: Scope = emptyScope({ kind: 'unknown' });

const scratchScope = define(emptyScope({ kind: 'unset' }), 'PATH', { kind: 'unknown' });

/** Resolves quotes, escapes and variables of a word of an instruction, with what holds where the instruction stands. */
export function resolve({ state }: Instruction, word: MappedText): Expansion {
  return resolveIn(state, word);
}

function resolveIn({ escape, variables }: BuildState, word: MappedText): Expansion {
  return expand(word, escape, (name) => lookUp(variables, name));
}

/** What a word stands for; undefined when it is not known. Most words stand for themselves, which costs nothing here. */
function valueIn(state: BuildState, word: MappedText): MappedText | undefined {
  return isPlain(word) ? word : resolveIn(state, word).value;
}

/** What a base leaves set. An image from elsewhere may define any variable; `scratch` has a PATH and nothing else. */
export function stateFrom(base: StageBase, escape: string): BuildState {
  if (base.kind === 'stage') return base.stage.end;
  return base.kind === 'scratch' ? { ...newState(escape, scratchScope), workdir: '/' } : newState(escape, unknownScope);
}

/** The state in which nothing is set but variables. */
export function newState(escape: string, variables: Scope): BuildState {
  return {
    escape,
    variables,
    user: undefined,
    workdir: undefined,
    shell: undefined,
    entrypoint: undefined,
    command: undefined,
  };
}

/** The instructions that the ONBUILDs of a stage hold back for the stages made from it. */
export function triggersOf(stage: Stage): readonly Instruction[] {
  const triggers = stage.instructions.filter(({ keyword }) => keyword === 'ONBUILD');
  return triggers.flatMap(({ sub }) => sub ?? []);
}

/** The state after an instruction; the same object when it changes nothing that is kept. */
export function afterInstruction(state: BuildState, instruction: Instruction, globals: Scope): BuildState {
  const first = instruction.args[0];
  switch (instruction.keyword) {
    case 'ENV':
      return { ...state, variables: afterEnv(state, instruction) };
    case 'ARG':
      return { ...state, variables: afterArg(state, instruction, globals) };
    case 'USER': {
      const value = first && valueIn(state, first);
      return first ? { ...state, user: { instruction, ...(value && { value }) } } : state;
    }
    case 'WORKDIR':
      return first ? withWorkdir(state, valueIn(state, first)?.text) : state;
    case 'SHELL':
      return instruction.form === 'json' && first ? { ...state, shell: instruction } : state;
    case 'CMD':
      return { ...state, command: instruction };
    case 'ENTRYPOINT':
      return afterEntrypoint(state, instruction);
    default:
      return state;
  }
}

/** All pairs of one ENV see the variables before it. */
function afterEnv(state: BuildState, instruction: Instruction): Scope {
  let result = state.variables;
  for (const { name, value } of pairsOf(instruction)) {
    const key = valueIn(state, name)?.text;
    if (key && value) result = define(result, key, toVariable(valueIn(state, value)));
  }
  return result;
}

/** Each pair of one ARG sees those before it. An ARG without a default takes the global one and else leaves what is set. */
function afterArg(state: BuildState, instruction: Instruction, globals: Scope): Scope {
  let result = state.variables;
  for (const { name, value } of pairsOf(instruction)) {
    const before = { ...state, variables: result };
    const key = valueIn(before, name)?.text;
    if (!key) continue;
    const variable = value
      ? toVariable(valueIn(before, value))
      : inheritedArg(lookUp(result, key), lookUp(globals, key));
    result = define(result, key, variable);
  }
  return result;
}

function inheritedArg(current: Variable, global: Variable): Variable {
  if (global.kind === 'set' || global.kind === 'unknown') return global;
  return current.kind === 'set' ? current : { kind: 'open' };
}

function toVariable(value: MappedText | undefined): Variable {
  return value ? { kind: 'set', value } : { kind: 'unknown' };
}

function withWorkdir(state: BuildState, path: string | undefined): BuildState {
  return { ...state, workdir: path === undefined ? undefined : joinPath(state.workdir, path) };
}

/** An ENTRYPOINT takes away a CMD that comes from the base, not one of its own stage. */
function afterEntrypoint(state: BuildState, instruction: Instruction): BuildState {
  const keepsCommand = state.command?.stage === instruction.stage;
  return { ...state, entrypoint: instruction, command: keepsCommand ? state.command : undefined };
}
