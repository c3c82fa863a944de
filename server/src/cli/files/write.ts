import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { fileError, type RunError } from '../report.js';
import { encode, type Encoding } from './encoding.js';
import { reasonOf } from './paths.js';

/**
 * Puts a new text into a file, in its encoding and with its mode and owner. The file is replaced in one step, so that a program
 * that reads it meanwhile, or a crash, never meets half of it. Gives an error where that is not possible; the file is then as before.
 */
export function writeSource(file: string, display: string, text: string, encoding: Encoding): RunError | undefined {
  try {
    // Behind a symbolic link the file itself is replaced, not the link.
    const target = fs.realpathSync(file);
    // Replacing needs rights to the folder only; a file that its owner made read-only stays as it is.
    fs.accessSync(target, fs.constants.W_OK);
    replaceFile(target, encode(text, encoding));
    return undefined;
  } catch (error) {
    return fileError(display, `Cannot be written: ${reasonOf(error)}.`);
  }
}

function replaceFile(target: string, bytes: Buffer): void {
  const { mode, uid, gid } = fs.statSync(target);
  const temporary = path.join(path.dirname(target), `.${path.basename(target)}.${randomBytes(6).toString('hex')}.tmp`);
  try {
    fs.writeFileSync(temporary, bytes, { flag: 'wx', mode: 0o600, flush: true });
    const made = fs.statSync(temporary);
    if (made.uid !== uid || made.gid !== gid) fs.chownSync(temporary, uid, gid);
    fs.chmodSync(temporary, mode & 0o7777);
    fs.renameSync(temporary, target);
  } catch (error) {
    fs.rmSync(temporary, { force: true });
    if (!isRefused(error)) throw error;
    // Someone else's file, or a folder where nothing new may be made: only writing in place leaves the owner as it is.
    fs.writeFileSync(target, bytes, { flush: true });
  }
}

function isRefused(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'EPERM' || error.code === 'EACCES');
}
