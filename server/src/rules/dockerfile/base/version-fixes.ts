import { insertLinesBefore } from '../../../dockerfile/edits.js';
import { verbatimSpan } from '../../../dockerfile/mapped-text.js';
import { officialTag, officialTagsDate } from '../../../dockerfile/official-tags.js';
import { lookUp } from '../../../dockerfile/scope.js';
import { say } from '../../../engine/message.js';
import type { Fix } from '../../../engine/rule.js';
import type { Edit } from '../../../text/edit.js';
import { contains, type Span } from '../../../text/span.js';
import { isWrittenHere, type FloatingImage } from './floating-images.js';
import { servesOthers, version } from './image-uses.js';

/** The stand-in for a digest that only the registry can tell. */
const digest = 'DIGEST';

/** The ways to give an image a version; none where the text that decides it cannot be told or serves several images. */
export function versionFixes(image: FloatingImage): readonly Fix[] {
  const place = versionPlace(image);
  if (!place || servesOthers(image.instruction, image.reference, place.span)) return [];
  if (image.peculiarity === 'moving-tags') return [byDigest(place.span.end)];
  const tag = image.reference && officialTag(image.reference);
  const first = tag === undefined ? chooseVersion(place) : knownVersion(place, tag);
  return [first, ...inArgument(image, place, tag)];
}

/** The text that a tag takes the place of, and what stands between the name and the tag. */
interface Place {
  readonly span: Span;
  readonly colon: '' | ':';
}

function versionPlace(image: FloatingImage): Place | undefined {
  const { text, version: kind, instruction } = image;
  const end = text.text.length;
  if (kind === 'latest') {
    const span = verbatimSpan(text, end - 'latest'.length, end);
    return span && { span, colon: '' };
  }
  const last = verbatimSpan(text, end - 1, end);
  if (!last) return undefined;
  const source = instruction.stage?.dockerfile.text ?? '';
  // A variable behind the name, empty by default, is where somebody else puts a tag.
  if (isWrittenHere(image)) return source[last.end] === '$' ? undefined : { span: at(last.end), colon: ':' };
  // The default of an ARG that is the whole name takes the tag; after one that is a part of it the tag comes behind the word.
  if (verbatimSpan(text)) return { span: at(last.end), colon: ':' };
  const word = image.at.span;
  return /["']/.test(source[word.end - 1] ?? '') ? undefined : { span: at(word.end), colon: ':' };
}

function knownVersion({ span, colon }: Place, tag: string): Fix {
  return {
    title: say`Use tag '${tag}', which 'latest' meant on ${officialTagsDate}`,
    applicability: 'hardening',
    changes: () => [{ op: 'text', edits: [{ ...span, newText: colon + tag }] }],
  };
}

function chooseVersion({ span, colon }: Place): Fix {
  return {
    title: say`Choose a version`,
    applicability: 'placeholder',
    changes: () => [{ op: 'text', edits: [toFill(span, colon, version)] }],
  };
}

/** The digest, to be filled in, behind an image that ends at an offset. */
export function byDigest(end: number): Fix {
  return {
    title: say`Pin it by a digest`,
    applicability: 'placeholder',
    changes: () => [{ op: 'text', edits: [toFill(at(end), '@sha256:', digest)] }],
  };
}

/** The version as an ARG before the first FROM; a later ARG is not in force in a FROM, and never in a `--from`. */
function inArgument(image: FloatingImage, { span, colon }: Place, tag: string | undefined): readonly Fix[] {
  const { instruction, reference } = image;
  const first = instruction.stage?.dockerfile.stages[0];
  if (instruction.keyword !== 'FROM' || !first || !reference || !contains(instruction.span, span)) return [];
  const name = `${reference.repository.text.replace(/^.*\//, '').replace(/\W/g, '_').toUpperCase()}_VERSION`;
  const isFree = lookUp(instruction.state.variables, name).kind === 'unset';
  if (!isFree || /^\d/.test(name) || image.at.span.end - image.at.span.start !== image.text.text.length) return [];
  const line = `ARG ${name}=`;
  return [
    {
      title: say`Keep the version in an ARG before the first FROM`,
      applicability: tag === undefined ? 'placeholder' : 'hardening',
      changes: () => {
        const inserted = insertLinesBefore(first.dockerfile, first.from, [line + (tag ?? version)]);
        const tabStops = [{ start: line.length, end: line.length + version.length }];
        const declaration = inserted.map((edit) => (tag === undefined ? { ...edit, tabStops } : edit));
        return [{ op: 'text', edits: [...declaration, { ...span, newText: `${colon}\${${name}}` }] }];
      },
    },
  ];
}

function toFill(span: Span, before: string, value: string): Edit {
  const tabStops = [{ start: before.length, end: before.length + value.length }];
  return { ...span, newText: before + value, tabStops };
}

const at = (offset: number): Span => ({ start: offset, end: offset });
