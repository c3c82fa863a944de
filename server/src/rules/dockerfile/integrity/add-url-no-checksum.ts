import { addFlag } from '../../../dockerfile/edits.js';
import type { Instruction } from '../../../dockerfile/tree.js';
import { say } from '../../../engine/message.js';
import type { Fix, Problem, Rule } from '../../../engine/rule.js';
import { addedSources, type AddedSource } from './added-sources.js';
import { isCheckedAfter } from './checksums.js';
import { lastPart } from './hosts.js';

export const addUrlNoChecksum: Rule = {
  id: 'add-url-no-checksum',
  title: 'ADD of a URL without a checksum',
  severity: 'info',
  on: true,
  standards: { nsa: 'Building secure container images', cwe: [494] },
  aliases: { kics: ['4b410d24-1cbe-4430-a632-62c9a931cf1c'], sonar: ['S6474'] },

  // The URL may stand in a variable, and an ADD is rare enough.
  instruction: { ADD: unchecked, ONBUILD: unchecked },
};

function* unchecked(instruction: Instruction): Iterable<Problem> {
  for (const source of addedSources(instruction)) {
    if (source.isGit || source.isChecked || isCheckedLater(instruction, source)) continue;

    yield {
      at: source.word,
      message: say`Nothing tells whether this is the file that was meant: whoever gets at the server, or at the account that publishes it, decides what goes into the image.`,
      fixes: source.isOnly && knowsChecksum(instruction) ? [addChecksum(source.instruction)] : [],
    };
  }
}

/** `ADD https://… /tmp/a.tgz` and then `RUN echo "…  /tmp/a.tgz" | sha256sum -c` */
function isCheckedLater(instruction: Instruction, { url, instruction: { args } }: AddedSource): boolean {
  const target = args.at(-1)?.text ?? '';
  const name = lastPart(target) || lastPart(url.replace(/[?#].*$/, ''));
  return isCheckedAfter(instruction, name);
}

/** The flag came with Dockerfile syntax 1.6; a file may ask for an older one. */
function knowsChecksum({ stage }: Instruction): boolean {
  const syntax = stage?.dockerfile.directives.find(({ name }) => name === 'syntax')?.value.text ?? '';
  return !/:(?:1\.[0-5](?:\D|$)|0\.)/.test(syntax);
}

const value = 'DIGEST';

function addChecksum(instruction: Instruction): Fix {
  const flag = '--checksum=sha256:';
  return {
    title: say`Add its checksum`,
    applicability: 'placeholder',
    changes: () => {
      const start = flag.length + 1;
      const edits = addFlag(instruction, flag + value).map((edit) => ({
        ...edit,
        tabStops: [{ start, end: start + value.length }],
      }));
      return [{ op: 'text', edits }];
    },
  };
}
