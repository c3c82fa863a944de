import type { Located } from '../text/span.js';
import { parseImageReference } from '../text/image-reference.js';
import type { YamlValue } from '../yaml/value.js';
import { components, minorOf, type CommandLine, type Component, type Flag } from './command-line.js';
import { baseName, commandsOf, commandWords, isShell, shellScript } from './commands.js';
import { mayHoldMore } from './lists.js';
import type { Container } from './model.js';

/** Programs that start the one whose name follows, with options of their own before it. */
const wrappers: ReadonlySet<string> = new Set(['go-runner', 'tini', 'dumb-init', 'env', 'nice', 'setpriv']);

/** What the text of a script or the name of an image must hold, so that others cost a search only. */
const telltale = /kube|etcd/;

/** The command lines of components that a container starts; more than one only where a shell starts several. */
export function containerLines(container: Container): readonly CommandLine[] {
  const [first] = container.value.get('command').items;
  if (first === undefined) return ofImage(container);
  const program = baseName(first.text ?? '');
  if (telltale.test(program)) return ofWords(container, commandWords(container));
  if (wrappers.has(program)) {
    const words = commandWords(container);
    const start = words.findIndex(({ text = '' }) => componentNamed(baseName(text)));
    return start < 0 ? [] : ofWords(container, words.slice(start));
  }
  if (!isShell(program)) return [];
  const script = shellScript(commandWords(container));
  return script && telltale.test(script.text ?? '') ? ofScript(container, script) : [];
}

function ofWords(container: Container, [program, ...rest]: readonly YamlValue[]): readonly CommandLine[] {
  if (program === undefined) return [];
  const name = baseName(program.text ?? '');
  const component = componentNamed(name);
  if (component) return line(container, component, program, rest);
  const [applet, ...others] = rest;
  const called = name === 'hyperkube' ? appletNamed(applet?.text ?? '') : undefined;
  return called && applet ? line(container, called, applet, others) : [];
}

/** A container without a command starts what its image is for: its arguments are flags. */
function ofImage(container: Container): readonly CommandLine[] {
  const { value, name } = container;
  const words = value.get('args').items;
  const [first] = words;
  const path = imageName(value.get('image'));
  const component = componentNamed(path) ?? (path.includes(name) ? componentNamed(name) : undefined);
  if (value.get('command').opaque) return [];
  if (first === undefined) {
    // The image of etcd is mostly told by its environment.
    return component === 'etcd' && namesEtcd(container) ? line(container, component, value.get('name'), []) : [];
  }
  if (first.text !== undefined && !first.text.startsWith('-')) return ofWords(container, words);
  return component ? line(container, component, value.get('image'), words) : [];
}

function imageName({ text = '' }: YamlValue): string {
  if (!telltale.test(text)) return '';
  const name = parseImageReference(text)?.name ?? '';
  return baseName(name).replace(/-(amd64|arm64|arm|ppc64le|s390x)$/, '');
}

function namesEtcd({ value }: Container): boolean {
  return value.get('env').items.some((item) => item.get('name').text?.startsWith('ETCD_'));
}

function componentNamed(name: string): Component | undefined {
  return components.find((component) => component === name);
}

/** Hyperkube held all components in one program, and knew them with and without `kube-` (until Kubernetes 1.17 both). */
function appletNamed(name: string): Component | undefined {
  return componentNamed(name) ?? componentNamed(`kube-${name}`);
}

function line(
  container: Container,
  component: Component,
  at: Located,
  words: readonly YamlValue[],
): readonly CommandLine[] {
  const { value } = container;
  const [command, args] = [value.get('command'), value.get('args')];
  const read = readWords(words, component);
  const environment = component === 'etcd' ? readEnvironment(container) : closed;
  return [
    {
      component,
      origin: 'command',
      at,
      open: [command, args].some(isOpen) || read.open || environment.open,
      // etcd: a flag goes before the variable of its name.
      flags: [...environment.flags, ...read.flags],
      target: { form: 'words', at: args.items.length > 0 || !command.exists ? args : command },
      container,
      minor: versionOf(container, component),
    },
  ];
}

/** etcd has versions of its own. */
function versionOf({ value }: Container, component: Component): number | undefined {
  return component === 'etcd' ? undefined : minorOf(parseImageReference(value.get('image').text ?? '')?.tag?.text);
}

interface Read {
  readonly flags: readonly Flag[];
  readonly open: boolean;
}

const closed: Read = { flags: [], open: false };

function isOpen(list: YamlValue): boolean {
  const { node, missing } = list.place;
  return list.opaque || (missing.length === 0 && node?.kind === 'sequence' && node.open);
}

function readWords(words: readonly YamlValue[], component: Component): Read {
  const flags: Flag[] = [];
  let open = false;
  for (let index = 0; index < words.length; index++) {
    const item = words[index];
    if (item === undefined) break;
    const text = item.text ?? sourceOf(item);
    const found = readFlag(text, component);
    if (!found) {
      // A word that is not known, or that a variable of the container stands for, may be a flag.
      open ||= item.text === undefined || isVariable(text);
      continue;
    }
    const { name, value } = found;
    const next = words[index + 1];
    if (value !== undefined || !next || (next.text ?? '').startsWith('-')) {
      const known = item.opaque || isVariable(value ?? '') ? undefined : (value ?? 'true');
      flags.push({ name, value: known, at: item, written: { as: 'word', item } });
      continue;
    }
    const known = next.text === undefined || isVariable(next.text) ? undefined : next.text;
    flags.push({ name, value: known, at: item, written: { as: 'words', item, second: next } });
    index++;
  }
  return { flags, open };
}

/** The name of a flag and its value, if one stands in the same word. etcd takes one dash for two. */
function readFlag(word: string, component: Component): { name: string; value: string | undefined } | undefined {
  const [, dashes = '', name = '', , value] = /^(--?)([A-Za-z][\w.-]*)(=([^]*))?$/.exec(word) ?? [];
  if (dashes === '' || (dashes === '-' && component !== 'etcd')) return undefined;
  return { name: name.replaceAll('_', '-'), value };
}

/** Whether a variable, or a place that another tool fills, stands in the text: `$(NAME)`, `${NAME}`, `{{name}}`. */
function isVariable(text: string): boolean {
  return /\$[({\w@*]|\{\{|\{%|`/.test(text);
}

function sourceOf({ place: { document, node, missing } }: YamlValue): string {
  if (missing.length > 0 || node?.kind !== 'scalar') return '';
  return document.text.slice(node.span.start, node.span.end).replace(/^(["'])([^]*)\1$/, '$2');
}

/** The flags of etcd that its environment sets: `ETCD_CERT_FILE` is `--cert-file`. */
function readEnvironment({ value }: Container): Read {
  const env = value.get('env');
  const flags = env.items.flatMap((item): Flag[] => {
    const name = /^ETCD_([A-Z0-9_]+)$/.exec(item.get('name').text ?? '')?.[1];
    if (name === undefined) return [];
    const set = item.get('value');
    const known = item.get('valueFrom').exists || isVariable(set.text ?? '') || set.opaque ? undefined : set.text;
    const written = { as: 'env', item } as const;
    return [{ name: name.toLowerCase().replaceAll('_', '-'), value: known, at: set, written }];
  });
  return { flags, open: mayHoldMore(env) || value.get('envFrom').exists || value.get('envFrom').opaque };
}

/** What a shell puts other text in for, so that it ends no command. */
const expansions = /\$\([^()]*\)|\$\{[^{}]*\}|`[^`]*`|\d?>&\d?/g;
const shellWord = /(?:[^\s'"\\]|'[^']*'|"(?:[^"\\]|\\[^])*"|\\[^])+/g;

function ofScript(container: Container, script: YamlValue): readonly CommandLine[] {
  return commandsOf(script.text ?? '', expansions).flatMap(({ name, rest }): CommandLine[] => {
    const program = baseName(name);
    const [words, component] = callOf(program, [...rest.matchAll(shellWord)].map(([word]) => word)); // prettier-ignore
    if (!component) return [];
    const { flags, open } = readShellWords(words, component, script);
    const at = partOf(script, name);
    const minor = versionOf(container, component);
    return [{ component, origin: 'command', at, open, flags, target: undefined, container, minor }];
  });
}

function callOf(program: string, words: readonly string[]): [readonly string[], Component | undefined] {
  if (program === 'hyperkube') return [words.slice(1), appletNamed(words[0] ?? '')];
  if (!wrappers.has(program)) return [words, componentNamed(program)];
  const start = words.findIndex((word) => componentNamed(baseName(word)));
  return [words.slice(start + 1), componentNamed(baseName(words[start] ?? ''))];
}

function readShellWords(words: readonly string[], component: Component, script: YamlValue): Read {
  const flags: Flag[] = [];
  let open = false;
  for (let index = 0; index < words.length; index++) {
    const word = words[index] ?? '';
    const found = readFlag(unquote(word), component);
    if (!found) {
      open ||= isShellVariable(word);
      continue;
    }
    const next = words[index + 1];
    const isSplit = found.value === undefined && next !== undefined && !/^(-|\d*[<>])/.test(next);
    const source = isSplit ? next : word;
    const value = isSplit ? unquote(next) : (found.value ?? 'true');
    const known = isShellVariable(source) ? undefined : value;
    flags.push({ name: found.name, value: known, at: partOf(script, word), written: { as: 'text', item: script } });
    if (isSplit) index++;
  }
  return { flags, open };
}

function isShellVariable(word: string): boolean {
  return isVariable(word.replace(/'[^']*'/g, ''));
}

function unquote(word: string): string {
  return word.replace(
    /'([^']*)'|"((?:[^"\\]|\\[^])*)"|\\([^])/g,
    (_, single?: string, double?: string, one?: string) => {
      return single ?? double?.replace(/\\([$`"\\])/g, '$1') ?? one ?? '';
    },
  );
}

/** The part of a scalar that reads so, as a word of its own, if it stands there as it is read; else the scalar. */
function partOf(item: YamlValue, part: string): Located {
  const { node, document } = item.place;
  if (node?.kind !== 'scalar' || item.shared) return item;
  const source = document.text.slice(node.span.start, node.span.end);
  const isEdge = (at: number): boolean => /[\s"';&|(){}\\]|^$/.test(source.charAt(at));
  let start = source.indexOf(part);
  while (start >= 0 && !(isEdge(start - 1) && isEdge(start + part.length))) start = source.indexOf(part, start + 1);
  if (part === '' || start < 0) return item;
  return { span: { start: node.span.start + start, end: node.span.start + start + part.length } };
}
