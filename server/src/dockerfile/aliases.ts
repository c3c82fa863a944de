import { lowerCase } from './characters.js';

const stageName = /^[a-z][a-z0-9-_.]*$/;

/** A stage's name as BuildKit keeps it, in lower case; undefined for one that it refuses. */
export function parseAliasName(text: string): string | undefined {
  const name = lowerCase(text);
  return stageName.test(name) ? name : undefined;
}
