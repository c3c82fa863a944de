import assert from 'node:assert/strict';
import { analyze } from '../../server/src/engine/analysis.js';
import { say } from '../../server/src/engine/message.js';
import type { Rule, Visitor } from '../../server/src/engine/rule.js';
import { defaultSettings } from '../../server/src/engine/settings.js';
import type { Instruction, Stage } from '../../server/src/dockerfile/tree.js';

const text = `ARG BASE=alpine
FROM $BASE AS tools
RUN apk add curl
RUN <<EOF
wget http://a
EOF
FROM tools
ONBUILD RUN c\\
url b
COPY ["a", "b"]
CMD ["sh", "-c", "a\\nwget\\tb"]
NONSENSE curl
`;

const rule = (id: string, visitor: Visitor): Rule => ({ id, title: id, severity: 'info', on: true, ...visitor });
const report = ({ keyword, span }: Instruction) => [{ at: { span }, message: say`${keyword}` }];

/** The keywords of the instructions that a rule with this visitor reports. */
function seen(visitor: Visitor): readonly string[] {
  const { findings, crashes } = analyze({ path: 'Dockerfile', text }, defaultSettings, [rule('a', visitor)]);
  assert.deepEqual(crashes, []);
  return findings.map(({ message }) => String(message.args[0]));
}

describe('what a rule sees of a Dockerfile', () => {
  it('is every instruction for a rule that names no keyword', () => {
    const keywords = ['ARG', 'FROM', 'RUN', 'RUN', 'FROM', 'ONBUILD', 'COPY', 'CMD', 'NONSENSE'];
    assert.deepEqual(seen({ instruction: report }), keywords);
  });

  it('is the instructions with the keywords that it names, those with an ONBUILD under ONBUILD', () => {
    assert.deepEqual(seen({ instruction: { RUN: report, CMD: report } }), ['RUN', 'RUN', 'CMD']);
    assert.deepEqual(seen({ instruction: { ONBUILD: report } }), ['ONBUILD']);
  });

  it('is the instructions in which one of its words stands, whether joined by an escape, in a heredoc or in JSON', () => {
    assert.deepEqual(seen({ mentions: ['curl'], instruction: report }), ['RUN', 'ONBUILD', 'NONSENSE']);
    assert.deepEqual(seen({ mentions: ['wget', 'b'], instruction: { RUN: report, CMD: report } }), ['RUN', 'CMD']);
    assert.deepEqual(seen({ mentions: [], instruction: report }), []);
  });

  it('is the stages with one of its words in their instructions', () => {
    const stage = ({ from }: Stage) => report(from).map((problem) => ({ ...problem, message: say`${from.line.text}` }));
    assert.deepEqual(seen({ mentions: ['wget'], stage }), ['FROM $BASE AS tools', 'FROM tools']);
    assert.deepEqual(seen({ mentions: ['apk'], stage }), ['FROM $BASE AS tools']);
    assert.deepEqual(seen({ mentions: ['BASE'], stage }), ['FROM $BASE AS tools']);
    assert.deepEqual(seen({ mentions: ['nonsense'], stage }), ['FROM tools']);
  });

  it('is the whole file when one of its words stands anywhere in it', () => {
    const dockerfile = () => [{ at: { span: { start: 0, end: 1 } }, message: say`${'seen'}` }];
    assert.deepEqual(seen({ mentions: ['alpine'], dockerfile }), ['seen']);
    assert.deepEqual(seen({ mentions: ['debian'], dockerfile }), []);
  });
});
