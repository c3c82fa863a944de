import { commandsOf } from '../../../dockerfile/shell/commands.js';
import type { ShellWord, SimpleCommand } from '../../../dockerfile/shell/tree.js';
import type { Instruction, Stage } from '../../../dockerfile/tree.js';
import type { Edit } from '../../../text/edit.js';
import { aptCall, skipsRecommended } from './apt.js';

/**
 * Adds ca-certificates to the `apt-get install` that brings a program for downloads before this command, where nothing has installed
 * it: libcurl, wget and git only recommend it (Debian and Ubuntu), so that `--no-install-recommends` leaves them without any
 * authority to trust. No edit where it is there, or the program comes from the base image.
 */
export function addCertificates(
  instruction: Instruction,
  until: SimpleCommand,
  program: Program = 'curl',
): readonly Edit[] {
  const first = instruction.stage ? firstInstalls(instruction.stage) : {};
  const { [program]: install, certificates } = first;
  const isBefore = (other: Install | undefined) => other && other.command.span.start < until.span.start;
  if (!install?.isBare || !isBefore(install) || isBefore(certificates)) return [];
  // Always at the same place of one install, so that several fixes add it once.
  const beside = install.packages.find((word) => programs.some((one) => isProgram(one)(word)));
  return beside ? [insertBefore(beside, install.command, instruction)] : [];
}

const programs = ['curl', 'wget', 'git'] as const;
type Program = (typeof programs)[number];

const isProgram =
  (program: Program) =>
  ({ text }: ShellWord): boolean =>
    text.replace(/[=/].*/, '') === program;
const isCertificates = ({ text }: ShellWord): boolean => /^ca-certificates(?:$|[=/+-])/.test(text);

interface Install {
  readonly command: SimpleCommand;
  readonly packages: readonly ShellWord[];
  /** Whether it leaves out what packages only recommend. */
  readonly isBare: boolean;
}

/** The first installs in a stage or those that it is built from. */
type FirstInstalls = { readonly [K in Program | 'certificates']?: Install | undefined };

const known = new WeakMap<Stage, FirstInstalls>();

/** Each curl of a stage asks for them, in a chain of stages that may be long, so a stage adds its own to what is known of its base. */
function firstInstalls(stage: Stage): FirstInstalls {
  const unread: Stage[] = [];
  let at: Stage | undefined = stage;
  for (; at && !known.has(at); at = at.base.kind === 'stage' ? at.base.stage : undefined) unread.push(at);
  let first = (at && known.get(at)) ?? {};
  for (const each of unread.reverse()) {
    const installs = readInstalls(each);
    const find = (isOne: (word: ShellWord) => boolean) => installs.find(({ packages }) => packages.some(isOne));
    first = {
      certificates: first.certificates ?? find(isCertificates),
      curl: first.curl ?? find(isProgram('curl')),
      wget: first.wget ?? find(isProgram('wget')),
      git: first.git ?? find(isProgram('git')),
    };
    known.set(each, first);
  }
  return first;
}

function readInstalls({ instructions }: Stage): readonly Install[] {
  const commands = instructions.filter(({ keyword }) => keyword === 'RUN').flatMap(commandsOf);
  return commands.flatMap((command) => {
    const call = aptCall(command);
    if (call?.operands[0]?.text !== 'install') return [];
    return [{ command, packages: call.operands.slice(1), isBare: skipsRecommended(call) }];
  });
}

/** Parted from its neighbour as that is from the one before it, so that a list with one package to a line stays one. */
function insertBefore({ span }: ShellWord, { words, script }: SimpleCommand, { stage }: Instruction): Edit {
  const isJson = script.kind === 'json';
  const index = words.findIndex((word) => word.span.start === span.start);
  const before = words[index - 1];
  const between = before ? (stage?.dockerfile.text.slice(before.span.end, span.start) ?? '') : '';
  const separator = isJson ? ', ' : /^[\s\\`]+$/.test(between) ? between : ' ';
  const name = isJson ? '"ca-certificates"' : 'ca-certificates';
  return { start: span.start, end: span.start, newText: name + separator };
}
