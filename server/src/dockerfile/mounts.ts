import { join, slice, sourceSpan, type MappedText } from './mapped-text.js';
import type { Flag, Instruction } from './tree.js';

/** A `RUN --mount=…`. */
export interface Mount {
  readonly flag: Flag;
  /** In lower case; `bind` when it is not written. Undefined when a variable decides. */
  readonly type: string | undefined;
  /** The options by their names in lower case, as written; one without `=` has an empty value. */
  readonly options: ReadonlyMap<string, MappedText>;
}

/** Other names of options (moby/buildkit, instructions/commands_runmount.go). */
const otherNames: Readonly<Record<string, string>> = {
  src: 'source',
  dst: 'target',
  destination: 'target',
  ro: 'readonly',
  rw: 'readwrite',
};

/** The mounts of a RUN, in order; options have their full names (`target`, not `dst`). */
export function mountsOf({ flags }: Pick<Instruction, 'flags'>): readonly Mount[] {
  return flags.flatMap((flag) => (flag.name === 'mount' && flag.value ? [toMount(flag, flag.value)] : []));
}

function toMount(flag: Flag, value: MappedText): Mount {
  const options = new Map<string, MappedText>();
  for (const field of fields(value)) {
    const equals = field.text.indexOf('=');
    const name = (equals === -1 ? field.text : field.text.slice(0, equals)).toLowerCase();
    const start = equals === -1 ? field.text.length : equals + 1;
    options.set(otherNames[name] ?? name, slice(field, start, field.text.length));
  }
  const type = options.get('type')?.text.toLowerCase() ?? 'bind';
  return { flag, type: type.includes('$') ? undefined : type, options };
}

/** The fields of one line of CSV, where quotes hold a comma and a doubled quote stands for one. */
function fields(value: MappedText): MappedText[] {
  const { text } = value;
  const result: MappedText[] = [];
  let parts: MappedText[] = [];
  let run = 0;
  let isQuoted = false;
  const flush = (at: number): void => {
    if (at > run) parts.push(slice(value, run, at));
  };
  for (let at = 0; at <= text.length; at++) {
    if (text[at] === '"') {
      flush(at);
      const isDoubled = isQuoted && text[at + 1] === '"';
      run = at + 1;
      if (isDoubled) at++;
      else isQuoted = !isQuoted;
    } else if (at === text.length || (text[at] === ',' && !isQuoted)) {
      flush(at);
      if (parts.length > 0) result.push(join(parts, sourceSpan(value, at, at).start));
      parts = [];
      run = at + 1;
    }
  }
  return result;
}
