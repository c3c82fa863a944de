import { imageFamily } from '../../../dockerfile/bases.js';
import type { BaseFamily } from '../../../dockerfile/base-images.js';
import { insertLinesAfter, insertLinesBefore, isFinished, lineEndOf } from '../../../dockerfile/edits.js';
import { verbatimSpan } from '../../../dockerfile/mapped-text.js';
import { baseName } from '../../../dockerfile/shell/commands.js';
import type { SimpleCommand } from '../../../dockerfile/shell/tree.js';
import { realBase } from '../../../dockerfile/stages.js';
import type { Instruction, Stage } from '../../../dockerfile/tree.js';
import { say, type Message } from '../../../engine/message.js';
import type { Fix } from '../../../engine/rule.js';
import type { Edit } from '../../../text/edit.js';
import { remember } from '../../../text/remember.js';

/** Whose `sh` knows `set -o pipefail`: busybox' ash does, and where sh is bash. dash 0.5.12, of Debian 13, does not. */
const knowPipefail: ReadonlySet<BaseFamily> = new Set([
  'alpine',
  'busybox',
  'wolfi',
  'fedora',
  'ubi',
  'ubi-minimal',
  'amazon',
]);

/**
 * The fix that lets a pipe fail when any of its commands does: by a `set` where the shell knows it, else with bash for the RUNs of the
 * stage that need it, those in which `hidesAny`. None where the shell is not known.
 */
export function pipefailAdder(
  hidesAny: (run: Instruction) => boolean,
): (instruction: Instruction, command: SimpleCommand) => readonly Fix[] {
  // One list of edits for all RUNs of the stage, so that the fixes of several agree.
  const shellAround = remember((stage: Stage) => bashAround(stage, hidesAny));
  return (instruction, command) => addPipefail(instruction, command, shellAround);
}

function addPipefail(
  instruction: Instruction,
  { script }: SimpleCommand,
  shellAround: (stage: Stage) => readonly Edit[],
): readonly Fix[] {
  const { stage, keyword } = instruction;
  if (!stage || (script.kind !== 'body' && script.kind !== 'heredoc')) return [];
  const shebang =
    instruction.heredocs.length === 1 ? /^[\t ]*#!.*/.exec(instruction.heredocs[0]?.body ?? '')?.[0] : undefined;
  const family = familyOf(stage);
  const shell =
    shebang === undefined
      ? instruction.state.shell?.args[0]?.text
      : (shebang
          .trim()
          .split(/[\s/]+/)
          .findLast((word) => !word.startsWith('-')) ?? '');
  const isBash = shell !== undefined && /^(?:bash|zsh)$/.test(baseName(shell));
  if (isBash || (knowPipefail.has(family) && (shell === undefined || /^(?:sh|ash)$/.test(baseName(shell))))) {
    const edits = setIn(instruction, shebang, script.kind);
    return edits ? [toFix(say`Set pipefail in this RUN`, () => edits)] : [];
  }
  if (family !== 'debian' || shell !== undefined || keyword === 'ONBUILD') return [];
  const last = stage.instructions.at(-1) ?? stage.from;
  if (stage.end.shell || !isFinished(stage.dockerfile, last)) return [];
  return [toFix(say`Run the steps with pipes by bash with pipefail`, () => shellAround(stage))];
}

function familyOf(stage: Stage): BaseFamily {
  const base = realBase(stage);
  return base.kind === 'image' && base.reference ? imageFamily(base.reference) : 'unknown';
}

function setIn(instruction: Instruction, shebang: string | undefined, kind: string): readonly Edit[] | undefined {
  const { stage } = instruction;
  const [heredoc] = instruction.heredocs;
  if (kind === 'heredoc' && heredoc && stage) {
    const lineEnd = lineEndOf(stage.dockerfile);
    const skipped = shebang === undefined ? 0 : heredoc.body.indexOf('\n') + 1;
    const at = heredoc.bodySpan.start + skipped;
    const indent = /^[\t ]*/.exec(heredoc.body.slice(skipped))?.[0] ?? '';
    return [{ start: at, end: at, newText: `${indent}set -o pipefail${lineEnd}` }];
  }
  const [text] = (instruction.sub ?? instruction).args;
  const start = text && verbatimSpan(text, 0, 1)?.start;
  return start === undefined ? undefined : [{ start, end: start, newText: 'set -o pipefail && ' }];
}

function bashAround(
  { dockerfile, instructions, index }: Stage,
  hidesAny: (run: Instruction) => boolean,
): readonly Edit[] {
  const runs = instructions.filter((one) => one.keyword === 'RUN' && one.form === 'shell' && hidesAny(one));
  const first = runs[0];
  const last = runs.at(-1);
  if (!first || !last) return [];
  const after = instructions.slice(instructions.indexOf(last) + 1);
  const hasChildren = dockerfile.stages.some(({ base }) => base.kind === 'stage' && base.stage.index === index);
  const needsFormer = hasChildren || after.some(({ keyword, form }) => startsProgram.has(keyword) && form === 'shell');
  return [
    ...insertLinesBefore(dockerfile, first, ['SHELL ["/bin/bash", "-o", "pipefail", "-c"]']),
    ...(needsFormer ? insertLinesAfter(dockerfile, last, ['SHELL ["/bin/sh", "-c"]']) : []),
  ];
}

/** Instructions that keep the SHELL that is in force. */
const startsProgram: ReadonlySet<string> = new Set(['CMD', 'ENTRYPOINT', 'HEALTHCHECK', 'ONBUILD']);

function toFix(title: Message, edits: () => readonly Edit[]): Fix {
  return { title, applicability: 'hardening', changes: () => [{ op: 'text', edits: edits() }] };
}
