import { parseImageReference, type ImageReference } from '../text/image-reference.js';

/**
 * Whether an image stands below one of these registries, namespaces or repositories: `registry.example.com`, `docker.io/library`,
 * `ghcr.io/team/app`. An entry without a registry is one of Docker Hub: `library`, `bitnami/redis`, `nginx`.
 */
export function isAllowedImage({ name }: ImageReference, allowed: readonly string[]): boolean {
  return allowed.flatMap(fullNames).some((entry) => `${name}/`.startsWith(`${entry}/`));
}

function fullNames(entry: string): readonly string[] {
  const path = entry.replace(/\/?\*?$/, '').replace(/\/+$/, '');
  if (path === '') return [];
  const [registry = ''] = path.split('/');
  if (registry === 'index.docker.io') return [path.replace(registry, 'docker.io')];
  if (/[.:]/.test(registry) || registry === 'localhost') return [path];
  return [`docker.io/${path}`, ...(path.includes('/') ? [] : [`docker.io/library/${path}`])];
}

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
