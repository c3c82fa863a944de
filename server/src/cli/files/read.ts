import fs from 'node:fs';
import { kindByName, type FileKind } from '../../engine/file-kind.js';
import { mayHoldManifest } from '../../kubernetes/manifest.js';
import { fileError, type RunError } from '../report.js';
import { decode, type Encoding } from './encoding.js';
import { reasonOf } from './paths.js';

/** A file that is ours, read. */
export interface Source {
  /** The absolute path; nothing for standard input. */
  readonly path: string | undefined;
  /** The path that people see. */
  readonly display: string;
  readonly kind: FileKind;
  readonly text: string;
  readonly encoding: Encoding;
}

/** A file to read. `named`: the person asked for this very file, so that it is checked or else the reason is told. */
export interface Candidate {
  readonly path: string;
  readonly display: string;
  readonly origin: 'named' | 'found';
}

/** The size above which a file is not read: manifests of this size are data, and would hold the others up. */
export const largestFile = 8 * 1024 * 1024;

/** Reads a file. Gives nothing where it is none of ours, and an error where it is or may be but cannot be read. */
export function readSource(candidate: Candidate): Source | RunError | undefined {
  const { path, display, origin } = candidate;
  try {
    const { size } = fs.statSync(path);
    if (size > largestFile) return tooLarge(candidate, size);
    return readBytes(fs.readFileSync(path), { path, display, origin });
  } catch (error) {
    return fileError(display, `Cannot be read: ${reasonOf(error)}.`);
  }
}

/** Reads what standard input brought; `display` is the file name that stands for it. */
export function readInput(bytes: Buffer, display: string): Source | RunError {
  const source = readBytes(bytes, { path: undefined, display, origin: 'named' });
  return source ?? fileError(display, 'Standard input holds nothing that can be checked.');
}

type Origin = Omit<Candidate, 'path'> & Pick<Source, 'path'>;

function readBytes(bytes: Buffer, { path, display, origin }: Origin): Source | RunError | undefined {
  if (bytes.length > largestFile) return fileError(display, sizeMessage(bytes.length));
  const decoded = decode(bytes);
  if (!decoded.ok && decoded.reason === 'binary') {
    return origin === 'named' ? fileError(display, 'Is a binary file, not text.') : undefined;
  }
  if (!decoded.ok) {
    const charset = decoded.charset.toUpperCase();
    if (origin === 'found' && !mayBeOurs(display, decoded.lenient)) return undefined;
    return fileError(display, `Is not valid ${charset} (line ${decoded.line}), so it was not checked.`);
  }
  const kind = kindByName(display) ?? kindByContent(decoded.text);
  if (!kind) {
    return fileError(
      display,
      'Is neither a Kubernetes manifest, a Dockerfile nor a script by its name or its content.',
    );
  }
  return { path, display, kind, text: decoded.text, encoding: decoded.encoding };
}

/** What a file of an unknown name holds, so that it can be checked when someone names it. */
function kindByContent(text: string): FileKind | undefined {
  if (/^["']?apiVersion["']?\s*:/m.test(text) || /^\s*\{/.test(text)) return 'yaml';
  if (/^#!.*\b(?:ba|da|k|z)?sh\b/.test(text)) return 'shellscript';
  return /^[ \t]*FROM[ \t]+\S/im.test(text) ? 'dockerfile' : undefined;
}

/** Many large JSON files are data; one that nobody named and that does not begin like a manifest is no loss. */
function tooLarge({ path, display, origin }: Candidate, size: number): RunError | undefined {
  const start = Buffer.alloc(64 * 1024);
  const file = fs.openSync(path, 'r');
  try {
    fs.readSync(file, start);
  } finally {
    fs.closeSync(file);
  }
  return origin === 'named' || mayBeOurs(display, start.toString('latin1'))
    ? fileError(display, sizeMessage(size))
    : undefined;
}

function mayBeOurs(name: string, text: string): boolean {
  return kindByName(name) === 'dockerfile' || mayHoldManifest(text);
}

function sizeMessage(size: number): string {
  const megabytes = (bytes: number) => `${(bytes / 1024 / 1024).toFixed(1)} MB`;
  return `Is too large to check: ${megabytes(size)}; the limit is ${megabytes(largestFile)}.`;
}
