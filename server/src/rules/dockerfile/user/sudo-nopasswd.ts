import { slice, sourceSpan, type MappedText } from '../../../dockerfile/mapped-text.js';
import { commandsOf } from '../../../dockerfile/shell/commands.js';
import { isInFinalImage, realBase } from '../../../dockerfile/stages.js';
import type { Instruction, Stage } from '../../../dockerfile/tree.js';
import { say } from '../../../engine/message.js';
import type { Fix, Problem, Rule } from '../../../engine/rule.js';
import { nothing } from '../nothing.js';
import { mergeDeletions, removeSegments } from '../remove-segments.js';
import { writtenFiles, type WrittenFile } from '../written-files.js';

export const sudoNopasswd: Rule = {
  id: 'sudo-nopasswd',
  title: 'Root by sudo without a password',
  severity: 'warning',
  on: true,
  standards: { nsa: '"Non-root" containers', cwe: [250, 269] },

  mentions: ['NOPASSWD'],
  instruction: { RUN: withoutPassword, COPY: withoutPassword, ONBUILD: withoutPassword },
};

function* withoutPassword(instruction: Instruction): Iterable<Problem> {
  const { stage } = instruction;
  if (!stage || !isInFinalImage(stage) || isForDevelopment(stage)) return;
  const written = writtenFiles(instruction, instruction.state.workdir).filter(({ path }) => isSudoers(path));
  // What `sed -i` and its like put into the file stands in one of their words.
  const edited = commandsOf(instruction)
    .filter(({ words }) => words.some(({ text }) => isSudoers(text)))
    .flatMap(({ words }) => words);
  const texts = [
    ...written.flatMap((file) => file.content.map((text) => ({ text, fixes: () => withoutFile(instruction, file) }))),
    ...edited.map((text) => ({ text, fixes: () => nothing })),
  ];
  const seen = new Set<number>();
  for (const { text, fixes } of texts) {
    for (const { word, commands } of rights(text)) {
      const span = sourceSpan(word);
      if (seen.has(span.start)) continue;
      seen.add(span.start);
      yield {
        at: { span },
        message: /\bALL\b/.test(commands)
          ? say`'NOPASSWD' in the sudoers file gives root to whoever breaks in as a user whom it names: USER then protects nothing.`
          : say`'NOPASSWD' in the sudoers file lets whoever breaks in as a user whom it names run what it lists as root: many programs can be made to start a shell.`,
        fixes: fixes(),
      };
    }
  }
}

const isSudoers = (path: string): boolean => /^\/etc\/sudoers(?:$|\.d\/)/.test(path);

/** Takes out the commands that write the file, with those of the RUN that need it; not where another step needs it. */
function withoutFile(instruction: Instruction, { path, content, commands }: WrittenFile): readonly Fix[] {
  // Other lines of the file may be needed.
  const isAll = content.every(({ text }) => text.split(/\n|\\n/).every((line) => /NOPASSWD|^\s*(?:#|$)/.test(line)));
  // The main file is there without them.
  const isOwn = path !== '/etc/sudoers';
  const needs = commandsOf(instruction).filter(({ words }) => isOwn && words.some(({ text }) => text === path));
  const isNeeded = instruction.stage?.instructions.some(
    (other) => isOwn && other !== instruction && other.line.text.includes(path),
  );
  const removed = new Set([...commands, ...needs]);
  const edits = commands.length === 0 || !isAll || isNeeded ? undefined : removeSegments(instruction, removed);
  if (!edits) return nothing;
  return [
    {
      title: say`Write no such rule`,
      applicability: 'hardening',
      kind: 'refactoring',
      changes: () => [{ op: 'text', edits: mergeDeletions(edits) }],
    },
  ];
}

interface Right {
  /** The word `NOPASSWD`. */
  readonly word: MappedText;
  /** What follows in the line. */
  readonly commands: string;
}

/** Each `NOPASSWD` of a text that stands in no comment. */
function rights(text: MappedText): readonly Right[] {
  return [...text.text.matchAll(/^(?![ \t]*#)([^\n]*?\bNOPASSWD\b)(.*)/gm)].map(
    ({ 1: before = '', 2: commands = '', index }) => {
      const end = index + before.length;
      return { word: slice(text, end - 'NOPASSWD'.length, end), commands };
    },
  );
}

/** Images in which a person works, who is meant to become root: development containers and the like. */
function isForDevelopment(stage: Stage): boolean {
  if (/(?:^|[\\/])\.devcontainer[\\/]/.test(stage.dockerfile.path)) return true;
  const base = realBase(stage);
  return base.kind === 'image' && /\/devcontainers\/|\/vscode\/|^gitpod\/|^codercom\//.test(base.text.text);
}
