import * as read from './arguments.js';
import type { ArgumentReader } from './arguments.js';
import { lowerCase, upperCase } from './characters.js';

/** An instruction that BuildKit knows, and how its arguments are read. */
export interface KeywordEntry {
  /** In upper case. */
  readonly keyword: string;
  /** Absent for ONBUILD, which holds an instruction, and for unknown ones. */
  readonly readArguments: ArgumentReader | undefined;
}

/** Follows the dispatch table of moby/buildkit's frontend/dockerfile/parser/parser.go. */
const readers = {
  ADD: read.readJsonOrList,
  ARG: read.readQuotedWords,
  CMD: read.readJsonOrText,
  COPY: read.readJsonOrList,
  ENTRYPOINT: read.readJsonOrText,
  ENV: read.pairReader('ENV'),
  EXPOSE: read.readList,
  FROM: read.readList,
  HEALTHCHECK: read.readHealthcheck,
  LABEL: read.pairReader('LABEL'),
  MAINTAINER: read.readText,
  ONBUILD: undefined,
  RUN: read.readJsonOrText,
  SHELL: read.readJsonOrText,
  STOPSIGNAL: read.readText,
  USER: read.readText,
  VOLUME: read.readJsonOrList,
  WORKDIR: read.readText,
} satisfies Readonly<Record<string, ArgumentReader | undefined>>;

/** The keyword of an instruction that BuildKit knows. */
export type Keyword = keyof typeof readers;

const entries: ReadonlyMap<string, KeywordEntry> = new Map(
  Object.entries(readers).flatMap(([keyword, readArguments]) => {
    const entry = { keyword, readArguments };
    // The two usual spellings are found without changing case.
    return [[keyword, entry] as const, [keyword.toLowerCase(), entry] as const];
  }),
);

/** Whether BuildKit knows a keyword, which is in upper case. */
export function isKeyword(keyword: string): keyword is Keyword {
  return Object.hasOwn(readers, keyword);
}

/** The instruction of a keyword in any case. */
export function keywordEntry(written: string): KeywordEntry {
  const known = entries.get(written) ?? entries.get(lowerCase(written));
  return known ?? { keyword: upperCase(written), readArguments: undefined };
}
