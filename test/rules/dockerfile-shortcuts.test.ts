import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseDockerfile } from '../../server/src/dockerfile/parse.js';
import { commandsOf } from '../../server/src/dockerfile/shell/commands.js';
import { mayMention, searchedText } from '../../server/src/dockerfile/shell/mentions.js';
import { findLeaks } from '../../server/src/rules/dockerfile/secrets/leaks.js';
import { mayLeak } from '../../server/src/rules/dockerfile/secrets/may-leak.js';
import { stepsOf } from '../../server/src/rules/dockerfile/secrets/steps.js';

describe('what rules ask before they split scripts into commands', () => {
  const mention = (text: string, pattern: RegExp): boolean =>
    parseDockerfile(`FROM a\n${text}\n`).instructions.some((instruction) => mayMention(instruction, pattern));

  it('finds a word however it is quoted, joined or held back', () => {
    for (const text of [
      'RUN curl --insecure x',
      'RUN curl --in"sec"ure x',
      'RUN sh -c \'curl --in"sec"ure x\'',
      'RUN curl --inse\\\ncure x',
      'RUN <<E\ncurl --inse\\\ncure x\nE',
      'RUN ["curl", "--insecure", "x"]',
      'ONBUILD RUN curl --insecure x',
      'ONBUILD RUN <<E\ncurl --insecure x\nE',
      'HEALTHCHECK CMD curl --insecure x',
      'CMD curl --insecure x',
      'ENTRYPOINT ["curl", "--insecure"]',
      'COPY <<E /root/.curlrc\ninsecure\nE',
    ]) {
      assert.ok(mention(text, /insecure/), text);
    }
  });

  it('looks at no other text', () => {
    for (const text of ['COPY insecure /', 'ENV insecure=1', 'LABEL a=insecure', '# insecure']) {
      assert.ok(!mention(text, /insecure/), text);
    }
  });

  it('has every word of every command in one piece', () => {
    const part = fc.constantFrom(
      'a',
      '-k',
      '"b c"',
      "'d'",
      '\\e',
      ' ',
      ' ',
      '\\\n',
      '$(f g)',
      '`h`',
      '${i:-j}',
      ' && ',
      '; ',
      '<<E',
      '\n',
    );
    fc.assert(
      fc.property(
        fc.array(part, { maxLength: 12 }),
        fc.constantFrom('RUN ', 'ONBUILD RUN ', 'RUN <<E\n'),
        (parts, head) => {
          const { instructions } = parseDockerfile(`FROM x\n${head}${parts.join('')}\nE\n`);
          for (const instruction of instructions) {
            for (const { words } of commandsOf(instruction)) {
              for (const { text } of words) {
                assert.ok(searchedText(instruction).includes(text.replace(/\\\r?\n|["'\\]/g, '')), text);
              }
            }
          }
        },
      ),
      { numRuns: 1500 },
    );
  });

  it('misses no file that is placed and removed', () => {
    const name = fc.constantFrom(
      'a.key',
      'id_rsa',
      '.env',
      'b.tgz',
      'c*',
      '*.key',
      'lists',
      'd',
      './d/',
      '$F',
      '"e f"',
      '..',
      '.',
    );
    const folder = fc.constantFrom('', '/', '/x/', '/root/.ssh/', '$D/', '~/', 'x/', '/x/y/');
    const path = fc.tuple(folder, name).map((parts) => parts.join(''));
    const remover = fc.constantFrom(
      'rm -rf ',
      'rm ',
      'rm -- ',
      '\\rm -f ',
      'cd /x && rm -r ',
      'sudo shred -u ',
      'sh -c "unlink x"; rm -R ',
    );
    const step = fc.oneof(
      fc
        .tuple(fc.constantFrom('COPY ', 'ADD ', 'COPY --from=b ', 'COPY --parents ', 'ONBUILD COPY '), path, path)
        .map(([by, from, to]) => `${by}${from} ${to}`),
      fc.tuple(path, path).map(([to, more]) => `COPY ["${more.replace(/"/g, '')}", "${to.replace(/"/g, '')}"]`),
      fc.tuple(remover, path, path).map(([by, one, more]) => `RUN true && ${by}${one} 2>/dev/null ${more} || true`),
      fc.tuple(remover, path).map(([by, one]) => `ONBUILD RUN (${by}${one})& wait`),
      fc.tuple(remover, path).map(([by, one]) => `RUN <<E\n${by}\\\n${one}\nE`),
      path.map((one) => `RUN ["rm", "-rf", "${one.replace(/"/g, '')}"]`),
      path.map((one) => `RUN echo s > ${one}`),
      path.map((one) => `RUN echo s | tee -a ${one} >/dev/null`),
      path.map((one) => `COPY <<a.key ${one}\ns\na.key`),
      fc.constantFrom(
        'WORKDIR /x',
        'WORKDIR /root/.ssh',
        'WORKDIR y',
        'ENV D=/x F=a.key',
        'COPY . .',
        'COPY . /',
        'USER u',
      ),
    );
    let found = 0;
    fc.assert(
      fc.property(fc.array(step, { minLength: 2, maxLength: 8 }), (steps) => {
        for (const stage of parseDockerfile(`FROM a\n${steps.join('\n')}\n`).stages) {
          const all = stepsOf(stage).map(findLeaks);
          const leaks = all.flatMap(({ leaks, stowaways }) => [...leaks, ...stowaways]);
          if (leaks.length === 0) continue;
          found++;
          assert.ok(mayLeak(stage));
        }
      }),
      { numRuns: 4000 },
    );
    assert.ok(found > 100, `${found} stages with a leak`);
  });

  it('says no of the steps that most files have', () => {
    const [stage] = parseDockerfile(
      'FROM a\nWORKDIR /srv\nRUN apt-get install -y curl && rm -rf /var/lib/apt/lists/*\nCOPY package*.json ./\nRUN curl "$URL" -o /tmp/x.tgz; rm /tmp/x.tgz\nCOPY . .\nRUN rm -rf /tmp/*',
    ).stages;
    assert.ok(stage && !mayLeak(stage));
  });
});
