import { pairsOf } from './arguments.js';
import { expand } from './expand.js';
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
  return expand(word, state.escape, (name) => lookUp(state.variables, name));
}

/** What a base leaves set. An image from elsewhere may define any variable; `scratch` has a PATH and nothing else. */
export function stateFrom(base: StageBase, escape: string): BuildState {
  if (base.kind === 'stage') return base.stage.end;
  return base.kind === 'scratch'
    ? { escape, variables: scratchScope, workdir: '/' }
    : { escape, variables: unknownScope };
}

/** The instructions that the ONBUILDs of a stage hold back for the stages made from it. */
export function triggersOf(stage: Stage): readonly Instruction[] {
  return stage.instructions.flatMap(({ keyword, sub }) => (keyword === 'ONBUILD' && sub ? [sub] : []));
}

/** The state after an instruction; the same object when it changes nothing that is kept. */
export function afterInstruction(state: BuildState, instruction: Instruction, globals: Scope): BuildState {
  const resolve = (word: MappedText): Expansion => expand(word, state.escape, (name) => lookUp(state.variables, name));
  const first = instruction.args[0];
  switch (instruction.keyword) {
    case 'ENV':
      return { ...state, variables: afterEnv(state.variables, instruction, resolve) };
    case 'ARG':
      return { ...state, variables: afterArg(state.variables, instruction, globals, state.escape) };
    case 'USER': {
      const value = first && resolve(first).value;
      return first ? { ...state, user: { instruction, ...(value && { value }) } } : state;
    }
    case 'WORKDIR':
      return first ? withWorkdir(state, resolve(first).value?.text) : state;
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
function afterEnv(scope: Scope, instruction: Instruction, resolve: (word: MappedText) => Expansion): Scope {
  let result = scope;
  for (const { name, value } of pairsOf(instruction)) {
    const key = resolve(name).value?.text;
    if (key && value) result = define(result, key, toVariable(resolve(value)));
  }
  return result;
}

/** Each pair of one ARG sees those before it. An ARG without a default takes the global one and else leaves what is set. */
function afterArg(scope: Scope, instruction: Instruction, globals: Scope, escape: string): Scope {
  let result = scope;
  for (const { name, value } of pairsOf(instruction)) {
    const before = result;
    const resolve = (word: MappedText): Expansion => expand(word, escape, (key) => lookUp(before, key));
    const key = resolve(name).value?.text;
    if (!key) continue;
    const variable = value ? toVariable(resolve(value)) : inheritedArg(lookUp(before, key), lookUp(globals, key));
    result = define(result, key, variable);
  }
  return result;
}

function inheritedArg(current: Variable, global: Variable): Variable {
  if (global.kind === 'set' || global.kind === 'unknown') return global;
  return current.kind === 'set' ? current : { kind: 'open' };
}

function toVariable({ value }: Expansion): Variable {
  return value ? { kind: 'set', value } : { kind: 'unknown' };
}

function withWorkdir({ workdir, ...state }: BuildState, path: string | undefined): BuildState {
  const joined = path === undefined ? undefined : joinPath(workdir, path);
  return joined === undefined ? state : { ...state, workdir: joined };
}

/** An ENTRYPOINT takes away a CMD that comes from the base, not one of its own stage. */
function afterEntrypoint({ command, ...state }: BuildState, instruction: Instruction): BuildState {
  const keepsCommand = command && command.stage === instruction.stage;
  return { ...state, entrypoint: instruction, ...(keepsCommand && { command }) };
}
