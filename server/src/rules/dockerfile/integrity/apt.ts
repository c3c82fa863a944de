import type { ShellWord, SimpleCommand } from '../../../dockerfile/shell/tree.js';
import { callOf } from './arguments.js';

/** A call of apt-get, apt or aptitude. */
export interface AptCall {
  readonly tool: string;
  readonly options: readonly AptOption[];
  /** What is no option: the operation (`install`), then packages. */
  readonly operands: readonly ShellWord[];
}

/** An option by its long name, or a setting that `-o` makes; names in lower case, because apt ignores it. */
export interface AptOption {
  readonly kind: 'flag' | 'setting';
  readonly name: string;
  /** Absent when none is written, which switches a flag on. */
  readonly value: string | undefined;
  /** The word to point at. */
  readonly word: ShellWord;
  /** All that is written for it: whole words, and the part of one that it shares with other letters. */
  readonly words: readonly ShellWord[];
  readonly part?: { readonly word: ShellWord; readonly from: number; readonly to: number };
}

const tools = /^(?:apt-get|apt|aptitude)$/;
/** Short options with a value (apt-pkg's command lines: apt-private/private-cmndline.cc; the manual of aptitude). */
const shortValues: Readonly<Record<string, string>> = { aptitude: 'ctwFO' };
const longValues = new Set([
  'option',
  'config-file',
  'default-release',
  'target-release',
  'host-architecture',
  'build-profiles',
  'solver',
]);

/** What a command asks apt for; undefined for any other command. `xargs apt-get …` counts. */
export function aptCall(command: SimpleCommand): AptCall | undefined {
  const called = callOf(command, tools);
  return called && read(called.name, called.args);
}

function read(tool: string, args: readonly ShellWord[]): AptCall {
  const options: AptOption[] = [];
  const operands: ShellWord[] = [];
  let skipped = 0;
  for (const [index, word] of args.entries()) {
    if (index < skipped) continue;
    const { text } = word;
    if (text === '--') {
      operands.push(...args.slice(index + 1));
      break;
    }
    const next = args[index + 1];
    skipped = index + 1;
    if (text.startsWith('--')) skipped += readLong(word, next, options);
    else if (/^-./.test(text)) skipped += readShort(tool, word, next, options);
    else operands.push(word);
  }
  return { tool, options, operands };
}

/** Gives how many further words it took. */
function readLong(word: ShellWord, next: ShellWord | undefined, options: AptOption[]): 0 | 1 {
  const [, name = '', value] = /^--([^=]*)(?:=(.*))?$/s.exec(word.text) ?? [];
  if (name.toLowerCase() === 'option') {
    const taken = value === undefined ? next : undefined;
    const at = taken ?? word;
    options.push(setting(value ?? next?.text ?? '', at, taken ? [word, taken] : [word]));
    return taken ? 1 : 0;
  }
  options.push({ kind: 'flag', name: name.toLowerCase(), value, word, words: [word] });
  return value === undefined && longValues.has(name.toLowerCase()) ? 1 : 0;
}

function readShort(tool: string, word: ShellWord, next: ShellWord | undefined, options: AptOption[]): 0 | 1 {
  const { text } = word;
  for (let at = 1; at < text.length && text[at] !== '='; at++) {
    const letter = text.charAt(at);
    const isSetting = letter === 'o';
    if (!isSetting && !(shortValues[tool] ?? 'ctaP').includes(letter)) {
      const value = /^=(.*)/s.exec(text.slice(at + 1))?.[1];
      options.push({ kind: 'flag', name: letter, value, word, words: [], part: { word, from: at, to: at + 1 } });
      continue;
    }
    const rest = text.slice(at + 1).replace(/^=/, '');
    const taken = rest === '' ? next : undefined;
    if (isSetting) {
      const own = at === 1 ? [word] : [];
      const part = at === 1 ? undefined : { word, from: at, to: text.length };
      const words = taken ? [...own, taken] : own;
      options.push({ ...setting(taken?.text ?? rest, taken ?? word, words), ...(part && { part }) });
    }
    return taken ? 1 : 0;
  }
  return 0;
}

function setting(text: string, word: ShellWord, words: readonly ShellWord[]): AptOption {
  const equals = text.indexOf('=');
  const name = (equals === -1 ? text : text.slice(0, equals)).toLowerCase();
  return { kind: 'setting', name, value: equals === -1 ? '' : text.slice(equals + 1), word, words };
}

/** Whether apt reads a value as yes (apt-pkg/contrib/strutl.cc, StringToBool). */
export function isYes(value: string): boolean {
  return /^(?:1|yes|true|with|on|enable)$/i.test(value.trim());
}

/** Whether a call installs packages without those that they only recommend. */
export function skipsRecommended({ tool, options }: Recommending): boolean {
  return options.some(({ name, value }) => {
    if (name === 'apt::install-recommends') return !isYes(value ?? '');
    return name === 'no-install-recommends' || (tool === 'aptitude' && /^(?:R|without-recommends)$/.test(name));
  });
}

interface Recommending {
  readonly tool: string;
  readonly options: readonly { readonly name: string; readonly value?: string | undefined }[];
}
