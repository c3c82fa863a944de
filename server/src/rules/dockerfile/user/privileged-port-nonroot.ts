import { resolve } from '../../../dockerfile/state.js';
import { realBase, stageChain } from '../../../dockerfile/stages.js';
import { mayMention } from '../../../dockerfile/shell/mentions.js';
import type { Instruction, Stage } from '../../../dockerfile/tree.js';
import { say } from '../../../engine/message.js';
import type { Problem, Rule } from '../../../engine/rule.js';
import { nothing } from '../nothing.js';
import { isForWindows } from './default-user.js';
import { userOf } from './user-at.js';

export const privilegedPortNonroot: Rule = {
  id: 'privileged-port-nonroot',
  title: 'Port below 1024 for a user other than root',
  severity: 'hint',
  on: true,

  instruction: {
    EXPOSE(instruction) {
      const { stage } = instruction;
      const final = stage?.dockerfile.finalStage;
      return final && stageChain(final).includes(stage) ? lowPorts(instruction, final) : nothing;
    },
  },
};

function* lowPorts(instruction: Instruction, final: Stage): Iterable<Problem> {
  const ports = instruction.args.flatMap((word) => {
    const port = /^(\d+)(?:-\d+)?(?:\/\w+)?$/.exec(resolve(instruction, word).value?.text ?? '')?.[1];
    return port !== undefined && Number(port) > 0 && Number(port) < 1024 ? [{ word, port }] : [];
  });
  if (ports.length === 0 || userOf(final).kind !== 'other' || isForWindows(final) || mayBind(final)) return;

  for (const { word, port } of ports) {
    yield {
      at: word,
      message: say`A user other than root may listen on port ${port} only where the runtime allows it: with 'hostNetwork', or containerd before 2.0, it mostly does not.`,
    };
  }
}

/** Whether a step gives a program the right to listen there, or the base has done so (setcap in the Dockerfile of caddy). */
function mayBind(stage: Stage): boolean {
  const base = realBase(stage);
  return (
    base.kind === 'unknown' ||
    (base.kind === 'image' && /(?:^|\/)caddy(?:[:@]|$)/.test(base.text.text)) ||
    stageChain(stage).some(({ instructions }) =>
      instructions.some((one) => mayMention(one, /setcap|cap_net_bind_service|authbind/)),
    )
  );
}
