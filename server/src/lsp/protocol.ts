// What Bulkhead's server and an editor's client say to each other beyond the LSP. Types only: the client imports nothing else.
import type { WorkspaceEdit } from 'vscode-languageserver';

/** The language ids that are checked; JSON only where the text is a Kubernetes object. */
export type Language =
  'yaml' | 'helm' | 'helm-template' | 'json' | 'jsonc' | 'dockercompose' | 'dockerfile' | 'shellscript' | 'makefile';

/** The `initializationOptions` of the LSP; every part may be absent, and other editors send nothing. */
export interface ClientOptions {
  readonly services?: readonly ClientService[];
  /**
   * The schemes of its real documents, `file` and `untitled` if it says nothing. A git diff, an output channel or a notebook cell
   * is none: nobody can mend it there.
   */
  readonly schemes?: readonly string[];
  /** Whether Bulkhead is switched off for the session. */
  readonly paused?: boolean;
  /** The `bulkhead` settings, from clients that cannot be asked for them. */
  readonly settings?: unknown;
}

/** What a client does for the server, besides what its LSP capabilities say. */
export type ClientService =
  /** It has the command `bulkhead.ignore`, which takes an `IgnoreOffer`. */
  | 'ignoreCommand'
  /** It answers `bulkhead/readFile`. */
  | 'readFile'
  /** It takes `bulkhead/status`. */
  | 'status';

/** The requests that the server sends. */
export interface ClientRequests {
  /** The text of a file, or null where there is none. */
  'bulkhead/readFile': (params: { readonly uri: string }) => string | null;
}

/** The notifications that the server sends. */
export interface ClientNotifications {
  /** What a check of an open document found, or that it is not checked any more. */
  'bulkhead/status': StatusParams;
}

/** The requests that the server takes. */
export interface ServerRequests {
  /** The edit that mends a whole file; null where there is nothing to do. */
  'bulkhead/mend': (params: MendParams) => MendResult | null;
  /** The edit that accepts a finding; null where the document has changed or it cannot be done. */
  'bulkhead/ignore': (params: IgnoreParams) => WorkspaceEdit | null;
}

/** The notifications that the server takes. */
export interface ServerNotifications {
  /** Switches off for the session, or on again. */
  'bulkhead/pause': { readonly paused: boolean };
}

export interface StatusParams {
  readonly uri: string;
  /** Nothing for a document that the settings leave out. */
  readonly checked: CheckSummary | null;
  /** The settings file that holds for the document, as a URI. */
  readonly settingsFile: string | null;
}

export interface CheckSummary {
  readonly findings: number;
  readonly suppressed: number;
  readonly milliseconds: number;
  /** How the file was read; null where it is none of ours. */
  readonly kind: 'yaml' | 'dockerfile' | 'shellscript' | 'makefile' | null;
  /** The Kubernetes objects in it. */
  readonly objects: number;
}

export interface MendParams {
  readonly uri: string;
  /** `fix`: safe fixes only · `harden`: safe and hardening ones. */
  readonly how: 'fix' | 'harden';
}

export interface MendResult {
  readonly edit: WorkspaceEdit;
  /** The number of findings that it mends. */
  readonly findings: number;
}

/** The argument of the client's command `bulkhead.ignore`, which lets the person choose, then sends `bulkhead/ignore`. */
export interface IgnoreOffer {
  readonly uri: string;
  readonly version: number;
  readonly findings: readonly IgnorableFinding[];
}

export interface IgnorableFinding {
  readonly rule: string;
  readonly title: string;
  readonly message: string;
  /** Offsets in the document, UTF-16. */
  readonly start: number;
  readonly end: number;
  /** How widely it can be accepted; the narrowest first. */
  readonly scopes: readonly { readonly scope: string; readonly label: string }[];
}

export interface IgnoreParams {
  readonly uri: string;
  readonly version: number;
  readonly rule: string;
  readonly start: number;
  readonly end: number;
  readonly scope: string;
}
