/** What a rule has to say of most nodes. One list for all: a rule is asked thousands of times in a large file. */
export const nothing: readonly never[] = [];
