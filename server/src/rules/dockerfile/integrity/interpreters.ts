import type { Invocation } from '../../../dockerfile/shell/invocation.js';

/** Programs that run what they read from their standard input, with the options by which they run something else. */
const interpreters: readonly (readonly [RegExp, RegExp])[] = [
  [/^(?:ba|da|a|z|k|mk)?sh$/, /^-[a-z]*c/],
  [/^(?:python|pypy)[\d.]*$/, /^-[a-zA-Z]*[cmV]/],
  [/^perl[\d.]*$/, /^-[a-zA-Z]*[enpEi]/],
  [/^ruby[\d.]*$/, /^-[a-zA-Z]*[enpi]/],
  [/^(?:node|nodejs|bun|deno)$/, /^(?:-[ecp]|--eval|--print|--check)/],
  [/^php[\d.]*$/, /^-[rRBFfsli]/],
];

/** Whether a command runs the script that it gets through a pipe: `sh`, `bash -s -- --yes`, `python3 -`, but not `python3 -m json.tool`. */
export function runsInput({ name, args }: Invocation): boolean {
  const other = interpreters.find(([pattern]) => pattern.test(name))?.[1];
  if (!other) return false;
  for (const [index, { text }] of args.entries()) {
    if (text === '-' || text === '--' || text === '-s' || text === '/dev/stdin') return true;
    if (other.test(text)) return false;
    if (!/^[-+]/.test(text) && !/^[-+]\w*o$/.test(args[index - 1]?.text ?? '')) return false;
  }
  return true;
}

/** Whether a command runs what its last words hold: `sh -c "$(curl …)"`, `eval "$(curl …)"`, `. <(curl …)`. */
export function isInterpreter(name: string): boolean {
  return interpreters.some(([pattern]) => pattern.test(name)) || name === 'eval' || name === 'source' || name === '.';
}
