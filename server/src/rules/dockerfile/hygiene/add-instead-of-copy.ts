import { resolve } from '../../../dockerfile/state.js';
import type { Instruction } from '../../../dockerfile/tree.js';
import { say } from '../../../engine/message.js';
import type { Fix, Problem, Rule } from '../../../engine/rule.js';

export const addInsteadOfCopy: Rule = {
  id: 'add-instead-of-copy',
  title: 'ADD where COPY would do',
  severity: 'info',
  on: true,
  standards: { cis: ['4.9'] },
  aliases: {
    hadolint: ['DL3020'],
    trivy: ['DS-0005'],
    kics: ['9513a694-aa0d-41d8-be61-3271e056f36b'],
    checkov: ['CKV_DOCKER_4'],
    dockle: ['CIS-DI-0009'],
    semgrep: ['prefer-copy-over-add'],
    sonar: ['S7029'],
  },

  instruction: { ADD: local, ONBUILD: local },
};

/** Flags that COPY does not have. */
const ownFlags: ReadonlySet<string> = new Set(['checksum', 'keep-git-dir', 'unpack']);

function* local(instruction: Instruction): Iterable<Problem> {
  const { keyword, keywordSpan, flags, args } = instruction.sub ?? instruction;
  if (keyword !== 'ADD' || args.length < 2 || flags.some(({ name }) => ownFlags.has(name))) return;
  if (instruction.heredocs.length > 0) return;
  const kinds = args.slice(0, -1).map((word) => kindOf(resolve(instruction, word).value?.text));
  if (kinds.includes('other')) return;

  yield {
    at: { span: keywordSpan },
    message: say`ADD unpacks archives and fetches URLs, so what it does here hangs on what the files hold. COPY only copies.`,
    fixes: kinds.includes('unclear') ? [] : toCopy(instruction.sub ?? instruction),
  };
}

/** What a source is. BuildKit tells archives by their content, so that a name without an ending may be one, or not. */
function kindOf(source: string | undefined): 'plain' | 'unclear' | 'other' {
  if (source === undefined || /^[a-z][a-z0-9+.-]*:\/\/|^git@|\.git(?:[#?]|$)/i.test(source)) return 'other';
  const name = source.replace(/\\/g, '/').slice(source.lastIndexOf('/') + 1);
  if (/\.(?:tar|t[gbxz]z\d?|tbz2?|tlz|txz|tzst|gz|bz2|xz|zst|lz4|lzma|z)(?:[*?].*)?$/i.test(name)) return 'other';
  if (/^\.{0,2}$/.test(name)) return 'plain';
  const hasEnding = /(?:^|[^.])\.[a-z][a-z0-9_-]*$|^\.[a-z]/i.test(name);
  if (/[*?[]/.test(source)) return hasEnding ? 'unclear' : 'other';
  return hasEnding || /^(?:Makefile|Gemfile|Procfile|Pipfile|Rakefile|LICENSE|README|Dockerfile)$/.test(name)
    ? 'plain'
    : 'unclear';
}

function toCopy({ keywordSpan, line }: Instruction): readonly Fix[] {
  const newText = /^\s*add/.test(line.text) ? 'copy' : 'COPY';
  const changes: Fix['changes'] = () => [{ op: 'text', edits: [{ ...keywordSpan, newText }] }];
  return [{ title: say`Use COPY`, applicability: 'safe', changes }];
}
