import { insertDirective } from './edits.js';
import type { Dockerfile } from './tree.js';
import type { Edit } from '../text/edit.js';

/** What every builder with BuildKit knows without being told: Docker Engine has version 1.2 of the frontend built in since 20.10. */
const builtIn = 2;

const isProgram = /^\ufeff?#!/;

/**
 * The edits that make a build read the file by version 1.`minor` of the Dockerfile frontend or a later one: none where it does, the
 * `syntax` directive added or raised where that is needed. Undefined where a digest pins an older one, or the file begins with `#!`.
 */
export function requireSyntax(dockerfile: Dockerfile, minor: number): readonly Edit[] | undefined {
  const directive = dockerfile.directives.find(({ name }) => name === 'syntax');
  if (!directive && minor <= builtIn) return [];
  // A file that is run as a program keeps that line first, and BuildKit looks for the directive below it (parser/directives.go).
  if (!directive)
    return isProgram.test(dockerfile.text) ? undefined : insertDirective(dockerfile, 'syntax', 'docker/dockerfile:1');
  const { text, span } = directive.value;
  const [, image, pinned, rest = ''] = /^((?:docker\.io\/)?docker\/dockerfile:1)\.(\d+)(.*)$/.exec(text) ?? [];
  if (image === undefined || Number(pinned) >= minor || (rest === '-experimental' && minor <= builtIn)) return [];
  if (rest.includes('@')) return undefined;
  return [{ ...span, newText: rest.endsWith('-labs') ? `${image}-labs` : image }];
}
