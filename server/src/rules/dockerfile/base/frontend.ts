import { slice, sourceText, type MappedText } from '../../../dockerfile/mapped-text.js';
import type { Dockerfile } from '../../../dockerfile/tree.js';
import { parseImageReference, type ImageReference } from '../../../text/image-reference.js';

/** The image that a file names as the program to read it with. */
export interface Frontend {
  readonly text: MappedText;
  readonly reference: ImageReference;
}

/**
 * The frontend that BuildKit fetches and runs for a file, by `# syntax=…`, `// syntax=…` or the key `syntax` of a JSON object; undefined
 * where the builder's own is used (moby/buildkit, frontend/dockerfile/parser/directives.go, DetectSyntax).
 */
export function frontendOf(dockerfile: Dockerfile): Frontend | undefined {
  const value = dockerfile.directives.find(({ name }) => name === 'syntax')?.value ?? foreignSyntax(dockerfile.text);
  if (!value) return undefined;
  // What stands behind the name is for the frontend itself.
  const text = slice(value, 0, /^\S*/.exec(value.text)?.[0].length ?? 0);
  const reference = parseImageReference(text.text);
  return reference && { text, reference };
}

/** Lines of directives behind `//`, or the start of a JSON object with the key on its first level. */
const foreign = [
  /^\uFEFF?(?:#!.*\r?\n)?(?:[ \t]*\/\/[ \t]*[a-z]\w*[ \t]*=.*\r?\n){0,9}?[ \t]*\/\/[ \t]*syntax[ \t]*=[ \t]*([^\s]+)/i,
  /^\uFEFF?\s*\{[^{}]{0,999}?"syntax"\s*:\s*"([^"]*)"/,
];

function foreignSyntax(text: string): MappedText | undefined {
  if (!/^\uFEFF?(?:#!|\s*[/{])/.test(text)) return undefined;
  for (const pattern of foreign) {
    const found = pattern.exec(text);
    if (!found?.[1]) continue;
    const end = found.index + found[0].length - (found[0].endsWith('"') ? 1 : 0);
    return sourceText(text, end - found[1].length, end);
  }
  return undefined;
}

/** Whether a frontend is one that Docker publishes. */
export const isDockerFrontend = ({ reference }: Frontend): boolean =>
  /^docker\.io\/docker\/dockerfile(?:-upstream)?$/.test(reference.name);
