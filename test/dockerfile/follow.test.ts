import assert from 'node:assert/strict';
import { effect } from 'alien-signals';
import fc from 'fast-check';
import { followDockerfile, mayFollow } from '../../server/src/dockerfile/follow.js';
import { parseDockerfile } from '../../server/src/dockerfile/parse.js';
import { commandsOf } from '../../server/src/dockerfile/shell/commands.js';
import type { Comment, Dockerfile } from '../../server/src/dockerfile/tree.js';
import { typing } from '../mutants/mutate.js';
import { dockerfileSources } from '../mutants/sources.js';
import { outline } from './outline.js';

const text = `# syntax=docker/dockerfile:1
FROM debian:13 AS build
# What the build needs.
RUN apt-get update \\
 # from Debian
 && apt-get install -y gcc
COPY . .
RUN <<EOF
make
EOF

FROM build
CMD ["app"]
`;

describe('a followed Dockerfile', () => {
  it('takes over what is typed within an instruction, and says which', () => {
    for (const [before, after, ...indexes] of [
      // Above this one stands a comment, in the part of the one before.
      ['gcc', 'gcc make', 1, 0],
      ['gcc', 'gcc \\\n   make', 1, 0],
      ['needs.', 'needs, and more.', 1, 0],
      ['# from Debian', '# from Debian\n # or not', 1, 0],
      ['make\nEOF', 'make\nmake install\nEOF', 3],
      ['["app"]', 'app', 5],
      ['app"]\n', 'app"]', 5],
    ] as const) {
      const followed = follow(text);
      const edited = text.replace(before, after);
      const told: number[] = [];
      const isTaken = followed.edit(edited, (at) => {
        told.push(at);
      });
      assert.deepEqual([isTaken, told], [true, indexes], after);
      assertSame(followed, edited);
    }
  });

  it('does not take over what may change the reading of other instructions', () => {
    for (const [before, after] of [
      ['debian:13', 'debian:12'],
      ['# syntax', '# escape'],
      ['COPY . .', 'COPY . .\nRUN make'],
      ['COPY . .', 'COP . .'],
      ['-y gcc', '-y gcc \\'],
      ['make\nEOF', 'make\nEO'],
      ['<<EOF', '<<EOF2'],
      ['COPY . .', 'COPY --x . .'],
      ['make\n', `make ${'x'.repeat(70_000)}\n`],
      ['CMD ["app"]\n', ''],
    ] as const) {
      const followed = follow(text);
      const isTaken = followed.edit(text.replace(before, after), () => undefined);
      assert.equal(isTaken, false, after);
      assertSame(followed, text);
    }
  });

  it('is worth its making only where an edit may be taken over', () => {
    const dockerfile = parseDockerfile(text);
    const edited = ['gcc', '["app"]', 'make'].map((word) => mayFollow(dockerfile, text.replace(word, `${word}x`)));
    const others = ['debian:13', 'build', '# syntax'].map((word) =>
      mayFollow(dockerfile, text.replace(word, `${word}x`)),
    );
    assert.deepEqual(
      [edited, others],
      [
        [true, true, true],
        [false, false, false],
      ],
    );
  });

  it('is none of a file that is read in other ways', () => {
    for (const odd of [
      '#!/usr/bin/env docker\nFROM a\n',
      '// syntax=a\nFROM a\n',
      'FROM a\nRUN <<EOF\nx\n',
      `FROM a\nRUN ${'x'.repeat(70_000)}\n`,
      'FROM a\n'.repeat(1001),
    ])
      assert.equal(followDockerfile(odd), undefined, odd.slice(0, 30));
  });

  it('tells those who have read what changed, and nobody else', () => {
    const followed = follow(text);
    const read: string[] = [];
    for (const instruction of followed.dockerfile.instructions) {
      effect(() => {
        read.push(`${instruction.keyword} ${commandsOf(instruction).length}`);
      });
    }
    effect(() => {
      read.push(`line ${followed.dockerfile.instructions[2]?.startLine ?? 0}`);
    });
    effect(() => {
      read.push(`${followed.dockerfile.comments.length} comments`);
    });
    read.length = 0;
    followed.edit(text.replace('gcc', 'gcc && make'), () => undefined);
    assert.deepEqual(read.sort(), ['2 comments', 'RUN 3']);
    read.length = 0;
    followed.edit(text.replace('gcc', 'gcc && \\\n make && x'), () => undefined);
    assert.deepEqual(read.sort(), ['2 comments', 'RUN 4', 'line 8']);
  });

  it('is what a reading of the whole text gives, whatever is typed', () => {
    let edits = 0;
    const property = fc.property(typing(dockerfileSources()), (texts) => {
      let followed = followDockerfile(texts[0] ?? '');
      for (const next of texts.slice(1)) {
        const isTaken = followed?.edit(next, () => edits++) === true;
        if (!isTaken) followed = followDockerfile(next);
        if (followed) assertSame(followed, next);
      }
    });
    fc.assert(property, { numRuns: 2000, seed: 1 });
    assert.ok(edits > 2000, `${edits} edits`);
  });
});

type Followed = NonNullable<ReturnType<typeof followDockerfile>>;

function follow(source: string): Followed {
  const followed = followDockerfile(source);
  assert.ok(followed);
  return followed;
}

function assertSame({ dockerfile, inText, text: told }: Followed, source: string): void {
  assert.equal(told, source);
  const whole = parseDockerfile(source);
  assert.deepEqual(outline(dockerfile), outline(whole));
  assert.deepEqual(
    placesIn(dockerfile, inText),
    placesIn(whole, (offset) => offset),
  );
}

/** Where all parts of a tree stand in the text. */
function placesIn({ instructions, comments, stages }: Dockerfile, inText: (offset: number) => number): unknown {
  const place = ({ start, end }: { readonly start: number; readonly end: number }) => [inText(start), inText(end)];
  const ofComment = ({ span, text: said }: Comment) => [...place(span), said];
  return [
    comments.map(ofComment),
    stages.map(({ image, alias }) => [image && place(image.span), alias && place(alias.span)]),
    instructions.map((instruction) => [
      place(instruction.span),
      place(instruction.keywordSpan),
      instruction.args.map((word) => [place(word.span), word.pieces.map(place)]),
      instruction.flags.map(({ span, value }) => [place(span), value && place(value.span)]),
      instruction.heredocs.map(({ bodySpan, opener, terminator }) => [bodySpan, opener, terminator].map(place)),
      [...instruction.comments, ...instruction.innerComments].map(ofComment),
      commandsOf(instruction).map(({ span, words }) => [place(span), words.map((word) => place(word.span))]),
      instruction.state.user?.value?.pieces.map(place),
    ]),
  ];
}
