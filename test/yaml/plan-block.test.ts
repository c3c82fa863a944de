import { add, addDocument, move, placeholder, remove, rewrite, set } from '../../server/src/yaml/change.js';
import assert from 'node:assert/strict';
import type { YamlValue } from '../../server/src/yaml/value.js';
import { changed, example, planIn, refusal } from './examples.js';

const container = (root: YamlValue, index = 0) => root.get('spec', 'containers').items[index] ?? root.get('none');

describe('placing in block style', () => {
  example(
    'a security context goes behind the ports and before the resources',
    `
    spec:
      containers:
        - name: web
          image: nginx # pinned elsewhere
          ports:
            - containerPort: 80 # http

          resources:
            limits: {}
    `,
    (root) => [
      set(container(root).get('securityContext', 'runAsNonRoot'), true),
      add(container(root).get('securityContext', 'capabilities', 'drop'), 'ALL'),
    ],
    `
    spec:
      containers:
        - name: web
          image: nginx # pinned elsewhere
          ports:
            - containerPort: 80 # http
          securityContext:
            runAsNonRoot: true
            capabilities:
              drop:
                - ALL

          resources:
            limits: {}
    `,
  );

  example(
    'what hardens the pod goes before the containers and before the comment above them',
    `
    spec:
      # The one container.
      containers:
      - name: web
    `,
    (root) => [
      set(root.get('spec', 'securityContext', 'seccompProfile', 'type'), 'RuntimeDefault'),
      set(root.get('spec', 'automountServiceAccountToken'), false),
      set(root.get('spec', 'serviceAccountName'), 'web'),
    ],
    `
    spec:
      automountServiceAccountToken: false
      securityContext:
        seccompProfile:
          type: RuntimeDefault
      serviceAccountName: web
      # The one container.
      containers:
      - name: web
    `,
  );

  example(
    'the first key of an item goes to its dash',
    `
    spec:
      containers:
      -   image: nginx
          # tag it
    `,
    (root) => [set(container(root).get('name'), 'web')],
    `
    spec:
      containers:
      -   name: web
          image: nginx
          # tag it
    `,
  );

  example(
    'comments that are deeper belong to what is above them',
    `
    spec:
      containers:
        - name: web
          env:
            - name: A
              value: x
            # - name: B
            #   value: y
          # The probe.
          livenessProbe: {}
    `,
    (root) => [set(container(root).get('securityContext', 'privileged'), false)],
    `
    spec:
      containers:
        - name: web
          env:
            - name: A
              value: x
            # - name: B
            #   value: y
          securityContext:
            privileged: false
          # The probe.
          livenessProbe: {}
    `,
  );

  example(
    'an item that is commented out at the column of the key belongs to the list above',
    `
    spec:
      containers:
      - name: web
        ports:
        - containerPort: 80
        # - containerPort: 443
        resources: {}
    `,
    (root) => [set(container(root).get('securityContext', 'privileged'), false)],
    `
    spec:
      containers:
      - name: web
        ports:
        - containerPort: 80
        # - containerPort: 443
        securityContext:
          privileged: false
        resources: {}
    `,
  );

  example(
    'a list takes new items in by their names, whatever the order of the changes',
    `
    spec:
      volumes:
        - name: data # kept
          emptyDir: {}
    `,
    (root) => [
      add(root.get('spec', 'volumes'), { emptyDir: {}, name: 'tmp' }),
      add(root.get('spec', 'volumes'), { name: 'cache', emptyDir: {} }),
      add(root.get('spec', 'volumes'), { name: 'tmp', emptyDir: {} }),
      add(root.get('spec', 'volumes'), { name: 'data', emptyDir: {} }),
    ],
    `
    spec:
      volumes:
        - name: cache
          emptyDir: {}
        - name: data # kept
          emptyDir: {}
        - name: tmp
          emptyDir: {}
    `,
  );

  example(
    'a list whose order counts takes new items in at its end',
    `
    args:
      - --verbose
    `,
    (root) => [add(root.get('args'), '--all'), add(root.get('args'), '--verbose')],
    `
    args:
      - --verbose
      - --all
    `,
  );

  example(
    'a whole list is set by what goes and what comes',
    `
    drop:
      - NET_RAW # not needed
      - CHOWN
    `,
    (root) => [set(root.get('drop'), ['CHOWN', 'ALL'])],
    `
    drop:
      - CHOWN
      - ALL
    `,
  );

  for (const nothing of ['', ' {}', ' null', ' ~']) {
    example(
      `a key with${nothing || ' nothing'} is filled below`,
      `
      a:
          b: 1
      c:${nothing} # why
      d: 1
      `,
      (root) => [set(root.get('c', 'e', 'f'), 'x')],
      `
      a:
          b: 1
      c: # why
          e:
              f: x
      d: 1
      `,
    );
  }

  example(
    'a list is filled with the dashes of the other lists',
    `
    a:
    - b
    c: []
    `,
    (root) => [add(root.get('c'), 'x')],
    `
    a:
    - b
    c:
    - x
    `,
  );

  example(
    'comments below an empty key show where its keys stand',
    `
    a:
      b:
          # c: 1
      d: 1
    `,
    (root) => [set(root.get('a', 'b', 'e'), 1)],
    `
    a:
      b:
          e: 1
          # c: 1
      d: 1
    `,
  );

  example(
    'a short list is written as its neighbour',
    `
    securityContext:
      capabilities:
        add: [ 'NET_ADMIN' ]
    `,
    (root) => [add(root.get('securityContext', 'capabilities', 'drop'), 'ALL')],
    `
    securityContext:
      capabilities:
        drop: [ 'ALL' ]
        add: [ 'NET_ADMIN' ]
    `,
  );

  example(
    'the lines behind a block scalar that keeps its blank lines are its own',
    'spec:\n  a: |+\n    text\n\n  # about c\n  c: 1\n',
    (root) => [set(root.get('spec', 'b'), 1)],
    'spec:\n  a: |+\n    text\n\n  b: 1\n  # about c\n  c: 1\n',
  );

  example(
    'blank lines behind any other block scalar stay where they are',
    'spec:\n  a: >\n    text\n\n  c: 1\n',
    (root) => [set(root.get('spec', 'b'), 1)],
    'spec:\n  a: >\n    text\n  b: 1\n\n  c: 1\n',
  );

  example(
    'a scalar over several lines is one value',
    `
    a: one
      two
    c: 'one

      two'
    `,
    (root) => [set(root.get('b'), 1), set(root.get('d'), 2)],
    `
    a: one
      two
    b: 1
    c: 'one

      two'
    d: 2
    `,
  );

  example('an explicit key', '? a\n: b: 1\n', (root) => [set(root.get('a', 'c'), 2)], '? a\n: b: 1\n  c: 2\n');
  example('lists in lists', '- - b\n  - c\n', (root) => [add(root.items[0] ?? root, 'd')], '- - b\n  - c\n  - d\n');
  example('an anchor on an empty map stays', 'a: &x {}\n', (root) => [set(root.get('a', 'b'), 1)], 'a: &x\n  b: 1\n');
  example(
    'an anchor on a map stays',
    'a: &x\n  b: 1\n',
    (root) => [set(root.get('a', 'a'), 1)],
    'a: &x\n  a: 1\n  b: 1\n',
  );
  example('no final line break', 'a: 1', (root) => [set(root.get('b', 'c'), 1)], 'a: 1\nb:\n  c: 1');
  example(
    'no final line break, and a comment',
    'a:\n  b: 1 # x',
    (root) => [set(root.get('a', 'c'), 1)],
    'a:\n  b: 1 # x\n  c: 1',
  );
  example('CRLF', 'a: 1\r\nc: 1\r\n', (root) => [set(root.get('b', 'c'), 1)], 'a: 1\r\nb:\r\n  c: 1\r\nc: 1\r\n');
  example('a lone CR', 'a: 1\rc: 1\r', (root) => [set(root.get('b', 'c'), 1)], 'a: 1\rb:\r  c: 1\rc: 1\r');
  example('CRLF and no final line break', 'a: 1\r\nb: 1', (root) => [set(root.get('c'), 1)], 'a: 1\r\nb: 1\r\nc: 1');
  example('a byte order mark', '\uFEFFb: 1\n', (root) => [set(root.get('a'), 1)], '\uFEFFa: 1\nb: 1\n');
  example(
    'a comment at the start of the document',
    '--- # x\n# y\nb: 1\n',
    (root) => [set(root.get('a'), 1)],
    '--- # x\n# y\na: 1\nb: 1\n',
  );
  example('the end of the document', 'b: 1\n...\n', (root) => [set(root.get('c'), 1)], 'b: 1\nc: 1\n...\n');
  example(
    'quoted keys',
    '"a": 1\n"b":\n  "c": 1\n',
    (root) => [set(root.get('b', 'd'), 'x')],
    '"a": 1\n"b":\n  "c": 1\n  "d": x\n',
  );
  example('a comment above the first key of an item', '-\n  # x\n  b: 1\n', (root) => [set((root.items[0] ?? root).get('a'), 1)], '-\n  a: 1\n  # x\n  b: 1\n'); // prettier-ignore

  refusal(
    'a tab before the key',
    'a:\n- \tb: 1\n',
    (root) => [set((root.get('a').items[0] ?? root).get('a'), 1)],
    'layout',
  );
  refusal('an anchor without a value', 'a: &x\nb: *x\n', (root) => [set(root.get('a', 'b'), 1)], 'layout');
  refusal('a map that an alias repeats', 'a: &x {b: 1}\nc: *x\n', (root) => [set(root.get('a', 'c'), 1)], 'shared');
  refusal('a map reached through an alias', 'a: &x {b: 1}\nc: *x\n', (root) => [set(root.get('c', 'd'), 1)], 'shared');
  refusal('a key that is merged in', 'a: &x {b: 1}\nc:\n  <<: *x\n', (root) => [set(root.get('c', 'b'), 2)], 'shared');
  refusal('a scalar on the way', 'a: 1\n', (root) => [set(root.get('a', 'b', 'c'), 1)], 'shape');
  refusal('a list on the way', 'a: [b]\n', (root) => [set(root.get('a', 'b'), 1)], 'shape');
  example('a key beside those that are merged in', 'a: &x {b: 1}\nc:\n  <<: *x\n', (root) => [set(root.get('c', 'd'), 2)], 'a: &x {b: 1}\nc:\n  <<: *x\n  d: 2\n'); // prettier-ignore
});

describe('scalars', () => {
  example(
    'a value of another type',
    'a: "0"\nb: x\n',
    (root) => [set(root.get('a'), 1), set(root.get('b'), true)],
    'a: 1\nb: true\n',
  );
  example('the same value, however it is written', 'a: yes\nb: 0x10\n', (root) => [set(root.get('a'), true), set(root.get('b'), 16)], 'a: yes\nb: 0x10\n'); // prettier-ignore
  example('a null with a comment', 'a:  # x\n', (root) => [set(root.get('a'), false)], 'a: false  # x\n');
  example('a block scalar', 'a: |\n  x\n  y\nb: 1\n', (root) => [set(root.get('a'), 'z')], 'a: z\nb: 1\n');
  example(
    'a map gives way to a scalar',
    'a:\n  b: 1\nc: 1\n',
    (root) => [set(root.get('a'), false)],
    'a: false\nc: 1\n',
  );
  refusal('not with a comment in it', 'a: # x\n  b: 1\n', (root) => [set(root.get('a'), false)], 'comment');
  refusal('nor in the header of a block scalar', 'a: | # x\n  b\n', (root) => [set(root.get('a'), 'c')], 'comment');
  refusal('nor with a tag', 'a: !!str 1\n', (root) => [set(root.get('a'), 2)], 'layout');

  for (const [text, written] of Object.entries({
    yes: '"yes"',
    '1': '"1"',
    '': '""',
    null: '"null"',
    '0x1f': '"0x1f"',
    '1_000': '"1_000"',
    '1e3': '"1e3"',
    '~': '"~"',
    '.5': '".5"',
    '2024-01-01': '"2024-01-01"',
    '12:30': '"12:30"',
    'a: b': '"a: b"',
    'a #b': '"a #b"',
    '- a': '"- a"',
    '*a': '"*a"',
    '&a': '"&a"',
    '%a': '"%a"',
    '@a': '"@a"',
    '{a': '"{a"',
    'a:': '"a:"',
    ' a': '" a"',
    'a\nb': '"a\\nb"',
    'a"b\t': '"a\\"b\\t"',
    '---': '"---"',
    '<<': '"<<"',
    'a:b': 'a:b',
    '-a': '-a',
    '10.0.0.1': '10.0.0.1',
    '1.2.3': '1.2.3',
    '500m': '500m',
    'a b, c': 'a b, c',
    '10%': '10%',
    'system:basic-user': 'system:basic-user',
    'a#b': 'a#b',
  })) {
    // prettier-ignore
    example(`the text ${JSON.stringify(text)}`, 'a: x\n', (root) => [set(root.get('b'), text)], `a: x\nb: ${written}\n`);
  }
  example('the quotes of the document', "a: 'x'\n", (root) => [set(root.get('b'), 'yes')], "a: 'x'\nb: 'yes'\n");

  example('a text within its quotes', `a: "x:1"\nb: 'y'\nc: z # d\n`, (root) => [rewrite(root.get('a'), 'x:2'), rewrite(root.get('b'), "it's"), rewrite(root.get('c'), 'z@sha256:1')], `a: "x:2"\nb: 'it''s'\nc: z@sha256:1 # d\n`); // prettier-ignore
  example('a text that needs quotes now', 'a: x\n', (root) => [rewrite(root.get('a'), '1.5')], 'a: "1.5"\n');
  example('a number stays one', 'a: 1\n', (root) => [rewrite(root.get('a'), '2')], 'a: 2\n');
  refusal('a text over several lines', 'a: |\n  x\n', (root) => [rewrite(root.get('a'), 'y')], 'layout');

  it('what a person fills in is a tab stop', () => {
    const plan = planIn('a:\n  image: nginx\n', (root) => [
      rewrite(root.get('a', 'image'), 'nginx@sha256:…', '…'),
      set(root.get('a', 'b', 'c'), placeholder('1000')),
      set(root.get('a', 'd'), placeholder('<a: b>')),
    ]);
    assert.ok('edits' in plan);
    const stops = plan.edits.flatMap(({ newText, tabStops = [] }) =>
      tabStops.map(({ start, end }) => newText.slice(start, end)),
    );
    assert.deepEqual(stops, ['1000', '<a: b>', '…']);
    assert.equal(plan.edits[0]?.newText, '  b:\n    c: 1000\n  d: "<a: b>"\n');
  });
});

describe('removing', () => {
  example(
    'a pair with the comment on its line',
    'a: 1 # one\n# about b\nb: 2 # two\nc: 3\n',
    (root) => [remove(root.get('b'))],
    'a: 1 # one\n# about b\nc: 3\n',
  );
  example(
    'all lines of a map',
    'a: 1\nb:\n  # x\n  c: |\n    d\n\ne: 1\n',
    (root) => [remove(root.get('b'))],
    'a: 1\n\ne: 1\n',
  );
  example('the last line without a line break', 'a: 1\nb: 2', (root) => [remove(root.get('b'))], 'a: 1');
  example(
    'the last lines without a line break, below a blank one',
    'a: 1\n\nb: 2',
    (root) => [remove(root.get('b'))],
    'a: 1',
  );
  example(
    'the same with a new key before it',
    'a: 1\n\nb: 2',
    (root) => [remove(root.get('b')), set(root.get('aa'), 2)],
    'a: 1\naa: 2',
  );
  example(
    'the first pair of an item',
    '- a: 1 # x\n  b: 2\n',
    (root) => [remove((root.items[0] ?? root).get('a'))],
    '- b: 2\n',
  );
  example('the first pair of an item with a comment below', '- a: 1 # x\n  # y\n  b: 2\n', (root) => [remove((root.items[0] ?? root).get('a'))], '-\n  # y\n  b: 2\n'); // prettier-ignore
  example('the first two pairs of an item', '- a: 1\n  b: 2\n  c: 3\n', (root) => ['a', 'b'].map((key) => remove((root.items[0] ?? root).get(key))), '- c: 3\n'); // prettier-ignore
  example('the only pair of an item, replaced', '- a: 1 # x\n- d\n', (root) => [remove((root.items[0] ?? root).get('a')), set((root.items[0] ?? root).get('b', 'c'), 2)], '- b:\n    c: 2\n- d\n'); // prettier-ignore
  example('what becomes empty goes too', 'a: 1\nb:\n  c:\n    - d: [e]\n', (root) => [remove((root.get('b', 'c').items[0] ?? root).get('d').items[0] ?? root)], 'a: 1\n'); // prettier-ignore
  example('unless something is put in', 'b:\n  # why\n  add:\n    - d\n', (root) => [remove(root.get('b', 'add').items[0] ?? root), add(root.get('b', 'drop'), 'ALL')], 'b:\n  drop:\n    - ALL\n  # why\n'); // prettier-ignore
  example('a removal goes before what is wanted below it', 'a: 1\nb:\n  c: 1\n', (root) => [set(root.get('b', 'c'), 2), set(root.get('b', 'd'), 2), remove(root.get('b'))], 'a: 1\n'); // prettier-ignore
  example('what is not there', 'a: 1\n', (root) => [remove(root.get('b')), remove(root.get('b', 'c'))], 'a: 1\n');
  refusal('the last pair of the document', 'a: 1\n', (root) => [remove(root.get('a'))], 'layout');
  refusal('an anchor that an alias needs', 'a:\n  b: &x 1\nc: *x\n', (root) => [remove(root.get('a'))], 'shared');
  example(
    'an item between others',
    'a:\n- b\n# c\n- c # d\n- d\n',
    (root) => [remove(root.get('a').items[1] ?? root)],
    'a:\n- b\n# c\n- d\n',
  );
  refusal(
    'a comment that a block scalar would swallow',
    'a: |\n  x\nb:\n  c: 1\n  # d\ne: 1\n',
    (root) => [remove(root.get('b'))],
    'check',
  );
});

describe('moving', () => {
  example('a scalar with its comment', 'spec:\n  serviceAccount: "a" # why\n  x: 1\n', (root) => [move(root.get('spec', 'serviceAccount'), root.get('spec', 'serviceAccountName'))], 'spec:\n  serviceAccountName: "a" # why\n  x: 1\n'); // prettier-ignore
  example('a map with its comments', 'a:\n  b: # one\n    # two\n    c: |\n      d\n\n      e # f\n    g: 1 # three\nh: 1\n', (root) => [move(root.get('a', 'b'), root.get('i'))], 'h: 1\ni: # one\n  # two\n  c: |\n    d\n\n    e # f\n  g: 1 # three\n'); // prettier-ignore
  example(
    'to where a value is: that one wins',
    'a: 1\nb: 2\n',
    (root) => [move(root.get('a'), root.get('b'))],
    'b: 2\n',
  );
  example(
    'to where nothing stands behind the key',
    'a: 1\nb:\n',
    (root) => [move(root.get('a'), root.get('b'))],
    'b: 1\n',
  );
  example('from where nothing is', 'b: 2\n', (root) => [move(root.get('a'), root.get('b'))], 'b: 2\n');
  refusal('what another change wants otherwise', 'a: {c: 1}\nb: 2\n', (root) => [move(root.get('a'), root.get('d')), set(root.get('a', 'c'), 2)], 'conflict'); // prettier-ignore
  refusal('an alias', 'x: &x 1\na: {c: *x}\n', (root) => [move(root.get('a'), root.get('d'))], 'shared');
});

describe('several changes', () => {
  it('choose the same of two values in either order', () => {
    const first = changed('a: 1\n', (root) => [set(root.get('b'), true), set(root.get('b'), false)]);
    const second = changed('a: 1\n', (root) => [set(root.get('b'), false), set(root.get('b'), true)]);
    assert.equal(first, 'a: 1\nb: false\n');
    assert.equal(second, first);
  });
  refusal(
    'a map and a scalar at one place',
    'a: 1\n',
    (root) => [set(root.get('b'), 1), set(root.get('b', 'c'), 1)],
    'conflict',
  );
  example('nothing', 'a: 1\n', () => [], 'a: 1\n');
});

describe('a new document', () => {
  const policy = {
    spec: { policyTypes: ['Ingress'], podSelector: {} },
    kind: 'NetworkPolicy',
    apiVersion: 'networking.k8s.io/v1',
  };
  const written =
    '---\napiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nspec:\n  podSelector: {}\n  policyTypes:\n';
  example('at the end of the file', 'a: 1\n', () => [addDocument(policy)], `a: 1\n${written}    - Ingress\n`);
  example('as the file writes lists', 'a:\n- 1', () => [addDocument(policy)], `a:\n- 1\n${written}  - Ingress`);
  refusal('not in a JSON file', '{"a": 1}\n', () => [addDocument(policy)], 'layout');
});
