import { pairsOf } from '../../../dockerfile/arguments.js';
import { insertLinesBefore } from '../../../dockerfile/edits.js';
import { expand } from '../../../dockerfile/expand.js';
import { slice, sourceSpan, sourceText, type MappedText, type Word } from '../../../dockerfile/mapped-text.js';
import { lookUp } from '../../../dockerfile/scope.js';
import { globalNames } from '../../../dockerfile/stages.js';
import type { Dockerfile, Instruction } from '../../../dockerfile/tree.js';
import { say } from '../../../engine/message.js';
import { nearest } from '../../../engine/nearest.js';
import type { Fix, Problem, Related, Rule } from '../../../engine/rule.js';
import { parseImageReference } from '../../../text/image-reference.js';
import { remember } from '../../../text/remember.js';
import { nothing } from '../nothing.js';
import { hasMalformedDigest, imageUses } from './image-uses.js';

export const fromArgUndeclared: Rule = {
  id: 'from-arg-undeclared',
  title: 'Variable in FROM that no ARG declares',
  severity: 'warning',
  on: true,
  aliases: { buildkit: ['UndefinedArgInFrom', 'InvalidDefaultArgInFrom'] },

  instruction: {
    FROM: (instruction) => {
      const image = instruction.stage?.image;
      return image?.text.includes('$') ? judge(instruction, image) : nothing;
    },
  },
};

function* judge(instruction: Instruction, image: Word): Iterable<Problem> {
  const { dockerfile } = instruction.stage ?? {};
  if (!dockerfile || imageUses(instruction).some(hasMalformedDigest)) return;
  const variables = variablesIn(image);
  const result = withoutUnset(instruction, image);
  // A name of a stage or of an image, as far as it can be known.
  const isValid = result !== undefined && parseImageReference(result) !== undefined;
  const undeclared = variables.filter(({ name }) => lookUp(instruction.state.variables, name).kind === 'unset');
  for (const { name, at } of undeclared) {
    yield {
      at,
      severity: isValid ? 'warning' : 'error',
      message: isValid
        ? say`No ARG before the first FROM declares '${name}', so it is always empty here, whatever --build-arg says.`
        : say`No ARG before the first FROM declares '${name}', so it is always empty here and the build fails.`,
      related: declarations(dockerfile, name),
      fixes: [...rename(dockerfile, name, at), ...declare(dockerfile, name)],
    };
  }
  if (undeclared.length > 0 || variables.length === 0 || isValid || result === undefined) return;
  const empty = variables.find(({ name }) => isEmpty(instruction, name));
  if (empty) {
    const message = say`Without --build-arg ${empty.name}=… the build fails: ARG '${empty.name}' has no default that makes a name of an image.`;
    yield { at: empty.at, severity: 'hint', message };
  } else {
    yield {
      at: image,
      severity: 'error',
      message: say`By the defaults of ARG this is '${result}', which is no name of an image, so the build fails.`,
    };
  }
}

interface Use {
  readonly name: string;
  readonly at: { readonly span: ReturnType<typeof sourceSpan> };
}

const variable = /\$(?:\{([A-Za-z_]\w*)(:?[-+?])?[^}]*\}|([A-Za-z_]\w*))/g;

/** The variables of a word that have nothing to stand in for them; one with `-` or `+` has. */
function variablesIn(word: MappedText): readonly Use[] {
  // BuildKit refuses a brace that is not closed, and to look for its end at each `${` would cost the square.
  if (/['\\`]/.test(word.text) || word.text.lastIndexOf('${') > word.text.lastIndexOf('}')) return nothing;
  return [...word.text.matchAll(variable)].flatMap(({ 0: { length }, 1: braced, 2: operator = '', 3: bare, index }) => {
    const name = braced ?? bare;
    if (name === undefined || /[-+]/.test(operator)) return [];
    const start = index + (braced === undefined ? 1 : 2);
    return [{ name, at: { span: sourceSpan(slice(word, start, Math.min(start + name.length, index + length))) } }];
  });
}

const nameLike = 'x';

/** The word with nothing for variables that are not set, and a letter for those that are set to what the file does not tell. */
function withoutUnset({ state }: Instruction, word: MappedText): string | undefined {
  return expand(word, state.escape, (name) => {
    const found = lookUp(state.variables, name);
    if (found.kind === 'set') return found;
    return { kind: 'set', value: found.kind === 'unknown' ? sourceText(nameLike, 0, 1) : sourceText('', 0, 0) };
  }).value?.text;
}

function isEmpty({ state }: Instruction, name: string): boolean {
  const found = lookUp(state.variables, name);
  return found.kind === 'open' || (found.kind === 'set' && found.value.text === '');
}

/** The first ARG of that name within a stage, where it does not count for a FROM. */
function declarations(dockerfile: Dockerfile, name: string): readonly Related[] {
  const at = ofStages(dockerfile).get(name);
  return at ? [{ at, message: say`This ARG holds within its stage only.` }] : [];
}

const ofStages = remember(({ stages }: Dockerfile): ReadonlyMap<string, Word> => {
  const args = stages.flatMap(({ instructions }) => instructions.filter(({ keyword }) => keyword === 'ARG'));
  // Of several with one name the first is told of.
  return new Map(
    args
      .flatMap(pairsOf)
      .reverse()
      .map(({ name }) => [name.text, name]),
  );
});

function rename(dockerfile: Dockerfile, name: string, { span }: Use['at']): readonly Fix[] {
  const meant = nearest(name, [...globalNames(dockerfile)], 2);
  if (meant === undefined || span.end - span.start !== name.length) return [];
  return [
    {
      title: say`Write '${meant}'`,
      applicability: 'placeholder',
      changes: () => [{ op: 'text', edits: [{ ...span, newText: meant }] }],
    },
  ];
}

const value = 'VALUE';

function declare(dockerfile: Dockerfile, name: string): readonly Fix[] {
  const [first] = dockerfile.stages;
  if (!first) return [];
  const line = `ARG ${name}=`;
  const tabStops = [{ start: line.length, end: line.length + value.length }];
  return [
    {
      title: say`Declare it before the first FROM`,
      applicability: 'placeholder',
      changes: () => {
        const edits = insertLinesBefore(dockerfile, first.from, [line + value]).map((edit) => ({ ...edit, tabStops }));
        return [{ op: 'text', edits }];
      },
    },
  ];
}
