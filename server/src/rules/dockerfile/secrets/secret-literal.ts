import { sourceSpan, type MappedText } from '../../../dockerfile/mapped-text.js';
import { isInFinalImage } from '../../../dockerfile/stages.js';
import type { Instruction } from '../../../dockerfile/tree.js';
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
  aliases: {
    kics: [
      'a88baa34-e2ad-44ea-ad6f-8cac87bc7c71', '487f4be7-3fd9-4506-a07a-eae252180c08', '3e2d3b2f-c22a-4df1-9cc6-a7a0aebb0c99',
      'baee238e-1921-4801-9c3f-79ae1d7b2cbc', '74736dd1-dd11-4139-beb6-41cd43a50317', '51b5b840-cd0c-4556-98a7-fe5f4def80cf',
      'c4d3b58a-e6d4-450f-9340-04f1e702eaae', '76c0bcde-903d-456e-ac13-e58c34987852', '83ab47ff-381d-48cd-bac5-fb32222f54af',
    ], // prettier-ignore
    dockle: ['CIS-DI-0010'],
  },

  instruction(instruction) {
    const { line, heredocs } = instruction;
    return telltale.test(line.text) || heredocs.some(({ body }) => telltale.test(body))
      ? literalsOf(instruction)
      : nothing;
  },
};

/** What the known formats begin with; next to all instructions have none. */
const telltale =
  /-----BEGIN|A[KS]IA|gh[pousr]_|github_pat_|glpat-|xox[a-z]-|AIza|sk_live_|npm_|dckr_pat_|eyJ|:\/\/[^\s/@]+@/;

function* literalsOf(instruction: Instruction): Iterable<Problem> {
  const { line, heredocs } = instruction;
  const texts: readonly MappedText[] = [
    line,
    ...heredocs.map(({ body, bodySpan }) => ({ text: body, pieces: [{ at: 0, ...bodySpan }] })),
  ];
  for (const text of texts) if (telltale.test(text.text)) yield* literalsIn(text, instruction);
}

/** More secrets than a person writes into one step; each is a search of the rest. */
const mostSecrets = 20;

function* literalsIn(text: MappedText, instruction: Instruction): Iterable<Problem> {
  let from = 0;
  for (let count = 0; count < mostSecrets; count++) {
    const found = findSecret(text.text.slice(from));
    if (!found) return;
    const [start, end] = [from + found.start, from + found.end];
    from = end;
    const isUrl = found.format.startsWith('a URL');
    if (isUrl ? isStandIn(text.text.slice(0, end + 20), start, instruction) : isHeadAlone(text.text, start, end))
      continue;
    const span = sourceSpan(text, start, end);
    yield {
      at: { span },
      message: isInFinalImage(instruction.stage)
        ? say`This step holds ${found.format} in plain text: whoever reads this file or gets the image has it. Replace it, it is no longer secret.`
        : say`This step holds ${found.format} in plain text: whoever reads this file has it. Replace it, it is no longer secret.`,
      fixes: isUrl ? readFromMount(instruction, span, 'url-password') : [],
    };
  }
}

/** Whether a URL is one of examples (`user:pass@`), or leads a step of the build to itself, as a database does that is not there. */
function isStandIn(text: string, password: number, { keyword }: Instruction): boolean {
  const url = text.slice(text.lastIndexOf('://', password));
  if (/^:\/\/user(?:name)?:pass(?:w(?:or)?d)?@/i.test(url)) return true;
  return keyword === 'RUN' && /^[^@]*@(?:localhost|127\.0\.0\.1|\[::1\])(?![\w.-])/i.test(url);
}

/** Whether the first line of a private key stands without the key, as a pattern of `grep` does. */
function isHeadAlone(text: string, start: number, end: number): boolean {
  return text.startsWith('-----BEGIN', start) && !/^(?:\s|\\[nr])+["']?[\w+/]/.test(text.slice(end, end + 40));
}
