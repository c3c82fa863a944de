import { sourceSpan } from '../dockerfile/mapped-text.js';
import { baseName } from '../dockerfile/shell/commands.js';
import { invocationOf } from '../dockerfile/shell/invocation.js';
import type { ShellWord, SimpleCommand } from '../dockerfile/shell/tree.js';
import type { Edit } from '../text/edit.js';
import { remember } from '../text/remember.js';
import type { Located, Span } from '../text/span.js';
import { namesBuilder } from './makefile.js';
import type { PipelineScript } from './scripts.js';

/** What builds the image; `compose` builds those of a Compose file, and `unknown` stands behind a variable. */
export type BuildTool = 'docker' | 'podman' | 'buildah' | 'nerdctl' | 'compose' | 'unknown';

/** A command outside of Dockerfiles that builds an image. */
export interface BuildCommand {
  readonly tool: BuildTool;
  /** What follows `build`. */
  readonly args: readonly ShellWord[];
  readonly command: SimpleCommand;
  readonly script: PipelineScript;
}

const mayBuild = /docker|podman|buildah|nerdctl|container|oci/i;
const mayCallBuild = /\bbu(?:il)?d\b/;

/** Whether a build command may stand in a text: a search, before the text is split into commands. */
export function mayHoldBuild(text: string): boolean {
  return mayCallBuild.test(text) && mayBuild.test(text);
}

/** The commands of a script that build images. */
export function buildCommandsOf(script: PipelineScript): readonly BuildCommand[] {
  return script.commands.flatMap((command): readonly BuildCommand[] => {
    const call = invocationOf(command);
    const program = call && programOf(call.name, call.nameWord);
    const found = program && readCall(program, call.args);
    return found ? [{ ...found, command, script }] : [];
  });
}

/** Where the characters `from` to `to` of a word stand; the whole scalar if that cannot be told. */
export function placeIn({ script }: BuildCommand, word: ShellWord, from = 0, to = word.text.length): Located {
  return script.whole ?? { span: sourceSpan(word, from, to) };
}

/** The edit that puts a text of letters, digits, `=`, `,` and dashes in the place of a word, quotes included; undefined where none can. */
export function replaceWord({ script, command }: BuildCommand, word: ShellWord, text: string): Edit | undefined {
  if (script.whole || (script.isInFlow && text.includes(','))) return undefined;
  return { ...spanOf(command, word), newText: text };
}

/** The edit that takes a word out of a command, with its line where it has one of its own; undefined where that cannot be done. */
export function removeWord({ script, command }: BuildCommand, word: ShellWord): Edit | undefined {
  if (script.whole) return undefined;
  const { source } = script;
  const span = spanOf(command, word);
  const before = /[ \t]*$/.exec(source.slice(Math.max(0, span.start - longestIndent), span.start))?.[0].length ?? 0;
  const start = span.start - before;
  const line = /^[ \t]*(\\?)\r?(?:\n|$)/.exec(source.slice(span.end, span.end + longestIndent));
  const isAlone = start === 0 || source[start - 1] === '\n';
  if (!isAlone) return { start, end: span.end, newText: '' };
  return line?.[1] ? { start, end: span.end + line[0].length, newText: '' } : undefined;
}

/** All that is written for a word. Whatever masks or escapes may stand in it, its ends are where they are. */
function spanOf({ script }: SimpleCommand, { at }: ShellWord): Span {
  return sourceSpan(script.text, at.start, at.end);
}

/** More blanks in a row than any person writes; what stands behind as many is left alone. */
const longestIndent = 200;

type Program = Exclude<BuildTool, 'compose'> | 'docker-compose';

const programs: Readonly<Record<string, Program>> = {
  docker: 'docker', podman: 'podman', buildah: 'buildah', nerdctl: 'nerdctl', 'docker-compose': 'docker-compose',
  'podman-compose': 'docker-compose',
}; // prettier-ignore

function programOf(name: string, word: ShellWord): Program | undefined {
  if (name !== '') return Object.hasOwn(programs, name) ? programs[name] : undefined;
  const variable = /^\$\{?(\w+)\}?$/.exec(word.text)?.[1];
  if (variable === undefined || !namesBuilder(variable)) return undefined;
  const whole = variable.toLowerCase().replaceAll('_', '-');
  return programs[whole] ?? programs[whole.replace(/-.*/, '')] ?? 'unknown';
}

/** Options before the subcommand that take the next word along (docker, podman, nerdctl, docker compose). */
const withValue = new Set([
  '-H', '--host', '-c', '--connection', '--context', '--config', '-l', '--log-level', '--tlscacert', '--tlscert', '--tlskey', '--url', '--identity',
  '-n', '--namespace', '-a', '--address', '--root', '--runroot', '--storage-driver', '--storage-opt', '--builder',
  '-f', '--file', '-p', '--project-name', '--project-directory', '--profile', '--env-file', '--parallel', '--ansi', '--progress',
]); // prettier-ignore

const groups = new Set(['image', 'builder', 'buildx', 'farm']);

function readCall(program: Program, args: readonly ShellWord[]): Pick<BuildCommand, 'tool' | 'args'> | undefined {
  let tool: BuildTool = program === 'docker-compose' ? 'compose' : program;
  let at = nextOperand(args, 0);
  const first = args[at]?.text ?? '';
  if (tool !== 'compose' && tool !== 'buildah') {
    if (first === 'compose') tool = 'compose';
    if (first === 'compose' || groups.has(first)) at = nextOperand(args, at + 1);
  }
  const verb = args[at]?.text ?? '';
  const builds =
    tool === 'buildah'
      ? /^(?:bud|build|build-using-dockerfile)$/.test(verb)
      : verb === 'build' || (first === 'buildx' && verb === 'b');
  return builds ? { tool, args: args.slice(at + 1) } : undefined;
}

/** The index of the first word from there on that is neither an option nor the value of one. */
function nextOperand(args: readonly ShellWord[], from: number): number {
  let at = from;
  while (args[at]?.text.startsWith('-')) at += withValue.has(args[at]?.text ?? '') ? 2 : 1;
  return at;
}

/** Whether the command is run as somebody else, who may have other variables. */
export function runsAsOther({ command }: BuildCommand): boolean {
  return command.words.some(({ text }) => /^(?:sudo|doas|su|runuser|gosu|su-exec)$/.test(baseName(text)));
}

/** Whether the command asks for the builder before BuildKit, by itself or by a setting anywhere in its script. */
export function usesOldBuilder({ command, script }: BuildCommand): boolean {
  return command.assignments.some(({ text }) => text === oldBuilder) || variablesOf(script).hasOldBuilder;
}

/** Whether a script sets a variable for itself alone, so that no program that it starts sees it. */
export function isOwnVariable({ script }: BuildCommand, name: string): boolean {
  return variablesOf(script).own.has(name);
}

const oldBuilder = 'DOCKER_BUILDKIT=0';
const declares = new Set(['local', 'readonly', 'declare', 'typeset', 'read']);

interface Variables {
  readonly own: ReadonlySet<string>;
  readonly hasOldBuilder: boolean;
}

/** Each build command of a script asks for these. */
const variablesOf = remember(({ commands }: PipelineScript): Variables => {
  const own = new Set<string>();
  const exported = new Set<string>();
  let hasOldBuilder = false;
  for (const { assignments, words } of commands) {
    const program = words[0]?.text ?? '';
    const set = words.length === 0 ? assignments : declares.has(program) || program === 'export' ? words.slice(1) : [];
    for (const { text } of set) {
      (program === 'export' ? exported : own).add(/^\w*/.exec(text)?.[0] ?? '');
      hasOldBuilder ||= text === oldBuilder;
    }
    // `set -a` exports all that follows.
    if (program === 'set' && words.some(({ text }) => /^-\w*a\w*$|^allexport$/.test(text))) own.clear();
  }
  return { own: new Set([...own].filter((name) => !exported.has(name))), hasOldBuilder };
});
