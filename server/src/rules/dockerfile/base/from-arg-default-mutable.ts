import { pairsOf } from '../../../dockerfile/arguments.js';
import { sourceSpan } from '../../../dockerfile/mapped-text.js';
import type { Dockerfile } from '../../../dockerfile/tree.js';
import { say } from '../../../engine/message.js';
import type { Fix, Problem, Rule } from '../../../engine/rule.js';
import { contains, type Located } from '../../../text/span.js';
import { nothing } from '../nothing.js';
import { floatingImages, isWrittenHere, type FloatingImage } from './floating-images.js';
import { versionFixes } from './version-fixes.js';
import { movingTags, noLatest } from './wording.js';

export const fromArgDefaultMutable: Rule = {
  id: 'from-arg-default-mutable',
  title: `ARG whose default makes the base image 'latest'`,
  severity: 'warning',
  on: true,
  standards: { nsa: 'Building secure container images', cwe: [1357] },
  aliases: { trivy: ['DS-0001'], hadolint: ['DL3006', 'DL3007'] },

  dockerfile(dockerfile) {
    return dockerfile.globalArgs.length === 0 ? nothing : onDefaults(dockerfile);
  },
};

function* onDefaults(dockerfile: Dockerfile): Iterable<Problem> {
  for (const [place, images] of byDefault(dockerfile)) {
    const [image] = images;
    if (!image) continue;
    const { name, at } = defaultAt(dockerfile, place);
    const { shown, peculiarity } = image;
    const problem = {
      at,
      related: images.map((one) => ({ at: one.at, message: say`It is the base here.` })),
      fixes: fixesFor(images),
    };
    if (peculiarity === 'moving-tags') yield { ...problem, severity: 'hint', message: movingTags(shown) };
    else if (peculiarity === 'no-latest') yield { ...problem, message: noLatest(shown) };
    else {
      const message = say`ARG '${name}' makes the base '${shown}', which is whatever was pushed last: whoever can push it decides what goes into your image.`;
      yield { ...problem, message };
    }
  }
}

/** The bases whose version is `latest` by the default of an ARG, by the place of that default. */
function byDefault({ stages }: Dockerfile): ReadonlyMap<number, readonly FloatingImage[]> {
  const groups = new Map<number, FloatingImage[]>();
  for (const image of stages.flatMap(({ from }) => floatingImages(from))) {
    if (isWrittenHere(image)) continue;
    const { length } = image.text.text;
    const { start } = sourceSpan(image.text, length - 1, length);
    groups.set(start, [...(groups.get(start) ?? []), image]);
  }
  return groups;
}

/** The ARG whose default stands at an offset. */
function defaultAt({ globalArgs }: Dockerfile, offset: number): { readonly name: string; readonly at: Located } {
  const span = { start: offset, end: offset + 1 };
  for (const { name, value } of globalArgs.flatMap(pairsOf)) {
    if (value && contains(value.span, span)) return { name: name.text, at: value };
  }
  return { name: '', at: { span } };
}

/** The first way to give all these images a version; none where one of them has none. */
function fixesFor(images: readonly FloatingImage[]): readonly Fix[] {
  const each = images.map((image) => versionFixes(image)[0]);
  const [first] = each;
  if (!first || !each.every((fix) => fix !== undefined)) return [];
  return [{ ...first, changes: () => each.flatMap((fix) => fix.changes()) }];
}
