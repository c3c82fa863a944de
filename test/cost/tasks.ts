import { TextDocument } from 'vscode-languageserver-textdocument';
import { analyze } from '../../server/src/engine/analysis.js';
import { hardeningFix, mend } from '../../server/src/engine/fixing.js';
import { defaultSettings } from '../../server/src/engine/settings.js';
import { startedPrograms } from '../../server/src/kubernetes/commands.js';
import { manifestsOf } from '../../server/src/kubernetes/manifest.js';
import { clientFeatures } from '../../server/src/lsp/features.js';
import { createLenses } from '../../server/src/lsp/lenses.js';
import { looksSecret, namesSecret, secretFormat } from '../../server/src/text/secret-text.js';
import { rules } from '../../server/src/rules/index.js';
import { podSecurityLevel } from '../../server/src/rules/kubernetes/pod-security-level.js';
import { parseYaml } from '../../server/src/yaml/parse.js';
import { families as dockerfiles, readAll } from '../dockerfile/families.js';
import { families as files } from '../engine/families.js';
import { look, pod } from '../engine/suppression-rules.js';

/** Something that takes as many steps as its input is long. */
interface Task {
  /** A size at which the cost that every input has no longer counts. */
  readonly size: number;
  /** Makes an input of a size, and says what is to be done with it. */
  readonly prepare: (size: number) => () => void;
}

const container =
  '    # bulkhead-ignore privileged-container -- x\n    - {name: a, image: b, securityContext: {privileged: true}}\n';
const quoted = ['a=;', '\\"', "'", '"\\', '\n ', 'if '];
const secretLike = ['a', 'eyJ', '-----BEGIN ', 'a:', '_x', 'a://b:'];

/** All that reads what people write, each with the inputs that a careless reader takes too long for. */
export const tasks: ReadonlyMap<string, Task> = new Map([
  ...named('all rules', files, ({ make, languageId, size }): Task => ({
    size,
    prepare: (n) => {
      const text = make(n);
      return () => void analyze({ path: `file.${languageId}`, languageId, text }, defaultSettings, rules);
    },
  })),
  ...named('all fixes', files, ({ make, languageId, size }): Task => ({
    size: Math.min(size, 800),
    prepare: (n) => {
      const analysis = analyze({ path: `file.${languageId}`, languageId, text: make(n) }, defaultSettings, rules);
      return () => void mend(analysis, hardeningFix, rules);
    },
  })),
  ...named('Dockerfile', dockerfiles, (make) => reading(500, make, readAll)),
  ...named('suppressions', { stacked, many }, (make) => reading(400, make, look)),
  ...named('command', byPiece(quoted), (make) => reading(10_000, make, startedBy)),
  ...named('secret text', byPiece(secretLike), (make) => reading(5_000, make, (text) => [namesSecret(text), secretFormat(text), looksSecret(text)])),
  ['code lenses', { size: 50, prepare: prepareLenses }],
  ['YAML: items', reading(2000, (n) => `a:\n${'- b: {c: [d, "e"]} # f\n'.repeat(n)}`, parseYaml)],
]); // prettier-ignore

/** What an editor waits for when it opens a file of many workloads. */
function prepareLenses(n: number): () => void {
  const text = `${pod()}---\n`.repeat(n);
  const document = TextDocument.create('untitled:a', 'yaml', 1, text);
  const analysis = analyze({ path: 'file.yaml', languageId: 'yaml', text }, defaultSettings, rules);
  const client = clientFeatures({ workspace: { applyEdit: true } }, {});
  const besides = { settings: undefined, dockerignore: undefined };
  return () => void createLenses(podSecurityLevel)({ analysis, document, besides, client, rules });
}

function named<T>(
  of: string,
  makers: Readonly<Record<string, T>>,
  task: (maker: T) => Task,
): (readonly [string, Task])[] {
  return Object.entries(makers).map(([name, maker]) => [`${of}: ${name}`, task(maker)]);
}

function reading(size: number, make: (n: number) => string, read: (text: string) => unknown): Task {
  return {
    size,
    prepare: (n) => {
      const text = make(n);
      return () => void read(text);
    },
  };
}

function byPiece(pieces: readonly string[]): Readonly<Record<string, (n: number) => string>> {
  return Object.fromEntries(pieces.map((piece) => [JSON.stringify(piece), (n: number) => piece.repeat(n)]));
}

function stacked(n: number): string {
  return pod({ head: '# bulkhead-ignore host-pid -- x\n'.repeat(n).trimEnd() });
}

function many(n: number): string {
  return `apiVersion: v1\nkind: Pod\nspec:\n  containers:\n${container.repeat(n)}`;
}

/** The programs that a shell starts with this text, once as it is and once behind a quote that is not closed. */
function startedBy(text: string): void {
  for (const script of [text, `"${text}`]) {
    const json = JSON.stringify({
      apiVersion: 'v1',
      kind: 'Pod',
      spec: { containers: [{ name: 'web', image: 'web:1.4', command: ['sh', '-c', script] }] },
    });
    const started = manifestsOf(parseYaml(json))[0]?.podSpec?.containers[0];
    if (started) startedPrograms(started);
  }
}
