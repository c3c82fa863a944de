import { shift, type Span } from '../text/span.js';
import type { Chunk, ChunkProblem, Subject } from './chunk.js';
import type { Message } from './message.js';
import type { Fix, Rule, Severity } from './rule.js';
import type { Settings } from './settings.js';
import type { Suppression } from './suppression/suppression.js';

/** A problem with its rule, its severity and its place in the file. All spans count from the start of the file. */
export interface Finding {
  readonly rule: Rule;
  readonly severity: Severity;
  readonly message: Message;
  readonly span: Span;
  readonly related: readonly { readonly span: Span; readonly message: Message }[];
  readonly fixes: readonly FindingFix[];
  /** The node in which it was found; nothing for a finding about a suppression. */
  readonly subject: Subject | undefined;
  /** What was found, wherever it stands: the same object for as long as nobody had to look again. */
  readonly source: object;
}

/** A fix of a finding, with the chunk that its changes are about. */
export interface FindingFix extends Fix {
  readonly chunk: PlacedChunk;
}

/** A finding that a suppression accepts. */
export interface SuppressedFinding extends Finding {
  readonly suppression: Suppression;
}

/** A chunk and the offset in the file at which it starts. */
export interface PlacedChunk {
  readonly start: number;
  readonly chunk: Chunk;
}

/**
 * The finding that a problem makes at the place of its chunk. A view, because all findings behind an edit move at each keystroke:
 * whatever few of them are asked for is computed when it is.
 */
export function placeFinding(found: ChunkProblem, place: PlacedChunk, settings: Settings): Finding {
  return new PlacedFinding(found, place, settings);
}

/** The same finding as one that a suppression accepts. */
export function suppress(finding: Finding, suppression: Suppression): SuppressedFinding {
  const { rule, severity, message, span, related, fixes, subject, source } = finding;
  return { rule, severity, message, span, related, fixes, subject, source, suppression };
}

class PlacedFinding implements Finding {
  readonly span: Span;
  readonly severity: Severity;
  readonly #found: ChunkProblem;
  readonly #place: PlacedChunk;
  /** Worked out at once where it would be another one later. */
  readonly #related: Finding['related'] | undefined;

  constructor(found: ChunkProblem, place: PlacedChunk, settings: Settings) {
    const chosen = settings.rules.get(found.rule.id)?.severity;
    this.severity = chosen && chosen !== 'off' ? chosen : (found.problem.severity ?? found.rule.severity);
    this.span = inFile(found, place, found.problem.at.span);
    this.#found = found;
    this.#place = place;
    this.#related = found.inText && relatedOf(found, place);
  }

  get rule(): Rule {
    return this.#found.rule;
  }

  get message(): Message {
    return this.#found.problem.message;
  }

  get subject(): Subject | undefined {
    return complete(this.#found, this.#place).subject;
  }

  get related(): Finding['related'] {
    return this.#related ?? relatedOf(this.#found, this.#place);
  }

  get fixes(): readonly FindingFix[] {
    const { fixes } = complete(this.#found, this.#place).problem;
    return (fixes ?? []).map((fix) => ({ ...fix, chunk: this.#place }));
  }

  get source(): object {
    return this.#found;
  }
}

const complete = (found: ChunkProblem, { chunk }: PlacedChunk): ChunkProblem => chunk.complete?.(found) ?? found;

function relatedOf(found: ChunkProblem, place: PlacedChunk): Finding['related'] {
  const { related } = found.problem;
  return related ? related.map(({ at, message }) => ({ span: inFile(found, place, at.span), message })) : none;
}

function inFile({ inText }: ChunkProblem, place: PlacedChunk, span: Span): Span {
  return shift(inText ? { start: inText(span.start), end: inText(span.end) } : span, place.start);
}

const none: readonly never[] = [];
