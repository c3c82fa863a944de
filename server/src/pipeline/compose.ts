import { isSocket } from '../dockerfile/sockets.js';
import { sourceSpan } from '../dockerfile/mapped-text.js';
import { normalize } from '../dockerfile/paths.js';
import type { Located } from '../text/span.js';
import type { YamlNode } from '../yaml/tree.js';
import type { YamlValue } from '../yaml/value.js';
import type { OtherDocument } from './document.js';
import { mappedScalar } from './shell-text.js';

/** A service of a Compose file. */
export interface ComposeService {
  readonly name: string;
  readonly value: YamlValue;
}

/** Matches the key under which all services of a Compose file stand; next to no other file has it there. */
export const servicesKey = /(?:^|[{,]\s*)["']?services["']?[ \t]*:/m;

/** The services of a Compose file; none for any other document. */
export function composeServices({ value }: OtherDocument): readonly ComposeService[] {
  return value.get('services').entries.filter((entry) => entry.value.isMap);
}

/** A place of a service where the socket of a container runtime gets into it. */
export interface SocketMount {
  /** `user`: of a runtime that runs without the rights of root. */
  readonly of: 'root' | 'user';
  readonly access: 'read-only' | 'any' | 'api';
  /** What gives it away: the item of `volumes`, or `use_api_socket`. */
  readonly value: YamlValue;
  /** Where that is written, whatever repeats it. */
  readonly written: YamlNode;
}

/** The sockets of container runtimes that a service is given. */
export function socketMounts({ value }: ComposeService): readonly SocketMount[] {
  const mounts = value.get('volumes').items.flatMap((item): readonly SocketMount[] => {
    const { node } = item.place;
    const bind = node && (item.isMap ? longForm(item) : shortForm(item.text ?? ''));
    return bind && isSocket(bind.source)
      ? [{ of: ownerOf(bind.source), access: bind.access, value: item, written: bind.node ?? node }]
      : [];
  });
  const api = value.get('use_api_socket');
  const { node } = api.place;
  return api.is(true) && node ? [...mounts, { of: 'root', access: 'api', value: api, written: node }] : mounts;
}

interface Bind {
  readonly source: string;
  readonly access: 'read-only' | 'any';
  readonly node?: YamlNode | undefined;
}

/** `SOURCE:TARGET` and perhaps `:ro`; a path alone is where a volume of its own stands, and gives nothing of the host away. */
function shortForm(text: string): Bind | undefined {
  const [source = '', target, access = ''] = withDefaults(text).split(':');
  if (target === undefined) return undefined;
  return { source, access: access.split(',').includes('ro') ? 'read-only' : 'any' };
}

function longForm(item: YamlValue): Bind | undefined {
  const type = item.get('type').text ?? 'bind';
  const source = item.get('source').exists ? item.get('source') : item.get('src');
  if (type !== 'bind' || source.text === undefined) return undefined;
  const isReadOnly = item.get('read_only').is(true);
  const access = isReadOnly ? 'read-only' : 'any';
  return { source: withDefaults(source.text), access, node: source.place.node };
}

/** A text in which variables that have a default stand for it: `${SOCKET:-/run/docker.sock}`. */
function withDefaults(text: string): string {
  return text.replace(/\$\{\w+:?-([^${}]*)\}/g, '$1');
}

/** A runtime without root has its socket in the folder of its user. */
function ownerOf(path: string): SocketMount['of'] {
  return /^(?:\/var)?\/run\/user\//.test(normalize(path)) ? 'user' : 'root';
}

/** An argument that a service's image is built with. */
export interface BuildArgument {
  readonly name: string;
  /** Nothing where Compose takes it from its own environment. */
  readonly value: string | undefined;
  /** The pair or the item that gives it. */
  readonly at: YamlValue;
  /** What is written for it, whatever repeats that: the key of a pair, or the item. */
  readonly written: YamlNode;
  /** Its name there. */
  readonly place: Located;
}

/** The arguments that the image of a service is built with; those whose values are not known are left out. */
export function buildArguments({ value }: ComposeService): readonly BuildArgument[] {
  const args = value.get('build', 'args');
  const pairs = args.entries.flatMap(({ name, value: at }): readonly BuildArgument[] => {
    const { slot } = at.place;
    const key = slot?.kind === 'pair' ? slot.pair.key : undefined;
    return key && !at.opaque ? [{ name, value: at.text, at, written: key, place: key }] : [];
  });
  const items = args.items.flatMap((at): readonly BuildArgument[] => {
    const { node } = at.place;
    const [, name = '', given] = /^([^=]*)(?:=([^]*))?$/.exec(at.text ?? '') ?? [];
    return node && name !== '' ? [{ name, value: given, at, written: node, place: startOf(at, node, name) }] : [];
  });
  return [...pairs, ...items];
}

/** Where a text at the start of a scalar stands; all of the scalar if that cannot be told. */
function startOf({ place }: YamlValue, node: YamlNode, text: string): Located {
  const mapped = node.kind === 'scalar' ? mappedScalar(place.document, node) : undefined;
  return mapped ? { span: sourceSpan(mapped, 0, text.length) } : node;
}
