import { commandsOf } from '../../../dockerfile/shell/commands.js';
import type { ShellWord, SimpleCommand } from '../../../dockerfile/shell/tree.js';
import { alongChain } from '../../../dockerfile/stages.js';
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
  if (!stage) return [];
  const isBefore = ({ command }: Install): boolean => command.span.start < until.span.start;
  const { inherited, curl, certificates } = installsIn(stage);
  if (inherited?.hasCertificates || (certificates && isBefore(certificates))) return [];
  const bringing = curl && isBefore(curl) ? curl : inherited?.curl;
  const word = bringing?.isBare ? bringing.packages.find(isCurl) : undefined;
  return bringing && word ? [insertBefore(word, bringing.command, instruction)] : [];
}

const isCurl = ({ text }: ShellWord): boolean => /^curl(?:$|[=/])/.test(text);
const isCertificates = ({ text }: ShellWord): boolean => /^ca-certificates(?:$|[=/+-])/.test(text);

interface Install {
  readonly command: SimpleCommand;
  readonly packages: readonly ShellWord[];
  /** Whether it leaves out what packages only recommend. */
  readonly isBare: boolean;
}

/** What a stage installs, and what the stages that it is built from have left. */
interface Installs {
  /** The first install of curl and the first of ca-certificates in the stage itself. */
  readonly curl: Install | undefined;
  readonly certificates: Install | undefined;
  readonly inherited: { readonly curl: Install | undefined; readonly hasCertificates: boolean } | undefined;
}

const installsIn = alongChain<Installs>((stage, base) => {
  const installs = readInstalls(stage);
  return {
    curl: installs.find(({ packages }) => packages.some(isCurl)),
    certificates: installs.find(({ packages }) => packages.some(isCertificates)),
    inherited: base && {
      curl: base.curl ?? base.inherited?.curl,
      hasCertificates: base.certificates !== undefined || base.inherited?.hasCertificates === true,
    },
  };
});

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
