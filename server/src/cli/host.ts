import type { Rule } from '../engine/rule.js';
import type { PageOf } from './formats/sarif-rules.js';
import type { Colors } from './formats/terminal.js';

/** What the commands get from the program around them. */
export interface Host {
  readonly version: string;
  readonly rules: readonly Rule[];
  readonly pageOf: PageOf;
  readonly stdout: Output;
  readonly stderr: Output;
}

export interface Output {
  readonly write: (text: string) => void;
  readonly colors: Colors;
}
