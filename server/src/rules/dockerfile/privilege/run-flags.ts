import { deletion } from '../../../dockerfile/edits.js';
import type { Dockerfile, Flag, Instruction } from '../../../dockerfile/tree.js';
import { say, type Message } from '../../../engine/message.js';
import type { Problem } from '../../../engine/rule.js';
import type { Edit } from '../../../text/edit.js';

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
  const { keyword, flags } = instruction.sub ?? instruction;
  const found = keyword === 'RUN' ? flags.filter((one) => one.name === name && one.value?.text === value) : [];
  const [flag] = found;
  if (!flag) return;
  const dockerfile = instruction.stage?.dockerfile;
  const edits = dockerfile ? found.map((one) => removeFlag(dockerfile, one)) : [];
  const changes = () => [{ op: 'text' as const, edits }];
  yield {
    at: flag,
    message,
    fixes: dockerfile ? [{ title: say`Remove '${flag.text}'`, applicability: 'hardening', changes }] : [],
  };
}

/** Deletes a flag with the blanks behind it, and its line where nothing else stands there but the escape. */
function removeFlag({ text, escape }: Dockerfile, { span: { start, end } }: Flag): Edit {
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const feed = text.indexOf('\n', end);
  const rest = text.slice(end, feed === -1 ? text.length : feed);
  if (feed !== -1 && text.slice(lineStart, start).trim() === '' && rest.trim() === escape) {
    return deletion({ start: lineStart, end: feed + 1 });
  }
  return deletion({ start, end: end + rest.length - rest.trimStart().length });
}
