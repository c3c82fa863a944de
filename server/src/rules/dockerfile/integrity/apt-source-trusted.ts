import type { Instruction } from '../../../dockerfile/tree.js';
import { say } from '../../../engine/message.js';
import type { Fix, Problem, Rule } from '../../../engine/rule.js';
import { aptSources, type AptSource, type SourcePart } from './apt-sources.js';

export const aptSourceTrusted: Rule = {
  id: 'apt-source-trusted',
  title: 'Repository of apt that needs no signature',
  severity: 'error',
  on: true,
  standards: { nsa: 'Building secure container images', cwe: [347] },

  mentions: ['trusted'],
  instruction: { RUN: trusted, COPY: trusted, ONBUILD: trusted },
};

function* trusted(instruction: Instruction): Iterable<Problem> {
  for (const source of aptSources(instruction)) {
    if (!source.trusted) continue;
    const fix = withKey(source, source.trusted);
    const problem = { at: source.trusted, fixes: fix ? [fix] : [] };
    const { text } = source.trusted;
    if (/^(?:file|copy|cdrom):/.test(source.uri.text)) {
      const message = say`'${text}' makes apt take whatever lies in that directory, signed or not.`;
      yield { ...problem, message, severity: 'warning' };
    } else {
      const message = say`'${text}' makes apt install what this repository holds without a signature: whoever controls it or the network on the way to it puts programs of their own into the image.`;
      yield { ...problem, message };
    }
  }
}

const key = '/etc/apt/keyrings/NAME.gpg';

/** Without the key that signs it apt would refuse the repository. */
function withKey({ kind, options, isSigned }: AptSource, place: SourcePart): Fix | undefined {
  if (isSigned) {
    const rest = options?.text.replace(place.text, '').replace(/\s+/g, ' ').trim();
    const edits = rest === undefined ? place.removeLine() : options?.replace(rest);
    return (
      edits && {
        title: say`Remove '${place.text}'`,
        applicability: 'hardening',
        changes: () => [{ op: 'text', edits }],
      }
    );
  }
  const name = kind === 'line' ? 'signed-by=' : 'Signed-By: ';
  const edits = place.replace(name + key)?.map((edit) => ({
    ...edit,
    tabStops: [{ start: name.length, end: name.length + key.length }],
  }));
  return (
    edits && {
      title: say`Replace '${place.text}' by the key that signs the repository`,
      applicability: 'placeholder',
      changes: () => [{ op: 'text', edits }],
    }
  );
}
