import type { Rule } from '../engine/rule.js';
import type { Colors } from './formats/terminal.js';

/** The rules with what is written about them. */
export interface RuleBook {
  readonly version: string;
  readonly rules: readonly Rule[];
  readonly pageOf: (ruleId: string) => Page;
  /** The whole page of a rule that exists; Markdown. */
  readonly readPage: (ruleId: string) => Promise<string>;
}

/** What the page of a rule says in short. */
export interface Page {
  readonly url: string;
  /** The fault and why it matters; Markdown. */
  readonly what?: string;
  readonly why?: string;
}

/** What the commands get from the program around them. */
export interface Host extends RuleBook {
  readonly stdout: Output;
  readonly stderr: Output;
}

export interface Output {
  readonly write: (text: string | Uint8Array) => void;
  readonly colors: Colors;
  /** The width of the terminal; nothing where the output goes elsewhere. */
  readonly columns: number | undefined;
}
