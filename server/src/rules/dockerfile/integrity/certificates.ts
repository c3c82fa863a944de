import { commandsOf } from '../../../dockerfile/shell/commands.js';
import type { ShellWord, SimpleCommand } from '../../../dockerfile/shell/tree.js';
import { stageChain } from '../../../dockerfile/stages.js';
import type { Instruction } from '../../../dockerfile/tree.js';
import type { Edit } from '../../../text/edit.js';
import { aptCall, skipsRecommended } from './apt.js';

/**
 * Adds ca-certificates to the `apt-get install` that brings curl before this command, where nothing has installed it: libcurl only
 * recommends it (Debian and Ubuntu), so that `--no-install-recommends` leaves curl without any authority to trust. No edit where
 * it is there, or curl comes from the base image.
 */
export function addCertificates(instruction: Instruction, until: SimpleCommand): readonly Edit[] {
  const commands = commandsUntil(instruction, until);
  const installs = commands.flatMap((command) => {
    const call = aptCall(command);
    const isInstall = call?.operands[0]?.text === 'install';
    return isInstall ? [{ command, call, packages: call.operands.slice(1) }] : [];
  });
  const isThere = installs.some(({ packages }) =>
    packages.some(({ text }) => /^ca-certificates(?:$|[=/+-])/.test(text)),
  );
  const bringing = installs.find(({ packages }) => packages.some(isCurl));
  if (isThere || !bringing || !skipsRecommended(bringing.call)) return [];
  const curl = bringing.packages.find(isCurl);
  return curl ? [insertBefore(curl, bringing.command, instruction)] : [];
}

const isCurl = ({ text }: ShellWord): boolean => /^curl(?:$|[=/])/.test(text);

function commandsUntil(instruction: Instruction, until: SimpleCommand): readonly SimpleCommand[] {
  const stages = instruction.stage ? [...stageChain(instruction.stage)].reverse() : [];
  const runs = stages.flatMap(({ instructions }) => instructions.filter(({ keyword }) => keyword === 'RUN'));
  const own = runs.indexOf(instruction);
  const before = own === -1 ? runs : runs.slice(0, own + 1);
  const commands = before.flatMap(commandsOf);
  const end = commands.indexOf(until);
  return end === -1 ? commands : commands.slice(0, end);
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
