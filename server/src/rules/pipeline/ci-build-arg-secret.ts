import type { ShellWord } from '../../dockerfile/shell/tree.js';
import { say, type Message } from '../../engine/message.js';
import type { Fix, Problem, Rule } from '../../engine/rule.js';
import { actionArguments, moveToSecrets, type ActionArguments } from '../../pipeline/build-push-action.js';
import {
  isOwnVariable,
  placeIn,
  replaceWord,
  runsAsOther,
  usesOldBuilder,
  type BuildCommand,
} from '../../pipeline/build-commands.js';
import {
  buildArguments,
  composeServices,
  servicesKey,
  type BuildArgument,
  type ComposeService,
} from '../../pipeline/compose.js';
import type { OtherDocument } from '../../pipeline/document.js';
import { add, remove, set } from '../../yaml/change.js';
import type { YamlNode } from '../../yaml/tree.js';
import { isNoSecret, isSecretVariable } from '../dockerfile/secrets/secret-names.js';

export const ciBuildArgSecret: Rule = {
  id: 'ci-build-arg-secret',
  title: 'Secret handed to a build as an argument',
  severity: 'warning',
  on: true,
  standards: { cis: ['4.10'], nsa: 'Building secure container images', cwe: [522, 538] },

  mentions: ['build-arg', 'build-args', 'args'],
  // Arguments of anything stand in many files, those of a build only in what has services.
  wants: new RegExp(`build-arg|${servicesKey.source}`, 'm'),

  *document(document) {
    for (const args of actionArguments(document.document)) yield* inAction(args);
    yield* inCompose(document);
  },

  *buildCommand(build) {
    const hasProvenance = !/^(?:podman|buildah|unknown)$/.test(build.tool) && !usesOldBuilder(build);
    for (const { word, flag, name, value } of buildArgs(build)) {
      if (!isSecret(name, value)) continue;
      const from = word.text.indexOf(name);
      yield {
        at: placeIn(build, word, from, from + name.length),
        message: messageFor(name, hasProvenance),
        fixes: asSecret(build, { word, flag, name, value }),
      };
    }
  },
};

function isSecret(name: string, value: string | undefined): boolean {
  return /^[A-Za-z_]\w*$/.test(name) && isSecretVariable(name) && value !== '' && !isNoSecret(value ?? '$');
}

/** Podman, Buildah and the builder before BuildKit write no provenance. */
function messageFor(name: string, hasProvenance: boolean): Message {
  return hasProvenance
    ? say`The build argument '${name}' is kept in the image's history where a step can see it, and in a full record of the build (provenance): whoever may pull the image can read it there.`
    : say`The build argument '${name}' is kept in the image's history where a step can see it: whoever may pull the image can read it there.`;
}

interface BuildArg {
  /** The word that holds the name. */
  readonly word: ShellWord;
  /** The flag before it, where that is a word of its own. */
  readonly flag: ShellWord | undefined;
  readonly name: string;
  readonly value: string | undefined;
}

function buildArgs({ args }: BuildCommand): readonly BuildArg[] {
  return args.flatMap((word, index): readonly BuildArg[] => {
    const flag = word.text === '--build-arg' ? word : undefined;
    const holder = flag ? args[index + 1] : word;
    const [, name, value] = /^(?:--build-arg=)?([^=]+)(?:=([^]*))?$/.exec(holder?.text ?? '') ?? [];
    const isArgument = flag ?? word.text.startsWith('--build-arg=');
    return holder && name !== undefined && isArgument ? [{ word: holder, flag, name, value }] : [];
  });
}

/** How the fix of rule secret-arg spells the name of the secret, so that the mount in the Dockerfile finds it. */
const idOf = (name: string): string => name.toLowerCase();

/** The variable of the environment that an argument is taken from; nothing where it is anything else. */
function variableOf(name: string, value: string | undefined): string | undefined {
  if (value === undefined) return name;
  const [, bare, braced] = /^\$(?:([A-Za-z_]\w*)|\{([A-Za-z_]\w*)\})$/.exec(value) ?? [];
  return bare ?? braced;
}

const withSecrets: ReadonlySet<string> = new Set(['docker', 'podman', 'buildah', 'unknown']);

function asSecret(build: BuildCommand, { word, flag, name, value }: BuildArg): readonly Fix[] {
  const variable = variableOf(name, value);
  const isSingleQuoted = value !== undefined && !word.expands;
  if (variable === undefined || isSingleQuoted || !withSecrets.has(build.tool) || runsAsOther(build)) return [];
  // The builder before BuildKit knows no secrets.
  if (isOwnVariable(build, variable) || usesOldBuilder(build)) return [];
  const secret = `id=${idOf(name)},env=${variable}`;
  const edits = flag
    ? [replaceWord(build, flag, '--secret'), replaceWord(build, word, secret)]
    : [replaceWord(build, word, `--secret=${secret}`)];
  const made = edits.filter((edit) => edit !== undefined);
  return made.length < edits.length ? [] : [{ ...handOver([name]), changes: () => [{ op: 'text', edits: made }] }];
}

/** The Dockerfile has to mount what it declares as an argument so far, which only the person can see to. */
function handOver(names: readonly string[]): Pick<Fix, 'title' | 'applicability'> {
  const [name = '', ...others] = names;
  return {
    title:
      others.length === 0
        ? say`Hand over '${name}' as the build secret '${idOf(name)}'`
        : say`Hand over '${name}' and ${others.length} more as build secrets`,
    applicability: 'placeholder',
  };
}

function* inAction(args: ActionArguments): Iterable<Problem> {
  const secrets = args.lines.filter(({ name, value }) => isSecret(name, value));
  if (secrets.length === 0) return;
  // All at once, so that the fixes of two lines are one.
  const edits = moveToSecrets(args, secrets.map((argument) => ({ argument, id: idOf(argument.name) }))); // prettier-ignore
  const names = secrets.map(({ name }) => name);
  const fixes: readonly Fix[] = edits ? [{ ...handOver(names), changes: () => [{ op: 'text', edits }] }] : [];
  for (const { name, at } of secrets) yield { at, message: messageFor(name, true), fixes };
}

function* inCompose(document: OtherDocument): Iterable<Problem> {
  const seen = new Set<YamlNode>();
  for (const service of composeServices(document)) {
    for (const argument of buildArguments(service)) {
      const { name, value, written, place } = argument;
      if (!isSecret(name, value) || seen.has(written)) continue;
      seen.add(written);
      yield { at: place, message: messageFor(name, true), fixes: asComposeSecret(document, service, argument) };
    }
  }
}

function asComposeSecret(
  { value: root }: OtherDocument,
  { value: service }: ComposeService,
  { name, value, at }: BuildArgument,
): readonly Fix[] {
  const variable = variableOf(name, value);
  const defined = root.get('secrets', idOf(name));
  const granted = service.get('build', 'secrets');
  if (variable === undefined || [at, defined, granted].some(({ shared, opaque }) => shared || opaque)) return [];
  if (defined.exists && !defined.get('environment').is(variable)) return [];
  const changes = () => [remove(at), add(granted, idOf(name)), set(defined, { environment: variable })];
  return [{ ...handOver([name]), changes }];
}
