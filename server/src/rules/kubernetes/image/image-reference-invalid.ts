import { say, type Message } from '../../../engine/message.js';
import type { Applicability, Fix, Problem, Rule } from '../../../engine/rule.js';
import { parseImageReference } from '../../../text/image-reference.js';
import { rewrite } from '../../../yaml/change.js';
import type { YamlValue } from '../../../yaml/value.js';
import { unlessShared } from '../fixes.js';
import { imageVolumes } from './places.js';

export const imageReferenceInvalid: Rule = {
  id: 'image-reference-invalid',
  title: 'Image that no container runtime can read',
  severity: 'error',
  on: true,
  standards: { cwe: [1286] },
  aliases: { kics: ['583053b7-e632-46f0-b989-f81ff8045385'] },

  *container({ value }) {
    yield* unreadable(value.get('image'));
  },

  *podSpec(podSpec) {
    for (const reference of imageVolumes(podSpec)) yield* unreadable(reference);
  },
};

function* unreadable(image: YamlValue): Iterable<Problem> {
  const { text } = image;
  if (!text || parseImageReference(text) || isStandIn(text)) return;
  const { message, fixes = [] } = explain(image, text);
  yield { at: image, message, fixes: unlessShared([image], fixes) };
}

/**
 * Whether another tool or a person replaces the text before Kubernetes sees it: variables, `<image>`, `ko://…`, and names all in
 * capitals such as `IMAGE_URL` or `gcr.io/PROJECT/web`.
 */
function isStandIn(text: string): boolean {
  return (
    /[$<>{}%[\]]|^\w+@\w+$|^@|^ko:\/\/|\.\.\.|…|\*/.test(text) ||
    text.split(/[/:]/).some((part) => /[A-Z]{2}/.test(part) && !/[a-z]|^[\dA-F]{32,}$/.test(part)) ||
    /^(\s*|-)$/.test(text)
  );
}

/** The reason why the text is no reference, and what was probably meant. */
function explain(image: YamlValue, text: string): { readonly message: Message; readonly fixes?: readonly Fix[] } {
  const scheme = /^[a-z][a-z0-9+.-]*:\/\//i.exec(text)?.[0];
  if (scheme !== undefined) {
    const message = say`Image '${shorten(text)}' is an address, which no container runtime reads: the pod cannot start.`;
    return { message, fixes: written(image, text.slice(scheme.length), 'safe') };
  }
  if (/\s/.test(text)) {
    const message = say`Image '${shorten(text.replace(/\s+/g, ' '))}' holds white space, which no container runtime reads: the pod cannot start.`;
    return { message, fixes: written(image, text.trim(), 'hardening') };
  }
  const at = text.indexOf('@');
  if (at >= 0 && parseImageReference(text.slice(0, at))) {
    const message = say`The digest of image '${shorten(text)}' is not 'sha256:' and 64 lower-case hexadecimal digits: nothing can be pulled by it.`;
    return { message, fixes: written(image, text.slice(0, at) + text.slice(at).toLowerCase(), 'hardening') };
  }
  const lower = withLowerCasePath(text);
  if (parseImageReference(lower)) {
    const message = say`Image '${shorten(text)}' has capital letters in its repository, which no container runtime reads: the pod cannot start.`;
    return { message, fixes: written(image, lower, 'hardening') };
  }
  return {
    message: say`Image '${shorten(text)}' is no image reference, so no container runtime reads it: the pod cannot start.`,
  };
}

function written(image: YamlValue, text: string, applicability: Applicability): readonly Fix[] {
  if (!parseImageReference(text)) return [];
  return [{ title: say`Write '${shorten(text)}'`, applicability, changes: () => [rewrite(image, text)] }];
}

/** The text with its repository in lower case; the tag and the digest, which know capitals, stay. */
function withLowerCasePath(text: string): string {
  const end = /(:[^/@]*)?(@.*)?$/.exec(text)?.index ?? text.length;
  return text.slice(0, end).toLowerCase() + text.slice(end);
}

const longest = 60;

function shorten(text: string): string {
  const plain = text.replace(/["'`]/g, '');
  return plain.length > longest ? `${plain.slice(0, longest - 1)}…` : plain;
}
