// What Bulkhead's server and an editor's client say to each other beyond the LSP. Nothing is imported but types, so that
// both sides can bundle it.
import type { WorkspaceEdit } from 'vscode-languageserver';

/** The schemes of real documents. A git diff, an output channel or a notebook cell is not one: nobody can mend it there. */
export const schemes = ['file', 'untitled', 'vscode-vfs', 'vscode-remote', 'vscode-test-web', 'vsls', 'memfs'] as const;

/** The language ids that are checked; JSON only where the text is a Kubernetes object. */
export const languages = ['yaml', 'helm', 'helm-template', 'json', 'jsonc', 'dockerfile'] as const;

/** What a client may be able to do for the server, besides what its LSP capabilities say. */
export type ClientService = 'ignoreCommand' | 'readFile' | 'status';

/** The `initializationOptions` of the LSP; every part may be absent, and other editors send nothing. */
export interface ClientOptions {
  readonly services?: readonly ClientService[];
  /** Whether Bulkhead is switched off for the session. */
  readonly paused?: boolean;
  /** The `bulkhead` settings, for clients that cannot be asked for them. */
  readonly settings?: unknown;
}

/** Request to the client: the text of the file at a URI, or null where there is none. */
export const readFileRequest = 'bulkhead/readFile';
export interface ReadFileParams {
  readonly uri: string;
}

/** Notification to the client: what a check of a document found. */
export const statusNotification = 'bulkhead/status';
export interface StatusParams {
  readonly uri: string;
  readonly findings: number;
  readonly suppressed: number;
  readonly milliseconds: number;
  /** How the file was read; null where it is not checked. */
  readonly kind: 'yaml' | 'dockerfile' | null;
  /** The Kubernetes objects in it. */
  readonly objects: number;
}

/** Notification to the server: switch off for the session, or on again. */
export const pauseNotification = 'bulkhead/pause';
export interface PauseParams {
  readonly paused: boolean;
}

/** Request to the server: the edit that mends a whole file; null where there is nothing to do. */
export const mendRequest = 'bulkhead/mend';
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

/** The command of the client that lets the person choose rule and scope, then sends the ignore request. */
export const ignoreCommand = 'bulkhead.ignore';
/** The argument of that command. */
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
  readonly scopes: readonly IgnoreScopeChoice[];
}
export interface IgnoreScopeChoice {
  readonly scope: string;
  readonly label: string;
}

/** Request to the server: the edit that accepts a finding; null where the document changed or it cannot be done. */
export const ignoreRequest = 'bulkhead/ignore';
export interface IgnoreParams {
  readonly uri: string;
  readonly version: number;
  readonly rule: string;
  readonly start: number;
  readonly end: number;
  readonly scope: string;
}
