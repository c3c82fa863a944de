import { insertLinesBefore } from '../../../dockerfile/edits.js';
import { verbatimSpan } from '../../../dockerfile/mapped-text.js';
import { officialTag } from '../../../dockerfile/official-tags.js';
import { findStage } from '../../../dockerfile/stages.js';
import type { Dockerfile, Instruction, Stage } from '../../../dockerfile/tree.js';
import { say } from '../../../engine/message.js';
import type { Fix, Problem, Rule } from '../../../engine/rule.js';
import { remember } from '../../../text/remember.js';
import { nothing } from '../nothing.js';
import { floatingImages, type FloatingImage } from './floating-images.js';
import { version } from './image-uses.js';
import { versionFixes } from './version-fixes.js';
import { movingTags, noLatest } from './wording.js';

export const copyFromUntrustedImage: Rule = {
  id: 'copy-from-untrusted-image',
  title: 'Files from an image without a version',
  severity: 'warning',
  on: true,
  standards: { nsa: 'Building secure container images', cwe: [1357] },
  aliases: { hadolint: ['DL3022'] },

  instruction: { COPY: onFloating, RUN: onFloating, ONBUILD: onFloating },
};

function onFloating(instruction: Instruction): readonly Problem[] {
  const images = floatingImages(instruction);
  return images.length === 0 ? nothing : images.map(toProblem);
}

function toProblem(image: FloatingImage): Problem {
  const { at, shown, peculiarity } = image;
  const place = { at, fixes: [...versionFixes(image), ...asStage(image)] };
  if (peculiarity === 'moving-tags') return { ...place, severity: 'hint', message: movingTags(shown) };
  if (peculiarity === 'no-latest') return { ...place, message: noLatest(shown) };
  const message = say`What comes from image '${shown}' is whatever was pushed last: whoever can push it decides what goes into your image.`;
  return { ...place, message };
}

/** The image as a stage of its own, whose version stands in a FROM; not where stages are named by numbers, which would change. */
function asStage({ instruction, text, reference, version: kind, peculiarity }: FloatingImage): readonly Fix[] {
  const { stage } = instruction;
  const place = verbatimSpan(text);
  if (!stage || !reference || !place || peculiarity || instruction.keyword === 'ONBUILD') return [];
  const { dockerfile, from } = stage;
  const name = freeName(dockerfile, reference.repository.text);
  if (name === undefined || usesNumbers(dockerfile)) return [];
  const tag = officialTag(reference);
  const line = `FROM ${kind === 'none' ? text.text : text.text.replace(/:latest$/, '')}:`;
  return [
    {
      title: say`Make it a stage of its own`,
      applicability: tag === undefined ? 'placeholder' : 'hardening',
      changes: () => {
        const inserted = insertLinesBefore(dockerfile, from, [`${line}${tag ?? version} AS ${name}`, '']);
        const tabStops = [{ start: line.length, end: line.length + version.length }];
        const opening = inserted.map((edit) => (tag === undefined ? { ...edit, tabStops } : edit));
        return [{ op: 'text', edits: [...opening, { ...place, newText: name }] }];
      },
    },
  ];
}

function freeName(dockerfile: Dockerfile, repository: string): string | undefined {
  const name = repository.replace(/^.*\//, '');
  return /^[a-z]/.test(name) && !findStage(dockerfile, name) ? name : undefined;
}

const usesNumbers = remember(({ stages }: Dockerfile): boolean => stages.some(usesNumbersIn));

const usesNumbersIn = remember(({ instructions }: Stage): boolean =>
  instructions.some(({ flags }) => flags.some(({ name, value }) => name === 'from' && /^\d+$/.test(value?.text ?? ''))),
);
