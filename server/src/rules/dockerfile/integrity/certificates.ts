import { commandsOf } from '../../../dockerfile/shell/commands.js';
import type { ShellWord, SimpleCommand } from '../../../dockerfile/shell/tree.js';
import { stageChain } from '../../../dockerfile/stages.js';
import type { Instruction, Stage } from '../../../dockerfile/tree.js';
import type { Edit } from '../../../text/edit.js';
import { aptCall, skipsRecommended } from './apt.js';

/**
 * Adds ca-certificates to the `apt-get install` that brings curl before this command, where nothing has installed it: libcurl only
 * recommends it (Debian and Ubuntu), so that `--no-install-recommends` leaves curl without any authority to trust. No edit where
 * it is there, or curl comes from the base image.
 */
export function addCertificates(instruction: Instruction, until: SimpleCommand): readonly Edit[] {
  const { stage } = instruction;
  const installs = (stage ? stageChain(stage).flatMap(installsIn) : []).filter(
    ({ command }) => command.span.start < until.span.start,
  );
  const isThere = installs.some(({ packages }) =>
    packages.some(({ text }) => /^ca-certificates(?:$|[=/+-])/.test(text)),
  );
  const bringing = installs.find(({ packages }) => packages.some(isCurl));
  if (isThere || !bringing?.isBare) return [];
  const curl = bringing.packages.find(isCurl);
  return curl ? [insertBefore(curl, bringing.command, instruction)] : [];
}

const isCurl = ({ text }: ShellWord): boolean => /^curl(?:$|[=/])/.test(text);

interface Install {
  readonly command: SimpleCommand;
  readonly packages: readonly ShellWord[];
  /** Whether it leaves out what packages only recommend. */
  readonly isBare: boolean;
}

/** Each curl of a stage asks for them. */
const known = new WeakMap<Stage, readonly Install[]>();

function installsIn(stage: Stage): readonly Install[] {
  const found = known.get(stage) ?? readInstalls(stage);
  known.set(stage, found);
  return found;
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
