import { add, move, remove, rewrite, set } from '../../server/src/yaml/change.js';
import { example, refusal } from './examples.js';

describe('placing in flow style', () => {
  example(
    'between others',
    'a: {b: 1, d: 2} # x\n',
    (root) => [set(root.get('a', 'c'), 'z')],
    'a: {b: 1, c: z, d: 2} # x\n',
  );
  example(
    'first and last',
    'a: { c: 1 }\n',
    (root) => [set(root.get('a', 'b'), 1), set(root.get('a', 'd', 'e'), 1)],
    'a: { b: 1, c: 1, d: { e: 1 } }\n',
  );
  example(
    'a list',
    'a: ["B", "C"]\n',
    (root) => [add(root.get('a'), 'A'), add(root.get('a'), 'D')],
    'a: ["A", "B", "C", "D"]\n',
  );
  example('a trailing comma', 'a: [b, c,]\n', (root) => [add(root.get('a'), 'd')], 'a: [b, c, d,]\n');
  example(
    'JSON on one line',
    '{"a":{"b":"c"}}',
    (root) => [set(root.get('a', 'd'), 'e'), set(root.get('f'), false)],
    '{"a":{"b":"c","d":"e"},"f":false}',
  );
  example(
    'an empty map in JSON',
    '{"a": {}}',
    (root) => [set(root.get('a', 'b', 'c'), 'd')],
    '{"a": {"b": {"c": "d"}}}',
  );
  example('an empty document of JSON', '{}', (root) => [set(root.get('a'), 1)], '{a: 1}');
  example(
    'a document that starts on its mark',
    '--- {a: b}\n',
    (root) => [set(root.get('c'), 1)],
    '--- {a: b, c: 1}\n',
  );
  example(
    'no value between brackets',
    'a: {b: , c: null}\n',
    (root) => [set(root.get('a', 'b'), 1), set(root.get('a', 'c', 'd'), 2)],
    'a: {b: 1, c: {d: 2}}\n',
  );
  example(
    'a text that ends a flow scalar',
    'a: {b: c}\n',
    (root) => [set(root.get('a', 'd'), 'x,y'), rewrite(root.get('a', 'b'), 'e]')],
    'a: {b: "e]", d: "x,y"}\n',
  );

  example(
    'JSON on several lines',
    `
    {
      "a": "b",
      "c": [
        "d"
      ]
    }
    `,
    (root) => [set(root.get('e'), { g: ['h'], f: 'i' }), add(root.get('c'), 'a'), set(root.get('Z'), 1)],
    `
    {
      "Z": 1,
      "a": "b",
      "c": [
        "a",
        "d"
      ],
      "e": {
        "f": "i",
        "g": [
          "h"
        ]
      }
    }
    `,
  );

  example(
    'KYAML with comments',
    `
    ---
    {
      spec: {
        containers: [{
          name: "web", # the name
          # the image
          image: "nginx",
        }],
      },
    }
    `,
    (root) => [
      set((root.get('spec', 'containers').items[0] ?? root).get('securityContext', 'runAsNonRoot'), true),
      add(root.get('spec', 'volumes'), { name: 'tmp', emptyDir: {} }),
    ],
    `
    ---
    {
      spec: {
        containers: [{
          name: "web", # the name
          # the image
          image: "nginx",
          securityContext: {
            runAsNonRoot: true,
          },
        }],
        volumes: [{
          name: "tmp",
          emptyDir: {},
        }],
      },
    }
    `,
  );

  example(
    'lines without a comma at the end',
    `
    a: {
      b: 1 # one
      # about nothing
    }
    `,
    (root) => [set(root.get('a', 'c'), 2), set(root.get('a', 'd'), 3)],
    `
    a: {
      b: 1, # one
      c: 2,
      d: 3
      # about nothing
    }
    `,
  );

  refusal('a map without braces', '[a: 1]\n', (root) => [set((root.items[0] ?? root).get('b'), 2)], 'layout');
  refusal('a bracket that is not closed', 'a: [b\n', (root) => [add(root.get('a'), 'c')], 'layout');
});

describe('removing in flow style', () => {
  example('in the middle', 'a: {b: 1, c: 2, d: 3}\n', (root) => [remove(root.get('a', 'c'))], 'a: {b: 1, d: 3}\n');
  example('at the start', 'a: { b: 1, c: 2 }\n', (root) => [remove(root.get('a', 'b'))], 'a: { c: 2 }\n');
  example(
    'at the end',
    'a: [b, c, d]\n',
    (root) => [remove(root.get('a').items[1] ?? root), remove(root.get('a').items[2] ?? root)],
    'a: [b]\n',
  );
  example(
    'one for another',
    'a: [b]\n',
    (root) => [remove(root.get('a').items[0] ?? root), add(root.get('a'), 'c')],
    'a: [c]\n',
  );
  example(
    'all of it',
    '{"a": {"b": [1]}, "c": 2}',
    (root) => [remove(root.get('a', 'b').items[0] ?? root)],
    '{"c": 2}',
  );
  example(
    'the last line takes its comma along',
    '{\n  "a": 1,\n  "b": 2\n}\n',
    (root) => [remove(root.get('b'))],
    '{\n  "a": 1\n}\n',
  );
  example(
    'a line with its comment',
    '{\n  a: 1, # x\n  # y\n  b: 2, # z\n}\n',
    (root) => [remove(root.get('b'))],
    '{\n  a: 1, # x\n  # y\n}\n',
  );
  refusal('a comment in between', 'a: {b: 1, # x\n  c: 2}\n', (root) => [remove(root.get('a', 'c'))], 'comment');
  example(
    'a value moves',
    '{"a": {"b": [1, 2]}, "c": 2}',
    (root) => [move(root.get('a'), root.get('d'))],
    '{"c": 2, "d": {"b": [1, 2]}}',
  );
});
