import { sourceSpan, type MappedText } from '../../../dockerfile/mapped-text.js';
import type { Dockerfile } from '../../../dockerfile/tree.js';
import { say } from '../../../engine/message.js';
import type { Problem, Rule } from '../../../engine/rule.js';
import { findSecret } from '../../../text/secret-text.js';
import { nothing } from '../nothing.js';
import { readFromMount } from './read-from-mount.js';

export const secretLiteral: Rule = {
  id: 'secret-literal',
  title: 'Secret in plain text',
  severity: 'error',
  on: true,
  standards: { cis: ['4.10'], nsa: 'Building secure container images', cwe: [798] },
  aliases: { kics: ['a88baa34-e2ad-44ea-ad6f-8cac87bc7c71'], dockle: ['CIS-DI-0010'] },

  dockerfile(dockerfile) {
    return telltale.test(dockerfile.text) ? literalsOf(dockerfile) : nothing;
  },
};

/** What the known formats begin with; one search of the file tells that next to all of them have none. */
const telltale =
  /-----BEGIN|A[KS]IA|gh[pousr]_|github_pat_|glpat-|xox[a-z]-|AIza|sk_live_|npm_|dckr_pat_|eyJ|:\/\/[^\s/@]+@/;

function* literalsOf({ instructions }: Dockerfile): Iterable<Problem> {
  for (const instruction of instructions) {
    const { line, heredocs } = instruction;
    const texts: readonly MappedText[] = [
      line,
      ...heredocs.map(({ body, bodySpan }) => ({ text: body, pieces: [{ at: 0, ...bodySpan }] })),
    ];
    for (const text of texts) {
      if (!telltale.test(text.text)) continue;
      const found = findSecret(text.text);
      if (!found) continue;
      const span = sourceSpan(text, found.start, found.end);
      yield {
        at: { span },
        message: say`This step holds ${found.format} in plain text: whoever reads this file or gets the image has it. Replace it, it is no longer secret.`,
        fixes: found.format.startsWith('a URL') ? readFromMount(instruction, span, 'url-password') : [],
      };
    }
  }
}
