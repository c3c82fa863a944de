import type { Instruction } from '../../../dockerfile/tree.js';
import { say } from '../../../engine/message.js';
import type { Problem, Rule } from '../../../engine/rule.js';
import { exposedPorts, malformedPort } from './ports.js';

export const exposeOutOfRange: Rule = {
  id: 'expose-out-of-range',
  title: 'Port that cannot exist',
  severity: 'error',
  on: true,
  aliases: {
    hadolint: ['DL3011'],
    trivy: ['DS-0008'],
    kics: ['71bf8cf8-f0a1-42fa-b9d2-d10525e0a38e'],
    semgrep: ['invalid-port'],
  },

  instruction: { EXPOSE: outOfRange, ONBUILD: outOfRange },
};

const highest = 65535;

function* outOfRange(instruction: Instruction): Iterable<Problem> {
  const malformed = malformedPort(instruction);
  if (malformed) {
    const { word, text } = malformed;
    yield {
      at: word,
      message: say`'${text}' is no port, so the build fails: EXPOSE takes numbers and, behind a slash, tcp, udp or sctp.`,
    };
  }
  for (const { word, text, numbers, from, to } of exposedPorts(instruction)) {
    const port = numbers.find((number) => number > highest);
    if (port === undefined) {
      if (to < from) yield { at: word, message: say`'${text}' ends before it starts, so the build fails.` };
      continue;
    }

    // Numbers beyond what a float holds exactly would not be what is written.
    const written = port > Number.MAX_SAFE_INTEGER ? text : String(port);
    yield { at: word, message: say`'${written}' is no port, so the build fails: ports end at ${highest}.` };
  }
}
