import { slice, sourceSpan, type MappedText } from '../../../dockerfile/mapped-text.js';
import { commandsOf } from '../../../dockerfile/shell/commands.js';
import { realBase } from '../../../dockerfile/stages.js';
import type { Instruction, Stage } from '../../../dockerfile/tree.js';
import { say } from '../../../engine/message.js';
import type { Problem, Rule } from '../../../engine/rule.js';
import { writtenFiles } from '../written-files.js';
import { isInImage } from './mode-words.js';

export const sudoNopasswd: Rule = {
  id: 'sudo-nopasswd',
  title: 'Root by sudo without a password',
  severity: 'warning',
  on: true,
  standards: { nsa: '"Non-root" containers', cwe: [250, 269] },

  mentions: ['NOPASSWD'],
  instruction: { RUN: withoutPassword, COPY: withoutPassword },
};

function* withoutPassword(instruction: Instruction): Iterable<Problem> {
  if (!isInImage(instruction) || isForDevelopment(instruction.stage)) return;
  const written = writtenFiles(instruction, instruction.state.workdir)
    .filter(({ path }) => /^\/etc\/sudoers(?:$|\.d\/)/.test(path))
    .flatMap(({ content }) => content);
  // What `sed -i` and its like put into the file stands in one of their words.
  const edited = commandsOf(instruction)
    .filter(({ words }) => words.some(({ text }) => /^\/etc\/sudoers(?:$|\.d\/)/.test(text)))
    .flatMap(({ words }) => words);
  const seen = new Set<number>();
  for (const text of [...written, ...edited]) {
    for (const found of rights(text)) {
      const span = sourceSpan(found);
      if (seen.has(span.start)) continue;
      seen.add(span.start);
      yield {
        at: { span },
        message: say`'NOPASSWD' in the sudoers file gives root to whoever breaks in as a user whom it names: USER then protects nothing.`,
      };
    }
  }
}

/** Each `NOPASSWD` of a text that stands in no comment. */
function rights(text: MappedText): readonly MappedText[] {
  return [...text.text.matchAll(/^(?![ \t]*#)[^\n]*?\bNOPASSWD\b/gm)].map(({ 0: line, index }) => {
    const end = index + line.length;
    return slice(text, end - 'NOPASSWD'.length, end);
  });
}

/** Images in which a person works, who is meant to become root: development containers and the like. */
function isForDevelopment(stage: Stage | undefined): boolean {
  const base = stage && realBase(stage);
  return base?.kind === 'image' && /\/devcontainers\/|\/vscode\/|^gitpod\/|^codercom\//.test(base.text.text);
}
