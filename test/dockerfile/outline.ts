import type { Dockerfile, Instruction } from '../../server/src/dockerfile/tree.js';

/** A Dockerfile's instructions as lines that a test can compare: lines, keyword, flags, form, arguments, heredocs. */
export function outline({ instructions }: Dockerfile): string[] {
  return instructions.map((instruction) => `${instruction.startLine}-${instruction.endLine} ${describe(instruction)}`);
}

function describe({ keyword, flags, form, args, heredocs, sub }: Instruction): string {
  return [
    keyword,
    ...flags.map(({ text }) => `{${text}}`),
    ...(form === 'json' ? ['json'] : []),
    ...args.map(({ text }) => `[${text}]`),
    ...heredocs.map(({ name, expand, chomp, fd, body }) => {
      const kind = `${fd > 0 ? fd : ''}<<${chomp ? '-' : ''}${expand ? name : `'${name}'`}`;
      return `${kind} ${JSON.stringify(body)}`;
    }),
    ...(sub ? [describe(sub)] : []),
  ].join(' ');
}
