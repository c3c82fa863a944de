import type { Severity } from './rule.js';

/** What the settings say of one rule. */
export interface RuleSetting {
  readonly severity?: Severity | 'off';
  readonly options?: Readonly<Record<string, unknown>>;
}

/** Everything that a person can choose; an immutable value, so that results can be cached by it. */
export interface Settings {
  /** The Pod Security level that missing fields are held to. */
  readonly level: 'baseline' | 'restricted';
  /** The minor version of Kubernetes 1.x that the manifests are for. */
  readonly kubernetesMinor: number;
  readonly rules: ReadonlyMap<string, RuleSetting>;
  /** Registries, namespaces and repositories that images may come from; empty: any. */
  readonly allowedRegistries: readonly string[];
  /** Patterns as in .gitignore of files that are not checked, relative to the settings file. */
  readonly exclude: readonly string[];
  /** The day (YYYY-MM-DD) by which the ends of suppressions and of releases are judged; nothing: none has ended. The engine has no clock. */
  readonly today: string | undefined;
}

/**
 * The newest minor version of Kubernetes whose API the tables know: 1.37 of 2026-08-26.
 * @checked 2026-08-26
 */
export const newestKubernetesMinor = 37;

/** What holds where nobody chose anything. */
export const defaultSettings: Settings = {
  level: 'restricted',
  kubernetesMinor: newestKubernetesMinor,
  rules: new Map(),
  allowedRegistries: [],
  exclude: [],
  today: undefined,
};
