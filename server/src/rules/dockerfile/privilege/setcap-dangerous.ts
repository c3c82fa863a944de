import { commandsOf } from '../../../dockerfile/shell/commands.js';
import { invocationOf } from '../../../dockerfile/shell/invocation.js';
import type { ShellWord } from '../../../dockerfile/shell/tree.js';
import type { Instruction } from '../../../dockerfile/tree.js';
import { say } from '../../../engine/message.js';
import type { Problem, Rule } from '../../../engine/rule.js';
import { capabilityName, gainOf } from '../../../kubernetes/capabilities.js';

export const setcapDangerous: Rule = {
  id: 'setcap-dangerous',
  title: 'Program that is given a dangerous capability',
  severity: 'info',
  on: true,
  standards: { cwe: [250] },

  mentions: ['setcap'],
  instruction: { RUN: dangerous, ONBUILD: dangerous },
};

function* dangerous(instruction: Instruction): Iterable<Problem> {
  for (const command of commandsOf(instruction)) {
    const invocation = invocationOf(command);
    if (invocation?.name !== 'setcap') continue;
    for (const [capabilities, file] of assignments(invocation.args)) {
      const capability = mostDangerous(granted(capabilities.text));
      if (capability === undefined || isMeant(capability, file.text)) continue;

      const gain = gainBy(capability) ?? '';
      yield {
        at: capabilities,
        message: say`'${file.text}' asks for ${capability}: in a container that has the right, whoever runs the program can ${gain}.`,
      };
    }
  }
}

/** `setcap [-q] [-n ROOTID] CAPABILITIES FILE …`; `-r` takes all away, `-v` only compares, `-` reads them from elsewhere (setcap(8)). */
function assignments(args: readonly ShellWord[]): readonly (readonly [ShellWord, ShellWord])[] {
  const pairs: (readonly [ShellWord, ShellWord])[] = [];
  for (let index = 0; index < args.length; index++) {
    const word = args[index];
    const file = args[index + 1];
    if (!word || word.text === '-v') break;
    if (word.text === '-n' || word.text === '-r' || word.text === '-') index++;
    else if (!word.text.startsWith('-') && file) {
      pairs.push([word, file]);
      index++;
    }
  }
  return pairs;
}

/** The capabilities that a text such as `cap_net_raw,cap_net_admin+ep` switches on (cap_from_text(3)); `ALL` for all. */
function granted(text: string): readonly string[] {
  return text.split(/\s+/).flatMap((clause) => {
    const [, list = '', actions = ''] = /^([^=+-]*)([=+-].*)$/.exec(clause) ?? [];
    // Only in the permitted set, or the inheritable one, does a file carry a right.
    if (!/[=+][^=+-]*[pei]/.test(actions)) return [];
    const names = list.split(',').map(capabilityName);
    return names.map((name) => (name === '' ? 'ALL' : name));
  });
}

/** What containers have by default, so that only the user of the container is without it (capabilities(7)). */
const withinContainer: Readonly<Record<string, string>> = {
  SETUID: 'become root',
  SETFCAP: 'give any program every right that the container has',
  DAC_OVERRIDE: 'read and change every file of the container',
  CHOWN: 'make every file of the container its own',
  FOWNER: 'change the mode of every file of the container',
};

const mostDangerous = (names: readonly string[]): string | undefined =>
  names.find((name) => gainOf(name, 'own')) ?? names.find((name) => Object.hasOwn(withinContainer, name));

const gainBy = (name: string): string | undefined => gainOf(name, 'own') ?? withinContainer[name];

/** Distributions give `ping` and the helpers of user namespaces these capabilities, too. */
function isMeant(capability: string, file: string): boolean {
  const programs =
    capability === 'NET_RAW' ? /(?:^|\/)(?:f|ar)?ping6?$/ : capability === 'SETUID' ? /(?:^|\/)newuidmap$/ : undefined;
  return programs?.test(file) ?? false;
}
