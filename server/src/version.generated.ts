// Written by scripts/generate.mjs from package.json.

/** Bulkhead's version. */
export const version = '0.1.0';
