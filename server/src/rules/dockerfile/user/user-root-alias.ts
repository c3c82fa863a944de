import { sourceSpan, slice } from '../../../dockerfile/mapped-text.js';
import { commandsOf } from '../../../dockerfile/shell/commands.js';
import type { Instruction } from '../../../dockerfile/tree.js';
import { say } from '../../../engine/message.js';
import type { Problem, Rule } from '../../../engine/rule.js';
import { writtenFiles } from '../written-files.js';
import { accountCall, optionOf } from './account-calls.js';

export const userRootAlias: Rule = {
  id: 'user-root-alias',
  title: 'User that is root by another name',
  severity: 'error',
  on: true,
  standards: { nsa: '"Non-root" containers', cwe: [250] },
  aliases: { dockle: ['DKL-LI-0002'] },

  mentions: ['useradd', 'adduser', 'usermod', 'passwd'],
  instruction: { RUN: rootAlias, COPY: inWrittenFiles, ONBUILD: rootAlias },
};

function* rootAlias(instruction: Instruction): Iterable<Problem> {
  for (const command of commandsOf(instruction)) {
    const call = accountCall(command);
    const id = call && optionOf(call, 'u', 'uid');
    const name = call?.operands[0]?.text ?? '';
    const isUser = call?.tool !== 'groupadd' && call?.tool !== 'addgroup' && call?.tool !== 'groupmod';
    if (!id?.place || !isUser || !isZero(id.value) || name === 'root') continue;

    yield problem(id.place, 0, id.place.text.length, name);
  }
  yield* inWrittenFiles(instruction);
}

const isZero = (value: string | undefined): boolean => value !== undefined && /^0+$/.test(value);

/** The lines of /etc/passwd: name, password, uid. */
function* inWrittenFiles(instruction: Instruction): Iterable<Problem> {
  for (const { path, content } of writtenFiles(instruction, instruction.state.workdir)) {
    if (path !== '/etc/passwd') continue;
    for (const text of content) {
      for (const match of text.text.matchAll(/(^|\n|\\n)([^:\s]+):[^:\n]*:(0+):/g)) {
        const [whole, , name = '', id = ''] = match;
        const end = match.index + whole.length - 1;
        if (name !== 'root') yield problem(text, end - id.length, end, name);
      }
    }
  }
}

function problem(text: Parameters<typeof slice>[0], from: number, to: number, name: string): Problem {
  return {
    at: { span: sourceSpan(text, from, to) },
    message: say`User id 0 makes '${name}' root by another name: a process that runs as '${name}' has all rights in the container, and checks that look for the name 'root' miss it.`,
  };
}
