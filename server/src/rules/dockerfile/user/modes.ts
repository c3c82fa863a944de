/** What a mode gives, as far as it tells: bits as in `stat`, and those that it takes away count as not given. */
export type ModeBits = number;

export const setuid = 0o4000;
export const setgid = 0o2000;
const sticky = 0o1000;
const othersWrite = 0o002;

interface Clause {
  /** Some of `u`, `g`, `o` and `a`; empty for all but what the umask forbids. */
  readonly who: string;
  readonly operator: string;
  readonly permissions: string;
}

/** The bits of a mode of chmod, octal or symbolic; undefined for what is none, such as a variable. */
export function modeBits(mode: string): ModeBits | undefined {
  if (isOctal(mode)) return parseInt(mode, 8);
  return readClauses(mode)?.reduce(apply, 0);
}

/** Whether everybody may write, in a place where nobody is kept from removing what others made there. */
export function isWorldWritable(mode: string): boolean {
  const bits = modeBits(mode) ?? 0;
  return (bits & othersWrite) !== 0 && (bits & sticky) === 0;
}

/**
 * The mode with the right to write kept for the owner, who gets it where the mode gave it: 777 → 755, `a+rwx` → `a+rx,u+w`. Undefined
 * where nothing would be left to say (`o+w`).
 */
export function withoutWorldWrite(mode: string): string | undefined {
  if (isOctal(mode)) {
    const group = mode.at(-2) === mode.at(-1) ? 0o020 : 0;
    return inOctal(parseInt(mode, 8) & ~(othersWrite | group), mode.length);
  }
  const clauses = readClauses(mode)?.map((clause) => {
    const { who, operator, permissions } = clause;
    if (operator === '-' || !/[oa]/.test(who) || !permissions.includes('w')) return textOf(clause);
    const rest = permissions.replaceAll('w', '');
    if (rest === '') return undefined;
    const owner = /[ua]/.test(who) ? ',u+w' : '';
    return textOf({ who, operator, permissions: rest }) + owner;
  });
  return clauses?.includes(undefined) ? undefined : clauses?.join(',');
}

/** The mode that clears setuid and setgid instead of setting them: 4755 → 0755, `u+sx` → `u+x`, `u+s` → `u-s`. */
export function withoutSetId(mode: string): string | undefined {
  if (isOctal(mode)) return inOctal(parseInt(mode, 8) & ~(setuid | setgid), mode.length);
  return readClauses(mode)
    ?.map(({ who, operator, permissions }) => {
      const rest = permissions.replaceAll('s', '');
      if (operator === '-' || rest === permissions) return textOf({ who, operator, permissions });
      return rest === '' && operator === '+'
        ? textOf({ who, operator: '-', permissions })
        : textOf({ who, operator, permissions: rest });
    })
    .join(',');
}

const isOctal = (mode: string): boolean => /^[0-7]{1,5}$/.test(mode);
const inOctal = (bits: number, length: number): string => bits.toString(8).padStart(length, '0');
const textOf = ({ who, operator, permissions }: Clause): string => who + operator + permissions;

/** Each `u+rw-x` as the clauses `u+rw` and `u-x`. */
function readClauses(mode: string): readonly Clause[] | undefined {
  if (!/^[ugoa]*(?:[-+=](?:[rwxXst]*|[ugo]))+(?:,[ugoa]*(?:[-+=](?:[rwxXst]*|[ugo]))+)*$/.test(mode)) return undefined;
  return mode.split(',').flatMap((part) => {
    const who = /^[ugoa]*/.exec(part)?.[0] ?? '';
    return [...part.matchAll(/([-+=])([^-+=]*)/g)].map(([, operator = '', permissions = '']) => ({
      who,
      operator,
      permissions,
    }));
  });
}

const masks: Readonly<Record<string, number>> = { u: 0o4700, g: 0o2070, o: 0o1007, a: 0o7777 };
const permissionBits: Readonly<Record<string, number>> = {
  r: 0o444,
  w: 0o222,
  x: 0o111,
  X: 0o111,
  s: 0o6000,
  t: 0o1000,
};
/** Without a `who` the umask counts, which is 022 in a build (POSIX chmod). */
const unmasked = 0o7755;

function apply(bits: ModeBits, { who, operator, permissions }: Clause): ModeBits {
  const mask = who === '' ? unmasked : sumOf(who, masks);
  const named = mask & sumOf(permissions, permissionBits);
  if (operator === '+') return bits | named;
  return operator === '-' ? bits & ~named : (bits & ~mask) | named;
}

function sumOf(letters: string, bits: Readonly<Record<string, number>>): number {
  let sum = 0;
  for (const letter of letters) sum |= bits[letter] ?? 0;
  return sum;
}
