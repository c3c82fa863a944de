/** A table of facts that grow old. */
export interface Table {
  readonly name: string;
  /** Below server/src. */
  readonly file: string;
  /** As written behind `@checked`: the day on which it was last checked. */
  readonly checked: string;
}

/** Every `@checked` in the sources of the server, with the name that its comment stands before. */
export function readTables(folder?: string): readonly Table[];
