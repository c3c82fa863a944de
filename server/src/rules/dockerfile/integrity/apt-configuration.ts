import { replacePart } from '../../../dockerfile/edits.js';
import { slice, sourceSpan } from '../../../dockerfile/mapped-text.js';
import type { Instruction } from '../../../dockerfile/tree.js';
import type { Edit } from '../../../text/edit.js';
import type { Located } from '../../../text/span.js';
import { writtenFiles } from '../written-files.js';

/** A setting that an instruction writes into the configuration of apt. */
export interface ConfiguredSetting {
  /** As written: in a block it has only the last part of its name. */
  readonly name: string;
  readonly value: string;
  readonly at: Located;
  /** Writes another value. Undefined where this one is not written in one piece. */
  readonly set: (value: string) => readonly Edit[] | undefined;
}

/**
 * The settings that a pattern finds, which must be global and end in the value, in files of apt.conf's format, where `//` and `#` begin
 * comments.
 */
export function* aptConfiguration(instruction: Instruction, pattern: RegExp): Iterable<ConfiguredSetting> {
  for (const { path, content } of writtenFiles(instruction, instruction.state.workdir)) {
    if (!/^\/etc\/apt\/apt\.conf(?:\.d\/|$)/.test(path)) continue;
    for (const text of content) {
      for (const { index, 0: found } of text.text.matchAll(pattern)) {
        const line = text.text.slice(text.text.lastIndexOf('\n', index) + 1, index);
        if (/\/\/|^\s*#/.test(line)) continue;
        const end = index + found.length;
        const value = /\w+$/.exec(found)?.[0] ?? '';
        yield {
          name: /[\w:.-]+/.exec(found)?.[0] ?? '',
          value,
          at: { span: sourceSpan(slice(text, index, end)) },
          set: (other) => replacePart(text, end - value.length, end, other),
        };
      }
    }
  }
}
