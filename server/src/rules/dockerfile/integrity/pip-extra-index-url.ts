import { replacePart } from '../../../dockerfile/edits.js';
import type { CommandOption } from '../../../dockerfile/shell/options.js';
import { lookUp } from '../../../dockerfile/scope.js';
import type { Instruction } from '../../../dockerfile/tree.js';
import { say } from '../../../engine/message.js';
import type { Fix, Problem, Rule } from '../../../engine/rule.js';
import type { Located } from '../../../text/span.js';
import { addFlag, hasOption, packageCalls, type PackageCall } from '../packages.js';
import { variablesOf } from './variables.js';

export const pipExtraIndexUrl: Rule = {
  id: 'pip-extra-index-url',
  title: 'Packages from whichever index has the higher version',
  severity: 'info',
  on: true,
  standards: { nsa: 'Building secure container images', cwe: [427, 1357] },
  aliases: { semgrep: ['dockerfile-pip-extra-index-url'] },

  mentions: ['extra-index-url', 'PIP_EXTRA_INDEX_URL', 'UV_EXTRA_INDEX_URL', 'index-strategy'],
  instruction: { RUN: byCalls, ENV: byVariables, ARG: byVariables, ONBUILD: byCalls },
};

function* byCalls(instruction: Instruction): Iterable<Problem> {
  for (const call of packageCalls(instruction)) {
    if ((call.manager !== 'pip' && call.manager !== 'uv') || call.action === 'other') continue;
    if (hasOption(call, 'require-hashes') || (call.manager === 'uv' && !mixesIndexes(instruction, call))) continue;
    for (const option of call.options) {
      const { name, value = '', word } = option;
      if (name !== 'extra-index-url' || isHarmless(value)) continue;
      yield problem(word, call.manager, fixes(call, option));
    }
  }
  yield* byVariables(instruction);
}

function* byVariables(instruction: Instruction): Iterable<Problem> {
  for (const { name, value, at } of variablesOf(instruction)) {
    if (name !== 'PIP_EXTRA_INDEX_URL' || value === '' || isHarmless(value)) continue;
    if (lookUp(instruction.state.variables, 'PIP_REQUIRE_HASHES').kind === 'set') continue;
    yield problem(at, 'pip', []);
  }
}

function problem(at: Located, tool: string, ofFixes: readonly Fix[]): Problem {
  return {
    at,
    message:
      tool === 'uv'
        ? say`With this strategy uv takes a package from any index: whoever registers the name of a private one on the public index gets code into the image.`
        : say`'pip' takes the highest version that any index has: whoever registers the name of a private package on the public one gets code into the image.`,
    fixes: ofFixes,
  };
}

/** uv stays with the first index that has a package, unless it is told otherwise (docs.astral.sh/uv/concepts/indexes). */
function mixesIndexes({ state }: Instruction, { options }: PackageCall): boolean {
  const strategy = options.find(({ name }) => name === 'index-strategy')?.value ?? variable(state);
  return /^unsafe-/.test(strategy);
}

function variable({ variables }: Instruction['state']): string {
  const found = lookUp(variables, 'UV_INDEX_STRATEGY');
  return found.kind === 'set' ? found.value.text : '';
}

/** Public indexes that their owners' documentation has beside PyPI; what they hold is no secret. */
const harmless = /^https:\/\/(?:download\.pytorch\.org|pypi\.nvidia\.com|(?:www\.)?piwheels\.org|pypi\.org)(?:[/:]|$)/;

/** Whether all of the indexes are; a variable parts them by blanks. */
const isHarmless = (urls: string): boolean =>
  urls
    .trim()
    .split(/\s+/)
    .every((url) => harmless.test(url));

function fixes(call: PackageCall, { word, value = '', valueWord }: CommandOption): readonly Fix[] {
  const found: Fix[] = [];
  if (hasOption(call, 'r', 'requirement') && call.manager === 'pip' && call.verb) {
    const edit = addFlag(call, '--require-hashes');
    found.push({
      title: say`Add '--require-hashes', for requirements with hashes`,
      applicability: 'placeholder',
      changes: () => [{ op: 'text', edits: [edit] }],
    });
  }
  const edits = replacePart(word, 2, '--extra-index-url'.length, 'index-url');
  const hasOther = hasOption(call, 'i', 'index-url', 'default-index');
  if (!edits || hasOther || call.options.filter(({ name }) => name === 'extra-index-url').length > 1) return found;
  const span = valueWord?.span;
  // The index must have everything then: the person sees to it that its URL is one that passes on what PyPI has.
  const isSimple = span && span.end - span.start === value.length;
  const toFill = isSimple ? [{ ...span, newText: value, tabStops: [{ start: 0, end: value.length }] }] : [];
  found.push({
    title: say`Take everything from this index`,
    applicability: 'placeholder',
    changes: () => [{ op: 'text', edits: [...edits, ...toFill] }],
  });
  return found;
}
