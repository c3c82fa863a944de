import { removeFlags } from '../../../dockerfile/edits.js';
import type { Instruction } from '../../../dockerfile/tree.js';
import { say, type Message } from '../../../engine/message.js';
import type { Problem } from '../../../engine/rule.js';

/**
 * Reports a flag of RUN that takes a step out of its sandbox, in an ONBUILD too. BuildKit compares the values as written and replaces no
 * variables in them (frontend/dockerfile/instructions/commands_runsecurity.go and commands_runnetwork.go).
 */
export function* flaggedRun(
  instruction: Instruction,
  name: string,
  value: string,
  message: Message,
): Iterable<Problem> {
  const target = instruction.sub ?? instruction;
  const { keyword, flags } = target;
  const found = keyword === 'RUN' ? flags.filter((one) => one.name === name && one.value?.text === value) : [];
  const [flag] = found;
  if (!flag) return;
  const dockerfile = instruction.stage?.dockerfile;
  const edits = dockerfile && removeFlags(dockerfile, target, found);
  yield {
    at: flag,
    message,
    fixes: edits
      ? [{ title: say`Remove '${flag.text}'`, applicability: 'hardening', changes: () => [{ op: 'text', edits }] }]
      : [],
  };
}
