import type { MappedText, Word } from '../../../dockerfile/mapped-text.js';
import { isWithin, joinPath, normalize } from '../../../dockerfile/paths.js';
import type { SimpleCommand } from '../../../dockerfile/shell/tree.js';
import { resolve } from '../../../dockerfile/state.js';
import type { Located } from '../../../text/span.js';
import { writtenFiles } from '../written-files.js';
import { isHarmless, isSecretFolder, secretKind, type SecretKind } from './secret-files.js';
import { unknownWorkdir, type Step } from './steps.js';

/** A file or directory that a step puts into the image. */
export interface PlacedFile {
  readonly step: Step;
  readonly at: Located;
  /** As the person wrote it. */
  readonly name: string;
  /** Where it may lie: whether a destination is a directory is not always known. */
  readonly paths: readonly string[];
  readonly secret: SecretKind | undefined;
  readonly origin: Origin;
}

type Origin =
  /** A source of a COPY or ADD, once variables are replaced; `from` is the stage or image it is copied from. */
  | {
      readonly kind: 'copy';
      readonly word: Word;
      readonly source: string;
      readonly from: MappedText | undefined;
      readonly isFolder: boolean;
    }
  /** Something that only ADD can get: a URL, or an archive that it unpacks. */
  | { readonly kind: 'fetched' }
  /** Text of the Dockerfile, written by a RUN or a COPY. */
  | { readonly kind: 'written'; readonly commands: readonly SimpleCommand[] };

/** What a COPY or an ADD brings, and the secrets that a RUN or a COPY writes with text of the Dockerfile. */
export function placedFiles(step: Step): readonly PlacedFile[] {
  const { keyword } = step.instruction;
  if (keyword === 'RUN') return written(step);
  return keyword === 'COPY' || keyword === 'ADD' ? [...copied(step), ...written(step)] : [];
}

function written(step: Step): readonly PlacedFile[] {
  const files = new Map<string, PlacedFile & { readonly origin: { readonly kind: 'written' } }>();
  for (const { path, target, commands } of writtenFiles(step.outer, step.workdir)) {
    const secret = secretKind(path);
    if (!secret) continue;
    // A file that is written piece by piece is still one.
    const known = files.get(path);
    const origin = { kind: 'written', commands: [...(known?.origin.commands ?? []), ...commands] } as const;
    files.set(path, { step, at: known?.at ?? target, name: known?.name ?? target.text, paths: [path], secret, origin });
  }
  return [...files.values()];
}

const isUrl = (text: string): boolean => /^(?:[a-z][a-z0-9+.-]*:\/\/|git@)/i.test(text);
const isArchive = (text: string): boolean => /\.(?:tar|tar\.[a-z0-9]+|t[gbx]z2?)$/i.test(text);
/** A name with an extension is that of a file more often than not. */
const looksLikeFile = (name: string): boolean => /[^/.][^/]*\.[\w*?]{1,12}$/.test(name);

function copied(step: Step): readonly PlacedFile[] {
  const { instruction } = step;
  const words = instruction.args.slice(0, -1).filter(({ text }) => !/^\d*<</.test(text));
  const destination = instruction.args.at(-1);
  const to = destination && resolve(instruction, destination).value?.text;
  if (to === undefined) return [];
  const from = instruction.flags.find(({ name }) => name === 'from')?.value;
  return words.flatMap((word) => {
    const source = resolve(instruction, word).value?.text;
    if (source === undefined) return [];
    const name = lastPart(source);
    const target = to.endsWith('/') ? to + name : to;
    const secret = secretKind(source) ?? (isHarmless(source) ? undefined : secretKind(target));
    const isFolder = isKnownFolder(source);
    const paths = placesOf(step, { source, to, isFolder, isFile: secret !== undefined || looksLikeFile(name) });
    const isFetched = instruction.keyword === 'ADD' && (isUrl(source) || isArchive(source));
    const origin: Origin = isFetched ? { kind: 'fetched' } : { kind: 'copy', word, source, from, isFolder };
    return [{ step, at: word, name: word.text, paths, secret, origin }];
  });
}

function isKnownFolder(source: string): boolean {
  return /(?:^|\/)(?:\.{0,2})$/.test(source) || isSecretFolder(source);
}

/** Directories of the usual base images: a destination without a final slash means a file within them. */
const usual = new Set(['/', '/bin', '/etc', '/home', '/opt', '/root', '/root/.ssh', '/srv', '/tmp', '/usr/bin', '/usr/local/bin', '/usr/src', '/var/tmp']); // prettier-ignore

interface Copying {
  readonly source: string;
  readonly to: string;
  readonly isFolder: boolean;
  readonly isFile: boolean;
}

function placesOf({ instruction, workdir }: Step, { source, to, isFolder, isFile }: Copying): readonly string[] {
  const place = joinPath(workdir, to);
  if (place === undefined) return [];
  const isDirectory =
    /(?:^|\/)\.{0,2}$/.test(to) ||
    instruction.args.length > 2 ||
    usual.has(place) ||
    (workdir !== undefined && workdir !== unknownWorkdir && isWithin(place, workdir));
  const keepsPath = instruction.flags.some(({ name }) => name === 'parents');
  // BuildKit reads a source from the root of the context, and no step leads out of that.
  const within = joinPath(place, keepsPath ? normalize(source).slice(1) : lastPart(source)) ?? place;
  const isUnpacked = instruction.keyword === 'ADD' && isArchive(source) && !isUrl(source);
  if (isFolder || isUnpacked) return [keepsPath ? within : place];
  if (!isFile) return isDirectory ? [] : [place];
  if (isDirectory) return [within];
  return lastPart(place) === lastPart(source) ? [place] : [place, within];
}

const lastPart = (path: string): string => {
  const trimmed = path.replace(/\/+$/, '');
  return trimmed.slice(trimmed.lastIndexOf('/') + 1);
};
