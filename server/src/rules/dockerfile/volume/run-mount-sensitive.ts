import { sourceSpan } from '../../../dockerfile/mapped-text.js';
import { mountsOf } from '../../../dockerfile/mounts.js';
import { pathAt } from '../../../dockerfile/stages.js';
import type { Instruction } from '../../../dockerfile/tree.js';
import { say } from '../../../engine/message.js';
import type { Problem, Rule } from '../../../engine/rule.js';
import { nothing } from '../nothing.js';

export const runMountSensitive: Rule = {
  id: 'run-mount-sensitive',
  title: 'Build mount over a directory of the system',
  severity: 'hint',
  on: false,

  mentions: ['mount'],
  instruction: { RUN: onRun, ONBUILD: onRun },
};

/** `/` itself BuildKit refuses (instructions/commands_runmount.go: invalid mount target). */
const directories = new Set(['/etc', '/usr', '/bin', '/sbin', '/lib', '/lib64', '/proc', '/sys', '/dev']);
const types = new Set(['bind', 'cache', 'tmpfs']);

function onRun(instruction: Instruction) {
  const run = instruction.sub ?? instruction;
  return run.keyword === 'RUN' && run.flags.length > 0 ? hiding(run) : nothing;
}

function* hiding(run: Instruction): Iterable<Problem> {
  for (const { type, options } of mountsOf(run)) {
    const target = options.get('target');
    if (!target || target.text.includes('$') || type === undefined || !types.has(type)) continue;
    const path = pathAt(run, target.text);
    if (path === undefined || !directories.has(path)) continue;
    yield {
      at: { span: sourceSpan(target) },
      message: say`The ${type} mount hides the system's own '${path}' while this step runs, so its programs may fail or read other files than the image has.`,
    };
  }
}
