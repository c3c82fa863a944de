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

/** A problem that a chunk's rules found; those about suppressions have no subject. */
export type FoundProblem = Omit<ChunkProblem, 'subject'> & Pick<Finding, 'subject'>;

/**
 * The finding that a problem makes at the place of its chunk. A view, because all findings behind an edit move at each keystroke:
 * whatever few of them are asked for is computed when it is.
 */
export function placeFinding(found: FoundProblem, place: PlacedChunk, settings: Settings): Finding {
  return new PlacedFinding(found, place, settings);
}

/** The same finding as one that a suppression accepts. */
export function suppress(finding: Finding, suppression: Suppression): SuppressedFinding {
  const { rule, severity, message, span, related, fixes, subject } = finding;
  return { rule, severity, message, span, related, fixes, subject, suppression };
}

class PlacedFinding implements Finding {
  readonly span: Span;
  readonly severity: Severity;
  readonly #found: FoundProblem;
  readonly #place: PlacedChunk;

  constructor(found: FoundProblem, place: PlacedChunk, settings: Settings) {
    const chosen = settings.rules.get(found.rule.id)?.severity;
    this.severity = chosen && chosen !== 'off' ? chosen : (found.problem.severity ?? found.rule.severity);
    this.span = shift(found.problem.at.span, place.start);
    this.#found = found;
    this.#place = place;
  }

  get rule(): Rule {
    return this.#found.rule;
  }

  get message(): Message {
    return this.#found.problem.message;
  }

  get subject(): Subject | undefined {
    return this.#found.subject;
  }

  get related(): Finding['related'] {
    const { problem } = this.#found;
    return (problem.related ?? []).map(({ at, message }) => ({ span: shift(at.span, this.#place.start), message }));
  }

  get fixes(): readonly FindingFix[] {
    return (this.#found.problem.fixes ?? []).map((fix) => ({ ...fix, chunk: this.#place }));
  }
}
