import assert from 'node:assert/strict';
import { analyze, type Analysis } from '../../server/src/engine/analysis.js';
import { say } from '../../server/src/engine/message.js';
import type { Rule } from '../../server/src/engine/rule.js';
import { defaultSettings } from '../../server/src/engine/settings.js';
import { commandsOf } from '../../server/src/dockerfile/shell/commands.js';
import type { Instruction, Stage } from '../../server/src/dockerfile/tree.js';
import { remember } from '../../server/src/text/remember.js';

const asked: string[] = [];
const meta = { title: 'Test', severity: 'warning', on: true } as const;

/** Tells of each `curl`, and of stages in which none is called. */
const curl: Rule = {
  ...meta,
  id: 'test-curl',
  instruction: {
    *RUN(run: Instruction) {
      asked.push(run.line.text);
      for (const { words } of commandsOf(run)) {
        const [name] = words;
        if (name?.text !== 'curl') continue;
        const { start, end } = name.span;
        const changes = () => [{ op: 'text' as const, edits: [{ start, end, newText: 'wget' }] }];
        yield {
          at: name,
          message: say`It calls curl.`,
          fixes: [{ title: say`Call wget`, applicability: 'safe', changes }],
        };
      }
    },
  },
};
const none: Rule = {
  ...meta,
  id: 'test-none',
  *stage(stage) {
    asked.push(stage.alias?.text ?? '');
    if (!callsCurl(stage)) yield { at: stage.from, message: say`It calls no curl.` };
  },
};
const callsCurl = remember(({ instructions }: Stage) => {
  const names = instructions.flatMap(commandsOf).map(({ words }) => words[0]?.text);
  if (names.includes('boom')) throw new Error('boom');
  return names.includes('curl');
});
const rules = [curl, none];

const text = 'FROM debian:13 AS one\nRUN curl a\nRUN make\nFROM one AS two\nRUN curl b && make\n';

describe('an edited Dockerfile', () => {
  it('is checked again where something has read the edited instruction, from the second edit on', () => {
    let analysis = check(text);
    analysis = check(text.replace('make', 'make x'), analysis);
    asked.length = 0;
    analysis = check(text.replace('make', 'make xy'), analysis);
    // The stage's fact is worked out again and is the same, so its check need not be.
    assert.deepEqual(asked, ['RUN make xy']);
    assert.deepEqual(placesOf(analysis), ['test-curl 26', 'test-curl 65']);
    asked.length = 0;
    analysis = check(text.replace('curl a', 'carl a'), analysis);
    assert.deepEqual(placesOf(analysis), ['test-none 0', 'test-curl 62']);
  });

  it('has fixes for the text as it is', () => {
    const edited = text.replace('make', 'make all');
    const analysis = check(edited, check(text.replace('make', 'make a'), check(text)));
    const [, last] = analysis.findings;
    const edits = last?.fixes[0]?.changes().flatMap((change) => (change.op === 'text' ? change.edits : []));
    assert.deepEqual(
      edits?.map(({ start, end }) => edited.slice(start, end)),
      ['curl'],
    );
    assert.equal(last?.subject?.kind, 'instruction');
  });

  it('may be edited in two ways, one after the other', () => {
    const first = check(text.replace('make', 'make a'), check(text));
    const one = check(text.replace('make', 'make ab'), first);
    const other = check(text.replace('curl a', 'curl'), first);
    assert.deepEqual(placesOf(one), ['test-curl 26', 'test-curl 65']);
    assert.deepEqual(placesOf(other), ['test-curl 26', 'test-curl 60']);
  });

  it('tells of a rule that fails as a check of the whole does', () => {
    const first = check(text.replace('make', 'make a'), check(text));
    for (const failing of [text.replace('make', 'boom a'), text.replace('curl a', 'boom')]) {
      const followed = check(failing, first);
      assert.deepEqual(
        followed.crashes.map(({ rule }) => rule),
        ['test-none'],
      );
      assert.deepEqual(placesOf(followed), placesOf(check(failing)));
      assert.deepEqual(placesOf(check(text, followed)), placesOf(check(text)));
    }
  });
});

const check = (source: string, before?: Analysis): Analysis =>
  analyze({ path: 'Dockerfile', text: source }, defaultSettings, rules, before);

const placesOf = ({ findings }: Analysis): readonly string[] =>
  findings.map(({ rule, span }) => `${rule.id} ${span.start}`);
