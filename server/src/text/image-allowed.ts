import { publishers } from './image-publishers.js';
import { parseImageReference, type ImageReference } from './image-reference.js';

/** What the word `official` stands for: what Docker publishes itself, its copy at Amazon, and the frontends of Dockerfiles. */
const official = [
  'docker.io/library',
  'public.ecr.aws/docker/library',
  'docker.io/docker/dockerfile',
  'docker.io/docker/dockerfile-upstream',
];

/** Entries of the list that stand for others. */
const words: Readonly<Record<string, readonly string[]>> = { official, verified: publishers };

/**
 * Whether one of these entries covers an image: a registry, a namespace or a repository with all that stands below it
 * (`registry.example.com`, `docker.io/library`, `ghcr.io/team/app`), a single version (`node:22.4.1`), or a pattern in which `*`
 * stands for any characters but a slash (`*.dkr.ecr.eu-west-1.amazonaws.com`, `node:22-*`). An entry without a registry is one of
 * Docker Hub: `library`, `bitnami/redis`, `nginx`. The words `official` and `verified` stand for the Docker official images and for
 * well-known publishers.
 */
export function isAllowedImage({ name, tag, digest }: ImageReference, allowed: readonly string[]): boolean {
  const versions = [tag && `${name}:${tag.text}`, digest && `${name}@${digest.text}`];
  return allowed
    .flatMap(fullNames)
    .some((entry) =>
      /[:@][^/]*$/.test(entry) && !/^[^/]*$/.test(entry)
        ? versions.some((version) => version !== undefined && fits(version, entry, '$'))
        : fits(`${name}/`, `${entry}/`, ''),
    );
}

/** Whether a text is what an entry says, or begins with it, where `end` is empty. */
function fits(text: string, entry: string, end: '$' | ''): boolean {
  if (!entry.includes('*')) return end === '' ? text.startsWith(entry) : text === entry;
  const pattern = entry.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '[^/]*');
  return new RegExp(`^${pattern}${end}`).test(text);
}

function fullNames(entry: string): readonly string[] {
  const known = Object.hasOwn(words, entry) ? words[entry] : undefined;
  if (known) return known;
  const path = entry.replace(/\/\*?$|^\*$/, '').replace(/\/+$/, '');
  if (path === '') return [];
  const [registry = '', ...rest] = path.split('/');
  const isHub = registry === 'docker.io' || registry === 'index.docker.io';
  if (isHub) return rest.length === 0 ? ['docker.io'] : onHub(rest.join('/'));
  const isRegistry = registry === 'localhost' || (rest.length > 0 ? /[.:]/ : /^[^:@]*\.|:\d+$/).test(registry);
  // A name and a number may be a registry with its port or a repository with its tag.
  if (isRegistry) return /^[^.]+:\d+$/.test(path) ? [path, ...onHub(path)] : [path];
  return onHub(path);
}

const onHub = (path: string): readonly string[] => [
  `docker.io/${path}`,
  ...(path.includes('/') ? [] : [`docker.io/library/${path}`]),
];

/**
 * The reference with the first prefix of its full name that the map knows replaced, for example by a mirror of the registry;
 * nothing where no prefix fits or what it gives is no reference.
 */
export function mirrored(text: string, mirrors: Readonly<Record<string, unknown>>): string | undefined {
  const reference = parseImageReference(text);
  if (!reference) return undefined;
  for (const [prefix, mirror] of Object.entries(mirrors)) {
    if (typeof mirror !== 'string' || !`${reference.name}/`.startsWith(`${prefix.replace(/\/+$/, '')}/`)) continue;
    const rest = reference.name.slice(prefix.replace(/\/+$/, '').length);
    const moved = `${mirror.replace(/\/+$/, '')}${rest}${text.slice(reference.repository.end)}`;
    return parseImageReference(moved) ? moved : undefined;
  }
  return undefined;
}
