import { parseAliasName } from './aliases.js';
import type { FaultKind, Flag, Instruction } from './tree.js';

/** Why BuildKit refuses an instruction that its parser could read. */
export interface Refusal {
  readonly kind: FaultKind;
  readonly message: string;
}

type Parts = Pick<Instruction, 'keyword' | 'flags' | 'args' | 'form' | 'heredocs' | 'sub'>;
type Check = (parts: Parts) => Refusal | undefined;

/** How often a flag may stand and whether it needs a value. */
type FlagType = 'text' | 'list' | 'switch';

const flagTypes: Readonly<Record<string, Readonly<Record<string, FlagType>>>> = {
  ADD: {
    chown: 'text',
    chmod: 'text',
    link: 'switch',
    'keep-git-dir': 'switch',
    checksum: 'text',
    unpack: 'switch',
    exclude: 'list',
  },
  COPY: { chown: 'text', chmod: 'text', from: 'text', link: 'switch', parents: 'switch', exclude: 'list' },
  FROM: { platform: 'text' },
  HEALTHCHECK: { interval: 'text', timeout: 'text', 'start-period': 'text', 'start-interval': 'text', retries: 'text' },
  RUN: { mount: 'list', network: 'text', security: 'text', device: 'list' },
};

/** The first fault that BuildKit finds in an instruction (frontend/dockerfile/instructions/parse.go), if it finds one. */
export function refusalOf(parts: Parts): Refusal | undefined {
  const check = Object.hasOwn(checks, parts.keyword) ? checks[parts.keyword] : undefined;
  return check
    ? check(parts)
    : { kind: 'unknown-instruction', message: `'${parts.keyword}' is no Dockerfile instruction.` };
}

const checks: Readonly<Record<string, Check>> = {
  ADD: (parts) => needDestination(parts) ?? checkFlags(parts) ?? heredocDestination(parts),
  ARG: (parts) => needArguments(parts) ?? checkNames(parts, 1, nameOfPair),
  CMD: checkFlags,
  COPY: (parts) => needDestination(parts) ?? checkFlags(parts) ?? heredocDestination(parts),
  ENTRYPOINT: checkFlags,
  ENV: (parts) => checkFlags(parts) ?? needArguments(parts) ?? checkNames(parts, 3, (text) => text),
  EXPOSE: (parts) => needArguments(parts) ?? checkFlags(parts),
  FROM: (parts) => checkStageName(parts) ?? checkFlags(parts),
  HEALTHCHECK: checkHealthcheck,
  LABEL: (parts) => checkFlags(parts) ?? needArguments(parts) ?? checkNames(parts, 3, (text) => text),
  MAINTAINER: (parts) => needOne(parts) ?? checkFlags(parts),
  ONBUILD: checkTrigger,
  RUN: (parts) => checkFlags(parts) ?? checkMounts(parts),
  SHELL: checkShell,
  STOPSIGNAL: (parts) => needOne(parts) ?? checkFlags(parts),
  USER: (parts) => needOne(parts) ?? checkFlags(parts),
  VOLUME: (parts) => needArguments(parts) ?? checkFlags(parts) ?? checkNames(parts, 1, (text) => text.trim()),
  WORKDIR: (parts) => needOne(parts) ?? checkFlags(parts),
};

function needArguments({ keyword, args }: Parts): Refusal | undefined {
  return args.length > 0 ? undefined : count(`${keyword} needs at least one argument.`);
}

function needOne({ keyword, args }: Parts): Refusal | undefined {
  return args.length === 1 ? undefined : count(`${keyword} needs exactly one argument.`);
}

function needDestination({ keyword, args }: Parts): Refusal | undefined {
  return args.length > 1 ? undefined : count(`${keyword} needs at least one source and a destination.`);
}

const count = (message: string): Refusal => ({ kind: 'argument-count', message });

/** Every `step`th argument has a name. */
function checkNames({ keyword, args }: Parts, step: number, nameOf: (text: string) => string): Refusal | undefined {
  for (let index = 0; index < args.length; index += step) {
    if (nameOf(args[index]?.text ?? '') === '') return { kind: 'blank-name', message: `${keyword} has an empty name.` };
  }
  return undefined;
}

function nameOfPair(text: string): string {
  const equals = text.indexOf('=');
  return equals === -1 ? text : text.slice(0, equals);
}

function checkFlags({ keyword, flags }: Parts): Refusal | undefined {
  if (flags.length === 0) return undefined;
  const types = flagTypes[keyword] ?? {};
  const seen = flags.length > 1 ? new Set<string>() : undefined;
  for (const flag of flags) {
    const type = Object.hasOwn(types, flag.name) ? types[flag.name] : undefined;
    const refusal = checkFlag(flag, type, seen?.has(flag.name) === true);
    if (refusal) return refusal;
    seen?.add(flag.name);
  }
  return undefined;
}

function checkFlag({ name, value }: Flag, type: FlagType | undefined, isRepeated: boolean): Refusal | undefined {
  if (!type) return { kind: 'unknown-flag', message: `There is no flag '--${name}' here.` };
  if (isRepeated && type !== 'list') return { kind: 'repeated-flag', message: `The flag '--${name}' is repeated.` };
  const needsValue = type === 'switch' ? value?.text === '' : value === undefined;
  if (needsValue) return { kind: 'flag-without-value', message: `The flag '--${name}' needs a value.` };
  if (type === 'switch' && value && !/^(?:true|false)$/i.test(value.text)) {
    return { kind: 'flag-value', message: `The flag '--${name}' is either true or false.` };
  }
  return undefined;
}

function checkMounts({ flags }: Parts): Refusal | undefined {
  const isEmpty = flags.some(({ name, value }) => name === 'mount' && value?.text === '');
  return isEmpty ? { kind: 'mount', message: 'The mount is empty.' } : undefined;
}

function heredocDestination({ keyword, args, heredocs, form }: Parts): Refusal | undefined {
  const destination = args.at(-1);
  const isHeredoc = form === 'shell' && heredocs.some(({ opener }) => opener.start === destination?.span.start);
  if (!isHeredoc) return undefined;
  return { kind: 'heredoc-destination', message: `${keyword} cannot write to a heredoc.` };
}

function checkStageName({ args }: Parts): Refusal | undefined {
  const [, as, alias] = args;
  const hasAlias = args.length === 3 && as?.text.toLowerCase() === 'as';
  if (!hasAlias) return args.length === 1 ? undefined : count('FROM takes an image, or an image, AS and a name.');
  const name = alias?.text ?? '';
  if (parseAliasName(name) !== undefined) return undefined;
  const message = `'${name}' is no stage name: it starts with a letter and holds letters, digits, '-', '_' and '.'.`;
  return { kind: 'stage-name', message };
}

function checkShell(parts: Parts): Refusal | undefined {
  const refusal = checkFlags(parts) ?? needArguments(parts);
  if (refusal || parts.form === 'json') return refusal;
  return { kind: 'json-required', message: 'SHELL takes the JSON form only.' };
}

const duration = /^[+-]?(?:0|(?:(?:\d+\.?\d*|\.\d+)(?:ns|us|µs|μs|ms|s|m|h))+)$/;

function checkHealthcheck(parts: Parts): Refusal | undefined {
  const [type, ...command] = parts.args;
  if (!type) return count('HEALTHCHECK needs at least one argument.');
  const name = type.text.toUpperCase();
  if (name === 'NONE') return command.length === 0 ? undefined : health('HEALTHCHECK NONE takes no arguments.');
  const refusal = checkFlags(parts);
  if (refusal) return refusal;
  if (name !== 'CMD') return health(`HEALTHCHECK knows CMD and NONE, not '${type.text}'.`);
  if (command.length === 0) return health('HEALTHCHECK CMD has no command.');
  for (const { name: flag, value } of parts.flags) {
    const text = value?.text ?? '';
    const isValid = text === '' || (flag === 'retries' ? /^\+?\d+$/.test(text) : duration.test(text));
    if (!isValid) return health(`'${text}' is no value for '--${flag}'.`);
  }
  return undefined;
}

const health = (message: string): Refusal => ({ kind: 'healthcheck', message });

function checkTrigger(parts: Parts): Refusal | undefined {
  if (!parts.sub) return { kind: 'onbuild', message: 'ONBUILD needs an instruction.' };
  const refusal = checkFlags(parts);
  if (refusal) return refusal;
  const isRefused = ['ONBUILD', 'FROM', 'MAINTAINER'].includes(parts.sub.keyword);
  return isRefused ? { kind: 'onbuild', message: `ONBUILD cannot hold back ${parts.sub.keyword}.` } : undefined;
}
