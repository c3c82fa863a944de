import type { Span } from './span.js';

/** One named part of an image reference and where it stands in the string that was parsed (UTF-16 offsets). */
export interface ReferencePart extends Span {
  readonly text: string;
}

/** An image reference as container tools read it, for example `registry.example.com:5000/team/app:1.2@sha256:…`. */
export interface ImageReference {
  /** The registry as written, with its port; undefined when the name goes to Docker Hub by default. */
  readonly registry: ReferencePart | undefined;
  /** The repository as written, without the registry. */
  readonly repository: ReferencePart;
  readonly tag: ReferencePart | undefined;
  readonly digest: ReferencePart | undefined;
  /** Registry and repository in full: `node` and `index.docker.io/node` both give `docker.io/library/node`. */
  readonly name: string;
  /** The name as people write it: `node`, `bitnami/redis`, `gcr.io/distroless/static`. */
  readonly familiarName: string;
}

// The grammar and the rules for the default registry are those of github.com/distribution/reference (v0.6, regexp.go and
// normalize.go), which Docker, BuildKit, containerd and the kubelet share.
const domainPart = '(?:[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?)';
const domainPattern = new RegExp(`^(?:${domainPart}(?:\\.${domainPart})*|\\[[a-fA-F0-9:]+\\])(?::[0-9]+)?$`);
const pathPart = '[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*';
const pathPattern = new RegExp(`^${pathPart}(?:/${pathPart})*$`);
const tagPattern = /^\w[\w.-]{0,127}$/;
const digestPattern = /^[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:([0-9a-fA-F]{32,})$/;
const imageId = /^[a-f0-9]{64}$/;
const maximumNameLength = 255;
/** Hexadecimal digits of the digests that github.com/opencontainers/go-digest knows; any other algorithm is refused. */
const digestLengths: Readonly<Record<string, number>> = { sha256: 64, sha384: 96, sha512: 128 };

const dockerHub = 'docker.io';
const officialPrefix = 'library/';

/**
 * Parses an image reference. Gives undefined for text that no container tool accepts: an empty name, capital letters in
 * the repository, a malformed tag or digest, white space, an unresolved variable.
 */
export function parseImageReference(text: string): ImageReference | undefined {
  const at = text.indexOf('@');
  const nameEnd = at === -1 ? text.length : at;
  const digest = at === -1 ? undefined : part(text, at + 1, text.length);
  if (digest && !isDigest(digest.text)) return undefined;

  const colon = text.lastIndexOf(':', nameEnd - 1);
  // A colon before the last slash belongs to the registry's port.
  const hasTag = colon !== -1 && nameEnd > 0 && colon > text.lastIndexOf('/', nameEnd - 1);
  const tag = hasTag ? part(text, colon + 1, nameEnd) : undefined;
  if (tag && !tagPattern.test(tag.text)) return undefined;

  const path = hasTag ? colon : nameEnd;
  const registryEnd = endOfRegistry(text.slice(0, path));
  const registry = registryEnd === undefined ? undefined : part(text, 0, registryEnd);
  const repository = part(text, registry ? registry.end + 1 : 0, path);
  if (!isRepository(repository.text)) return undefined;
  if (registry && !domainPattern.test(registry.text)) return undefined;
  if (!registry && imageId.test(repository.text)) return undefined;

  const names = fullNames(registry?.text, repository.text);
  if (names.name.length > maximumNameLength) return undefined;
  return { registry, repository, tag, digest, name: names.name, familiarName: names.familiarName };
}

/** Where the registry ends, if the first component is one: it holds a dot, a colon or a capital, or is `localhost`. */
function endOfRegistry(path: string): number | undefined {
  const slash = path.indexOf('/');
  if (slash === -1) return undefined;
  const first = path.slice(0, slash);
  const isRegistry = /[.:]/.test(first) || first === 'localhost' || first.toLowerCase() !== first;
  return isRegistry ? slash : undefined;
}

function fullNames(registry: string | undefined, repository: string): Pick<ImageReference, 'name' | 'familiarName'> {
  const domain = registry === undefined || registry === 'index.docker.io' ? dockerHub : registry;
  if (domain !== dockerHub) return { name: `${domain}/${repository}`, familiarName: `${domain}/${repository}` };
  const full = repository.includes('/') ? repository : officialPrefix + repository;
  const isOfficial = full.startsWith(officialPrefix) && !full.slice(officialPrefix.length).includes('/');
  return { name: `${dockerHub}/${full}`, familiarName: isOfficial ? full.slice(officialPrefix.length) : full };
}

function isRepository(text: string): boolean {
  return text.length <= maximumNameLength && pathPattern.test(text);
}

function isDigest(text: string): boolean {
  const digits = digestPattern.exec(text)?.[1];
  if (digits === undefined) return false;
  const length = digestLengths[text.slice(0, text.indexOf(':'))];
  return digits.length === length && digits.toLowerCase() === digits;
}

const part = (text: string, start: number, end: number): ReferencePart => ({
  text: text.slice(start, end),
  start,
  end,
});
