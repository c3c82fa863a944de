import fc from 'fast-check';

/** The habits of one generated file. */
interface Habits {
  readonly indent: number;
  readonly dashes: 'flush' | 'indented';
  readonly gap: number;
  readonly lineBreak: string;
  readonly finalBreak: boolean;
  readonly quote: '' | '"' | "'";
  /** How often (of 10) a collection is written between brackets. */
  readonly flow: number;
  readonly comments: number;
  readonly blanks: number;
  readonly head: string;
}

type Data = string | number | boolean | null | readonly Data[] | { readonly [key: string]: Data };

/** A source of small numbers that a seed decides. */
type Dice = (sides: number) => number;

/** A Kubernetes manifest with a pod spec, in any style. */
export const manifestTexts: fc.Arbitrary<string> = fc
  .record({ seed: fc.nat(), habits: habits() })
  .map(({ seed, habits: style }) => {
    const dice = diceOf(seed);
    return print(manifest(dice), style, dice);
  });

/** A manifest as JSON: on one line, or with any indentation. */
export const jsonTexts: fc.Arbitrary<string> = fc
  .record({ seed: fc.nat(), space: fc.integer({ min: 0, max: 8 }), end: fc.constantFrom('', '\n') })
  .map(({ seed, space, end }) => JSON.stringify(manifest(diceOf(seed)), null, space) + end);

/** A manifest as KYAML writes it. */
export const kyamlTexts: fc.Arbitrary<string> = fc.nat().map((seed) => `---\n${kyaml(manifest(diceOf(seed)), '')}\n`);

function habits(): fc.Arbitrary<Habits> {
  return fc.record({
    indent: fc.integer({ min: 1, max: 8 }),
    dashes: fc.constantFrom('flush', 'indented'),
    gap: fc.constantFrom(1, 1, 1, 3),
    lineBreak: fc.constantFrom('\n', '\n', '\r\n'),
    finalBreak: fc.boolean(),
    quote: fc.constantFrom('', '', '"', "'"),
    flow: fc.constantFrom(0, 0, 1, 3, 9),
    comments: fc.constantFrom(0, 2, 5),
    blanks: fc.constantFrom(0, 1, 3),
    head: fc.constantFrom(
      '',
      '---\n',
      '--- # a document\n',
      '# A header\n',
      '# A header\n\n',
      '\uFEFF',
      '%YAML 1.1\n---\n',
    ),
  });
}

function manifest(dice: Dice): Data {
  const kind = dice(2) === 0 ? 'Pod' : 'Deployment';
  const metadata = { name: 'app', ...maybe(dice, { labels: { app: 'x', tier: 'web' } }) };
  if (kind === 'Pod') return shuffled(dice, { apiVersion: 'v1', kind, metadata, spec: podSpec(dice) });
  const template = { metadata: { labels: { app: 'x' } }, spec: podSpec(dice) };
  return {
    apiVersion: 'apps/v1',
    kind,
    metadata,
    spec: { replicas: 2, ...maybe(dice, { selector: { matchLabels: { app: 'x' } } }), template },
  };
}

function podSpec(dice: Dice): Data {
  const volumes = [
    { name: 'host', hostPath: { path: '/etc' } },
    { name: 'data', emptyDir: {} },
    { name: 'tmp', emptyDir: {} },
  ];
  return shuffled(dice, {
    ...maybe(dice, { hostNetwork: true }),
    ...maybe(
      dice,
      pick(dice, [
        { serviceAccountName: 'app' },
        { serviceAccount: 'app' },
        { serviceAccountName: null, serviceAccount: 'app' },
      ]),
    ),
    ...maybe(dice, {
      securityContext: pick<Data>(dice, [
        null,
        {},
        { fsGroup: 2000 },
        { runAsUser: 0, sysctls: [{ name: 'a', value: '1' }] },
      ]),
    }),
    ...maybe(dice, { initContainers: [container(dice, 'init')] }),
    containers: ['web', 'side', 'log'].slice(0, 1 + dice(3)).map((name) => container(dice, name)),
    ...maybe(dice, { volumes: volumes.slice(dice(2), 1 + dice(3)) }),
    ...maybe(dice, { restartPolicy: 'Always', terminationGracePeriodSeconds: 30 }),
  });
}

function container(dice: Dice, name: string): Data {
  const capabilities = pick<Data>(dice, [
    null,
    {},
    { add: ['NET_ADMIN'] },
    { add: ['SYS_TIME', 'CHOWN'], drop: ['NET_RAW'] },
    { drop: ['ALL'] },
  ]);
  return shuffled(dice, {
    name,
    image: pick(dice, ['nginx', 'docker.io/library/nginx:latest', 'registry:5000/a/b']),
    ...maybe(dice, { command: ['sh', '-c', 'echo "a: b" # no comment'] }),
    ...maybe(dice, { args: ['first\nsecond\n', 'x'] }),
    ...maybe(dice, {
      env: [
        { name: 'A', value: 'yes' },
        { name: 'B', valueFrom: { secretKeyRef: { name: 's', key: 'k' } } },
      ],
    }),
    ...maybe(dice, {
      ports: [
        { containerPort: 80, hostPort: 80 },
        { hostPort: 443, containerPort: 443 },
      ].slice(0, 1 + dice(2)),
    }),
    ...maybe(dice, {
      securityContext: pick<Data>(dice, [
        null,
        {},
        { privileged: true },
        { capabilities },
        { runAsUser: 1, capabilities, procMount: 'Default' },
      ]),
    }),
    ...maybe(dice, {
      resources: pick<Data>(dice, [
        null,
        {},
        { limits: { cpu: 1 } },
        { requests: { memory: '1Gi' }, limits: { memory: '2Gi' } },
      ]),
    }),
    ...maybe(dice, {
      volumeMounts: [
        { name: 'host', mountPath: '/host', readOnly: true },
        { name: 'data', mountPath: '/data' },
      ].slice(dice(2), 1 + dice(2)),
    }),
  });
}

function print(data: Data, habits: Habits, dice: Dice): string {
  const lines = block(data, 0, habits, dice);
  const text = habits.head.replaceAll('\n', habits.lineBreak) + lines.join(habits.lineBreak);
  return habits.finalBreak ? text + habits.lineBreak : text;
}

/** The lines of a collection, each with its indentation. */
function block(data: Data, column: number, habits: Habits, dice: Dice): string[] {
  const blanks = ' '.repeat(column);
  if (Array.isArray(data)) {
    return (data as readonly Data[]).flatMap((item) => {
      const dash = `${blanks}-${' '.repeat(habits.gap)}`;
      if (!isFilled(item) || dice(10) < habits.flow)
        return [...comment(column, habits, dice), dash + inline(item, habits, dice) + trailing(habits, dice)];
      const [first = '', ...rest] = block(item, column + 1 + habits.gap, { ...habits, blanks: 0 }, dice);
      // A comment above the first key keeps the map below its dash.
      if (first.trimStart().startsWith('#')) return [...comment(column, habits, dice), `${blanks}-`, first, ...rest];
      return [...comment(column, habits, dice), dash + first.trimStart(), ...rest];
    });
  }
  return Object.entries(data as { readonly [key: string]: Data }).flatMap(([key, value], index) => {
    const before = index > 0 && dice(10) < habits.blanks ? [''] : [];
    const above = [...before, ...comment(column, habits, dice)];
    const name = habits.quote === '"' && habits.flow === 1 ? `"${key}"` : key;
    const head = `${blanks}${name}:`;
    if (value === null)
      return [
        ...above,
        head + pick(dice, ['', ' null', ' ~']) + trailing(habits, dice),
        ...commentedOut(column, habits, dice),
      ];
    if (typeof value === 'string' && value.includes('\n')) return [...above, ...literal(head, value, column, habits)];
    if (!isFilled(value) || dice(10) < habits.flow)
      return [...above, `${head} ${inline(value, habits, dice)}${trailing(habits, dice)}`];
    const anchor = dice(20) === 0 ? ` &${key}${String(dice(1000))}` : '';
    const deeper = Array.isArray(value) && habits.dashes === 'flush' ? 0 : habits.indent;
    const below = block(value, column + deeper, habits, dice);
    return [
      ...above,
      head + anchor + trailing(habits, dice),
      ...below,
      ...(deeper > 0 ? commentedOut(column, habits, dice) : []),
    ];
  });
}

function literal(head: string, text: string, column: number, habits: Habits): string[] {
  return [
    `${head} |`,
    ...text
      .trimEnd()
      .split('\n')
      .map((line) => ' '.repeat(column + habits.indent) + line),
  ];
}

function comment(column: number, habits: Habits, dice: Dice): string[] {
  return dice(20) < habits.comments ? [`${' '.repeat(column)}# about ${String(dice(1000))}`] : [];
}

/** A pair that someone commented out, at the end of a map or below a key without a value. */
function commentedOut(column: number, habits: Habits, dice: Dice): string[] {
  return dice(30) < habits.comments ? [`${' '.repeat(column + habits.indent)}# old: ${String(dice(1000))}`] : [];
}

function trailing(habits: Habits, dice: Dice): string {
  return dice(20) < habits.comments ? ` # ${String(dice(1000))}` : '';
}

function inline(data: Data, habits: Habits, dice: Dice): string {
  if (Array.isArray(data)) return `[${(data as readonly Data[]).map((item) => inline(item, habits, dice)).join(', ')}]`;
  if (typeof data === 'object' && data !== null) {
    const pairs = Object.entries(data as { readonly [key: string]: Data }).map(
      ([key, value]) => `${key}: ${inline(value, habits, dice)}`,
    );
    return habits.gap === 1 || pairs.length === 0 ? `{${pairs.join(', ')}}` : `{ ${pairs.join(', ')} }`;
  }
  if (typeof data !== 'string') return String(data);
  if (/[\n"#]/.test(data)) return JSON.stringify(data);
  if (data === 'yes' || data === '1') return `'${data}'`;
  return habits.quote === '' ? data : habits.quote + data + habits.quote;
}

function kyaml(data: Data, indent: string): string {
  const inner = indent + '  ';
  if (Array.isArray(data)) {
    if (data.length === 0) return '[]';
    const items = data as readonly Data[];
    if (items.every((item) => isFilled(item) && !Array.isArray(item)))
      return `[${items.map((item) => kyaml(item, indent)).join(', ')}]`;
    return `[\n${items.map((item) => `${inner}${kyaml(item, inner)},\n`).join('')}${indent}]`;
  }
  if (typeof data !== 'object' || data === null) return JSON.stringify(data);
  const pairs = Object.entries(data).map(([key, value]) => `${inner}${key}: ${kyaml(value, inner)},\n`);
  return pairs.length === 0 ? '{}' : `{\n${pairs.join('')}${indent}}`;
}

function isFilled(data: Data): boolean {
  return typeof data === 'object' && data !== null && Object.keys(data).length > 0;
}

function maybe<T extends object>(dice: Dice, part: T): T | Record<string, never> {
  return dice(2) === 0 ? part : {};
}

function pick<T>(dice: Dice, values: readonly T[]): T {
  return values[dice(values.length)] as T;
}

/** The same map, in one case of three with its keys in another order. */
function shuffled(dice: Dice, map: { readonly [key: string]: Data }): { readonly [key: string]: Data } {
  if (dice(3) > 0) return map;
  return Object.fromEntries(Object.entries(map).map((entry) => [dice(1000), entry] as const).sort(([a], [b]) => a - b).map(([, entry]) => entry)); // prettier-ignore
}

/** A linear congruential generator (Numerical Recipes), so that a seed gives the same document everywhere. */
function diceOf(seed: number): Dice {
  let state = seed >>> 0;
  return (sides) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * sides);
  };
}
