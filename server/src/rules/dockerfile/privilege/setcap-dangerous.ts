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
      const capability = granted(capabilities.text).find((name) => gainOf(name, 'own') !== undefined);
      if (capability === undefined || (capability === 'NET_RAW' && sendsPings(file.text))) continue;

      const gain = gainOf(capability, 'own') ?? '';
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

/** Distributions give `ping` this capability, too. */
const sendsPings = (file: string): boolean => /(?:^|\/)(?:f|ar)?ping6?$/.test(file);
