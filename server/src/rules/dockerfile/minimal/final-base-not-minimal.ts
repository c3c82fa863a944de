import type { Dockerfile } from '../../../dockerfile/tree.js';
import { say } from '../../../engine/message.js';
import type { Fix, Problem, Rule } from '../../../engine/rule.js';
import { packageCalls } from '../packages.js';
import { finalBase, runsOf, servesBuiltFiles, type FinalBase } from './final-bases.js';
import { ontoDistroless, withTag } from './smaller-base.js';

export const finalBaseNotMinimal: Rule = {
  id: 'final-base-not-minimal',
  title: 'Final image on a larger base than it needs',
  severity: 'hint',
  on: true,

  mentions: ['debian', 'ubuntu', 'node', 'python', 'eclipse-temurin'],
  dockerfile: onLargeBase,
};

function* onLargeBase(dockerfile: Dockerfile): Iterable<Problem> {
  const base = finalBase(dockerfile);
  if (!base || isSmall.test(base.tag) || servesBuiltFiles(base)) return;
  const fixes = fixesFor(base);
  if (!fixes) return;
  yield {
    at: base.at,
    message: say`'${base.shown}' has far more in it than this image needs: each program and library more is one that whoever breaks in can use, and one to keep up to date.`,
    fixes,
  };
}

const isSmall = /(?:^|-)(?:slim|alpine[\d.]*|chiseled|distroless|minimal|micro)(?:-|$)/;
/** What the full images have and the slim ones lack, where a step runs or installs it. */
const needsFull = /\b(?:gcc|g\+\+|make|cmake|build-essential|git|curl|wget|node-gyp|svn|hg|[\w.+-]+-dev|pkg-config)\b/;

/** The ways to a smaller base; undefined where there is none, or the stages need the larger one. */
function fixesFor(base: FinalBase): readonly Fix[] | undefined {
  const { name, stage } = base;
  const runs = runsOf(stage);
  if (name === 'debian' || name === 'ubuntu') {
    const move = ontoDistroless(stage);
    // `debian:…-slim` has the same packages (debuerreotype-slimify takes out manuals, documents and translations).
    return move.length > 0 ? move : undefined;
  }
  if (runs.some(({ line }) => needsFull.test(line.text))) return undefined;
  const alpine = runs.length > 0 ? [] : onAlpine(base);
  // Whether a module has to be compiled while it is installed the file does not tell.
  const mayCompile = runs.some((run) => packageCalls(run).some(({ action }) => action === 'install'));
  if (name === 'node')
    return [...(mayCompile ? [] : slim(base, (tag) => (nodeTag.test(tag) ? `${tag}-slim` : undefined))), ...alpine];
  if (name === 'python') return [...(mayCompile ? [] : slim(base, slimPython)), ...alpine];
  const isRuntime = name === 'eclipse-temurin' && /-jre(?:-|$)/.test(base.tag) && runs.length === 0;
  return isRuntime ? alpine : undefined;
}

// The tags that github.com/docker-library/official-images lists in pairs, with and without `slim`.
const nodeTag = /^(?:[\d.]+|lts|current)(?:-(?:bullseye|bookworm|trixie))?$/;
const pythonTag = /^(3[\d.]*)(-(?:bullseye|bookworm|trixie))?$/;

const slimPython = (tag: string): string | undefined =>
  pythonTag.test(tag) ? tag.replace(pythonTag, '$1-slim$2') : undefined;

function slim({ stage, name }: FinalBase, change: (tag: string) => string | undefined): readonly Fix[] {
  return withTag(
    stage,
    (tag) => (tag === 'latest' ? undefined : change(tag)),
    (tag) => say`Use '${name}:${tag}', without compilers, manuals and the like`,
  );
}

function onAlpine({ stage, name }: FinalBase): readonly Fix[] {
  return withTag(
    stage,
    (tag) => (/^\d[\w.]*(?:-jre)?$/.test(tag) ? `${tag}-alpine` : undefined),
    (tag) => say`Use '${name}:${tag}' if nothing needs glibc: it has musl`,
  );
}
