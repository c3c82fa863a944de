import assert from 'node:assert/strict';

/** The value, where a test knows that there is one. */
export function present<T>(value: T | undefined): T {
  assert.ok(value !== undefined);
  return value;
}
