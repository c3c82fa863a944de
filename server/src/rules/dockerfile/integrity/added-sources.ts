import type { MappedText, Word } from '../../../dockerfile/mapped-text.js';
import { resolve } from '../../../dockerfile/state.js';
import type { Instruction } from '../../../dockerfile/tree.js';

/** What an ADD fetches from elsewhere: a file by a URL, or a repository. */
export interface AddedSource {
  readonly instruction: Instruction;
  readonly word: Word;
  /** The URL, as far as the values of variables are known. */
  readonly url: string;
  /** The part after `#` and the queries of a repository, where it has them. */
  readonly isGit: boolean;
  /** Whether a checksum is given, of the file or of the commit. */
  readonly isChecked: boolean;
  /** Whether it is the only source, which alone may have a checksum. */
  readonly isOnly: boolean;
}

/** The URLs among the sources of an ADD, or of one that an ONBUILD holds back. */
export function addedSources(outer: Instruction): readonly AddedSource[] {
  const instruction = outer.sub ?? outer;
  if (instruction.keyword !== 'ADD') return [];
  const words = instruction.args.slice(0, -1);
  const isChecked = instruction.flags.some(({ name }) => name === 'checksum');
  return words.flatMap((word) => {
    const url = textOf(instruction, word);
    const isGit = isGitUrl(url);
    if (!isGit && !/^https?:\/\//i.test(url)) return [];
    return [
      {
        instruction,
        word,
        url,
        isGit,
        isChecked: isChecked || (isGit && /[?&](?:checksum|commit)=/.test(url)),
        isOnly: words.length === 1,
      },
    ];
  });
}

/** A variable without a known value stays as it is written. */
function textOf(instruction: Instruction, word: MappedText): string {
  return resolve(instruction, word).value?.text ?? word.text.replace(/^["']/, '');
}

/**
 * Whether BuildKit reads a source of ADD as a repository: `git@…`, `ssh://`, `git://`, or `http(s)://` with a path that ends in
 * `.git` (frontend/dockerfile/dfgitutil/git_ref.go; `github.com/…` without a scheme is a local path for ADD).
 */
function isGitUrl(url: string): boolean {
  return /^(?:[\w-]+@[\w.-]+:|(?:git|ssh):\/\/)/i.test(url) || /^https?:\/\/[^?#]+\.git(?:[?#]|$)/i.test(url);
}
