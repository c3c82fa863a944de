import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { fileError, type RunError } from '../report.js';
import { encode, type Encoding } from './encoding.js';
import { reasonOf } from './paths.js';

/**
 * Puts a new text into a file, in its encoding and with its mode. The file is replaced in one step, so that a program that
 * reads it meanwhile, or a crash, never meets half of it. Gives an error where that is not possible; the file is then as before.
 */
export function writeSource(file: string, display: string, text: string, encoding: Encoding): RunError | undefined {
  let temporary: string | undefined;
  try {
    // Behind a symbolic link the file itself is replaced, not the link.
    const target = fs.realpathSync(file);
    // Replacing needs rights to the folder only; a file that its owner made read-only stays as it is.
    fs.accessSync(target, fs.constants.W_OK);
    const { mode, uid, gid } = fs.statSync(target);
    temporary = path.join(path.dirname(target), `.${path.basename(target)}.${randomBytes(6).toString('hex')}.tmp`);
    fs.writeFileSync(temporary, encode(text, encoding), { flag: 'wx', mode: mode & 0o7777, flush: true });
    fs.chmodSync(temporary, mode & 0o7777);
    const made = fs.statSync(temporary);
    if (made.uid !== uid || made.gid !== gid) fs.chownSync(temporary, uid, gid);
    fs.renameSync(temporary, target);
    return undefined;
  } catch (error) {
    if (temporary) fs.rmSync(temporary, { force: true });
    return fileError(display, `Cannot be written: ${reasonOf(error)}.`);
  }
}
