import { add, remove, rewrite, set, type Placeholder, type YamlChange } from '../yaml/change.js';
import type { YamlValue } from '../yaml/value.js';
import type { CommandLine, Flag } from './command-line.js';

/** Changes of a command line with the places that they touch. */
export interface FlagChange {
  readonly places: readonly YamlValue[];
  readonly changes: readonly YamlChange[];
}

/** The flag with another value; nothing for a flag in the text of a shell. */
export function withValue({ written }: Flag, value: string): FlagChange | undefined {
  const { item } = written;
  const changed = (change: YamlChange): FlagChange => ({ places: [item], changes: [change] });
  switch (written.as) {
    case 'text':
      return undefined;
    case 'words':
      return { places: [written.second], changes: [rewrite(written.second, value)] };
    case 'word':
      return changed(rewrite(item, `${(item.text ?? '').replace(/=[^]*$/, '')}=${value}`));
    case 'env':
    case 'list':
      return changed(set(item.get('value'), value));
    case 'map':
      return changed(set(item, value));
  }
}

/** Without the flag; nothing for a flag in the text of a shell. */
export function withoutFlag({ written }: Flag): FlagChange | undefined {
  const { item } = written;
  if (written.as === 'text') return undefined;
  if (written.as === 'words')
    return { places: [item, written.second], changes: [remove(item), remove(written.second)] };
  return { places: [item], changes: [remove(item)] };
}

/** With one flag more; nothing where flags stand in the text of a shell. */
export function withFlag({ target }: CommandLine, name: string, value: string | Placeholder): FlagChange | undefined {
  if (!target) return undefined;
  const { form, at } = target;
  if (form === 'map') return { places: [at], changes: [set(at.get(name), value)] };
  if (form === 'list') return { places: [at], changes: [add(at, { name, value })] };
  const word = (text: string): string => `--${name}=${text}`;
  const item = typeof value === 'string' ? word(value) : { placeholder: word(value.placeholder) };
  return { places: [at], changes: [add(at, item)] };
}
