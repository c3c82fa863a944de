import fc from 'fast-check';

/** One step by which a text is spoilt; numbers are taken modulo the number of lines, words or characters there are. */
type Mutation = (text: string, a: number, b: number, sources: readonly string[]) => string;

/** What is put in at any place: what parts, quotes, joins or ends something in a Dockerfile or a shell, and characters that look like another. */
const pieces: readonly string[] = [
  ...['\n', '\r\n', '\r', ' ', '\t', '\\\n', '\\\r\n', '\\', '`', '`\n', '\\\n# note\n', ' \\ \n\n', '#', '\n# note\n'],
  ...[
    '"',
    "'",
    '\\"',
    '$',
    '$$',
    '${',
    '${A:-',
    '}',
    '$(',
    ')',
    '(',
    '((',
    '{',
    '[',
    ']',
    ',',
    '=',
    ':',
    '@',
    '/',
    '~',
  ],
  ...['&&', ' && ', '||', ' || ', '|', ';', ';;', '&', '!', '<', '>', '>>', '2>&1', '*', '?', '--', '-', '%', '^'],
  ...[
    '<<EOF',
    ' <<-"E"',
    '<<',
    '\nEOF\n',
    '\nE\n',
    '<<<x',
    '# escape=`\n',
    '# syntax=a\n',
    '# hadolint ignore=DL3008\n',
  ],
  ...[
    '["a", "b"]',
    '["sh", "-c", "',
    '"]',
    '\nFROM a AS b\n',
    '\nFROM scratch\n',
    '\nUSER root\n',
    '\nRUN ',
    ' sh -c "',
  ],
  ...[
    '\nONBUILD ',
    '\nSHELL ["a"]\n',
    '\nARG A\n',
    '\nENV A=1\n',
    '\nCMD ',
    '\nHEALTHCHECK ',
    ' --mount=type=secret,id=a ',
  ],
  ...[
    'if x; then ',
    ' fi',
    'case x in ',
    ' esac',
    'for a in b; do ',
    ' done',
    'while x; do ',
    '{ ',
    ' }',
    'f() {',
    'set -e; ',
  ],
  ...[
    '\0',
    '\ufeff',
    '\u00a0',
    '\u0085',
    '\u2028',
    '\u200b',
    '\u202e',
    'é',
    'İ',
    'ſ',
    '🐳',
    '\ud83d',
    '\udc33',
    '\u0007',
    '\f',
    '\v',
  ],
];

const words = /[^\s]+/g;
const pick = <T>(list: readonly T[], at: number): T | undefined => list[list.length === 0 ? 0 : at % list.length];
const lines = (text: string): string[] => text.split(/(?<=\n)/);

function changeLines(change: (all: string[], i: number, j: number) => void): Mutation {
  return (text, a, b) => {
    const all = lines(text);
    change(all, a % all.length, b % all.length);
    return all.join('');
  };
}

function changeWord(change: (word: string, other: string) => string): Mutation {
  return (text, a, b) => {
    const all = [...text.matchAll(words)];
    const word = pick(all, a);
    const other = pick(all, b);
    if (!word || !other) return text;
    return text.slice(0, word.index) + change(word[0], other[0]) + text.slice(word.index + word[0].length);
  };
}

const mutations: readonly Mutation[] = [
  changeLines((all, i) => all.splice(i, 1)),
  changeLines((all, i, j) => all.splice(j, 0, all[i] ?? '')),
  changeLines((all, i, j) => ([all[i], all[j]] = [all[j] ?? '', all[i] ?? ''])),
  changeLines((all, i) => (all[i] = `ONBUILD ${all[i] ?? ''}`)),
  changeLines((all, i) => (all[i] = (all[i] ?? '').trimEnd())),
  changeWord(() => ''),
  changeWord((word) => `${word} ${word}`),
  changeWord((_, other) => other),
  changeWord((word, other) => `${word} ${other}`),
  changeWord((word) => `"${word}"`),
  changeWord((word) => `'${word}'`),
  changeWord((word) => `${word.slice(0, word.length >> 1)}\\\n${word.slice(word.length >> 1)}`),
  changeWord((word) => (word === word.toUpperCase() ? word.toLowerCase() : word.toUpperCase())),
  changeWord((word) => `$(${word})`),
  changeWord((word) => `\${A:-${word}}`),
  (text, a) => text.slice(0, a % (text.length + 1)),
  (text, a) => text.slice(a % (text.length + 1)),
  (text) => text.replace(/\r?\n/g, '\r\n'),
  (text) => text.replace(/\\\n/g, '`\n').replace(/^/, '# escape=`\n'),
  (text, a, b, sources) => text.slice(0, a % (text.length + 1)) + (pick(sources, b) ?? ''),
  (text, a, b, sources) => {
    const all = lines(text);
    const others = lines(pick(sources, a) ?? '');
    return [...all.slice(0, b % (all.length + 1)), ...others.slice(a % others.length)].join('');
  },
];

const insert: Mutation = (text, a, b) => {
  const at = a % (text.length + 1);
  return text.slice(0, at) + (pick(pieces, b) ?? '') + text.slice(at);
};

/** As many as a third of all mutations are inserts. */
const inserts = new Array<Mutation>(mutations.length >> 1).fill(insert);

/** Texts that are one to three of the sources after up to six mutations. */
export function mutants(sources: readonly string[]): fc.Arbitrary<string> {
  const number = fc.nat({ max: 0xfffff });
  const mutation = fc.tuple(fc.constantFrom(...mutations, ...inserts), number, number);
  return fc
    .tuple(
      fc.array(fc.constantFrom(...sources), { minLength: 1, maxLength: 3 }),
      fc.array(mutation, { minLength: 1, maxLength: 6 }),
    )
    .map(([parts, steps]) => steps.reduce((text, [mutate, a, b]) => mutate(text, a, b, sources), parts.join('\n')));
}

/** One edit of a person who types: what is taken out at a place, and what is put there. Numbers are taken modulo what there is. */
interface Keystroke {
  readonly place: number;
  readonly removed: number;
  readonly typed: string;
}

/** A text and what becomes of it while somebody types in a few of its places; the typed pieces are letters, words of the sources, or worse. */
export function typing(sources: readonly string[]): fc.Arbitrary<readonly string[]> {
  const allWords = [...new Set(sources.flatMap((source) => source.match(words) ?? []))];
  const typed = fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom('', 'x', ' ', 'a', '-', '/', '1') },
    { weight: 3, arbitrary: fc.constantFrom(...allWords).map((word) => ` ${word} `) },
    { weight: 2, arbitrary: fc.constantFrom(...pieces) },
  );
  const keystroke: fc.Arbitrary<Keystroke> = fc.record({
    // Next to where the one before was, or somewhere else.
    place: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat({ max: 0xfffff }) }),
    removed: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat({ max: 8 }) }),
    typed,
  });
  // Mostly what a build would take: nothing is followed in an instruction that it refuses.
  const start = fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...sources) },
    { weight: 1, arbitrary: mutants(sources) },
  );
  return fc
    .tuple(start, fc.nat({ max: 0xfffff }), fc.array(keystroke, { minLength: 3, maxLength: 12 }))
    .map(([text, at, keystrokes]) => {
      const texts = [text];
      for (const { place, removed, typed } of keystrokes) {
        at = (at + place) % (text.length + 1);
        text = text.slice(0, at) + typed + text.slice(at + removed);
        at += typed.length;
        texts.push(text);
      }
      return texts;
    });
}
