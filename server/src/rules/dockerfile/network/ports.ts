import type { Word } from '../../../dockerfile/mapped-text.js';
import { resolve } from '../../../dockerfile/state.js';
import type { Instruction } from '../../../dockerfile/tree.js';

/** A port, or a range of ports, as an EXPOSE declares it. */
export interface ExposedPort {
  /** The word of the EXPOSE. */
  readonly word: Word;
  /** What the word stands for. */
  readonly text: string;
  /** All numbers in it, those of a port of the host too, in their order. */
  readonly numbers: readonly number[];
  /** The ports of the container. */
  readonly from: number;
  readonly to: number;
  /** In lower case. */
  readonly protocol: string;
}

/** `80`, `8000-8010/udp`, `8080:80`, `127.0.0.1:8080:80/tcp` (moby/buildkit, dockerfile2llb/convert_expose.go). */
const form = /^(?:(?:\[[\da-f:.]+\]|\d+(?:\.\d+){3}):)?(?:(\d*)(?:-(\d+))?:)?(\d+)(?:-(\d+))?(?:\/(\w*))?$/i;

/** The ports of an EXPOSE, or of one that an ONBUILD holds back; without those that a variable decides and those of another form. */
export function exposedPorts(instruction: Instruction): readonly ExposedPort[] {
  const target = instruction.sub ?? instruction;
  if (target.keyword !== 'EXPOSE') return [];
  return target.args.flatMap((word) => {
    const text = resolve(target, word).value?.text;
    const match = text === undefined ? null : form.exec(text);
    if (text === undefined || !match) return [];
    const numbers = match.slice(1, 5).filter(Boolean).map(Number);
    const [, , , from, to = from, protocol] = match;
    return [{ word, text, numbers, from: Number(from), to: Number(to), protocol: protocol?.toLowerCase() || 'tcp' }];
  });
}

const containerPort = /^\d+(?:-\d+)?(?:\/(?:tcp|udp|sctp)?)?$/i;

/**
 * The first word of an EXPOSE in which something stands that BuildKit takes for no port, whatever its number, and that something. What
 * stands before the last colon is not judged.
 */
export function malformedPort(instruction: Instruction): { readonly word: Word; readonly text: string } | undefined {
  const target = instruction.sub ?? instruction;
  if (target.keyword !== 'EXPOSE') return undefined;
  for (const word of target.args) {
    // A variable may hold several ports.
    const parts = resolve(target, word).value?.text.split(/\s+/) ?? [];
    const text = parts.find((part) => part !== '' && !containerPort.test(part.replace(/^.*:/, '')));
    if (text !== undefined) return { word, text };
  }
  return undefined;
}
