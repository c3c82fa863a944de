import { remember } from '../text/remember.js';
import { pairsOf } from './arguments.js';
import { lowerCase } from './characters.js';
import { baseOf } from './link.js';
import type { MappedText } from './mapped-text.js';
import { mountsOf, type Mount } from './mounts.js';
import { joinPath } from './paths.js';
import type { Dockerfile, Flag, Instruction, Setting, Stage, StageBase } from './tree.js';

/** The stage and those that it is built from, nearest first; the last one has the base that is no stage. */
export function stageChain(stage: Stage): readonly Stage[] {
  const chain = [stage];
  for (let { base } = stage; base.kind === 'stage'; base = base.stage.base) chain.push(base.stage);
  return chain;
}

/**
 * A fact of a stage that follows from its instructions and from the same fact of the stage that it is built from; undefined there for
 * one that is built from none. Worked out once for each stage: asked anew by each finding, long chains would cost their square.
 */
export function alongChain<Fact>(follow: (stage: Stage, inherited: Fact | undefined) => Fact): (stage: Stage) => Fact {
  const factOf: (stage: Stage) => Fact = remember((stage) =>
    follow(stage, stage.base.kind === 'stage' ? factOf(stage.base.stage) : undefined),
  );
  // From the root on, because a long chain must not become as deep a recursion.
  const asked = new WeakSet<Stage>();
  return (stage) => {
    const unasked: Stage[] = [];
    let at: Stage | undefined = stage;
    for (; at && !asked.has(at); at = at.base.kind === 'stage' ? at.base.stage : undefined) unasked.push(at);
    for (const one of unasked.reverse()) {
      asked.add(one);
      factOf(one);
    }
    return factOf(stage);
  };
}

/** Whether a stage is the one that is built by default, or that one is built from it; not without a stage. */
export function isInFinalImage(stage: Stage | undefined): boolean {
  return stage !== undefined && finalChain(stage.dockerfile).has(stage);
}

const finalChain = remember(
  ({ finalStage }: Dockerfile): ReadonlySet<Stage> => new Set(finalStage ? stageChain(finalStage) : []),
);

/** The names that ARGs before the first FROM declare. */
export const globalNames = remember(
  ({ globalArgs }: Dockerfile): ReadonlySet<string> =>
    new Set(globalArgs.flatMap(pairsOf).map(({ name }) => name.text)),
);

/** The USER in force at the end of a stage, from its own chain of stages; undefined when only the base image has one, or none. */
export function effectiveUser(stage: Stage): Setting | undefined {
  return stage.end.user;
}

/** What the stage is built on in the end: an image, `scratch`, or something that a variable decides; never a stage. */
export function realBase(stage: Stage): Exclude<StageBase, { kind: 'stage' }> {
  // A root is by definition a stage whose base is none.
  return stage.root.base as Exclude<StageBase, { kind: 'stage' }>;
}

/** A use of another stage or image that is no FROM, at the text that names it. */
export interface StageReference {
  readonly instruction: Instruction;
  readonly flag: Flag;
  readonly mount?: Mount;
  /** What was written. */
  readonly text: MappedText;
  readonly source: StageBase;
}

/**
 * What `COPY --from` and `RUN --mount=…,from=` of an instruction refer to. COPY takes a stage's number too. Both ignore case and
 * know stages further down. A reference with a variable is unknown.
 */
export function stageReferences(instruction: Instruction): readonly StageReference[] {
  const target = instruction.keyword === 'ONBUILD' ? instruction.sub : instruction;
  if (!target || target.flags.length === 0) return none;
  const known = instruction as { references: readonly StageReference[] | undefined };
  return (known.references ??= readReferences(instruction, target));
}

const none: readonly never[] = [];

function readReferences(instruction: Instruction, target: Instruction): readonly StageReference[] {
  const dockerfile = instruction.stage?.dockerfile;
  if (!dockerfile) return none;
  if (target.keyword === 'COPY') {
    const flag = target.flags.find(({ name }) => name === 'from');
    if (!flag?.value?.text) return none;
    return [{ instruction, flag, text: flag.value, source: sourceOf(dockerfile, flag.value, 'or-number') }];
  }
  // A mount's options are taken apart only where one of them may be `from`; quotes may part its letters.
  if (target.keyword !== 'RUN' || !target.flags.some(({ text }) => /from|"/i.test(text))) return none;
  return mountsOf(target).flatMap((mount) => {
    const text = mount.options.get('from');
    if (!text?.text) return [];
    return [{ instruction, flag: mount.flag, mount, text, source: sourceOf(dockerfile, text, 'name-only') }];
  });
}

/** The stage of that name, whatever the case; of several the last one counts. Undefined for none. */
export function findStage({ stagesByName }: Dockerfile, name: string): Stage | undefined {
  return stagesByName.get(lowerCase(name));
}

function sourceOf(dockerfile: Dockerfile, text: MappedText, names: 'or-number' | 'name-only'): StageBase {
  if (text.text.includes('$')) return { kind: 'unknown', parts: [undefined] };
  if (names === 'or-number' && /^[+-]?\d+$/.test(text.text)) {
    const stage = dockerfile.stages[Number(text.text)];
    return stage ? { kind: 'stage', stage } : { kind: 'unknown', parts: [text] };
  }
  return baseOf({ value: text, parts: [text] }, (name) => findStage(dockerfile, name));
}

/** The part of an image's name that is known for certain though its start is not, as in `${REGISTRY}/team/app:1`. */
export interface KnownTail {
  /** The last component of the repository, with where it stands in the source when it is written in one piece. */
  readonly name: MappedText;
  readonly hasTag: boolean;
  readonly hasDigest: boolean;
}

/** What is known of a name whose first part a variable decides: undefined unless it ends in `/name…` as written. */
export function knownTail(base: StageBase): KnownTail | undefined {
  if (base.kind !== 'unknown') return undefined;
  const last = base.parts.at(-1);
  const slash = last?.text.lastIndexOf('/') ?? -1;
  if (!last || slash === -1 || slash === last.text.length - 1) return undefined;
  const component = last.text.slice(slash + 1);
  const hasDigest = last.text.includes('@');
  if (hasDigest) return { name: last, hasTag: /:.*@/.test(component), hasDigest };
  return { name: last, hasTag: component.includes(':'), hasDigest };
}

/** The absolute path that a word of an instruction means there; undefined when it is not known. */
export function pathAt(instruction: Instruction, path: string): string | undefined {
  return joinPath(instruction.state.workdir, path);
}
