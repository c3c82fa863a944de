import type { Severity } from '../engine/rule.js';
import type { RuleSetting, Settings } from '../engine/settings.js';

/** The `bulkhead` settings of an editor. Nothing in a field: the person chose nothing, so the settings file or the default holds. */
export interface EditorSettings {
  readonly enable: boolean;
  readonly run: 'onType' | 'onSave';
  readonly level: Settings['level'] | undefined;
  readonly kubernetesMinor: number | undefined;
  readonly rules: ReadonlyMap<string, RuleSetting>;
  readonly allowedRegistries: readonly string[];
}

const severities: readonly string[] = ['off', 'hint', 'info', 'warning', 'error'] satisfies (Severity | 'off')[];

/** Reads what an editor sent; what is not of the form that package.json declares counts as not chosen. */
export function readEditorSettings(sent: unknown): EditorSettings {
  const { enable, run, level, kubernetesVersion, rules, allowedRegistries } = asRecord(sent);
  return {
    enable: enable !== false,
    run: run === 'onSave' ? 'onSave' : 'onType',
    level: level === 'baseline' || level === 'restricted' ? level : undefined,
    kubernetesMinor: readMinor(kubernetesVersion),
    rules: new Map(Object.entries(asRecord(rules)).flatMap(([id, value]) => readRule(id, value))),
    allowedRegistries: Array.isArray(allowedRegistries)
      ? allowedRegistries.filter((registry) => typeof registry === 'string')
      : [],
  };
}

/** The settings of a file or the defaults, with what the person chose in the editor on top. */
export function withEditorSettings(settings: Settings, editor: EditorSettings): Settings {
  const rules = new Map(settings.rules);
  for (const [id, chosen] of editor.rules) rules.set(id, { ...rules.get(id), ...chosen });
  return {
    ...settings,
    level: editor.level ?? settings.level,
    kubernetesMinor: editor.kubernetesMinor ?? settings.kubernetesMinor,
    rules,
    allowedRegistries: editor.allowedRegistries.length > 0 ? editor.allowedRegistries : settings.allowedRegistries,
  };
}

/** `"off"`, a severity, or `{ "severity": …, "options": … }`. */
function readRule(id: string, value: unknown): [string, RuleSetting][] {
  if (isSeverity(value)) return [[id, { severity: value }]];
  const { severity, options } = asRecord(value);
  const setting: RuleSetting = {
    ...(isSeverity(severity) && { severity }),
    ...(isRecord(options) && { options }),
  };
  return Object.keys(setting).length > 0 ? [[id, setting]] : [];
}

/** The minor version of a text such as `1.31`, `v1.31` or `1.31.2`. */
function readMinor(version: unknown): number | undefined {
  const minor = typeof version === 'string' ? /^v?1\.(\d{1,3})(?:\.\d+)?$/.exec(version.trim())?.[1] : undefined;
  return minor === undefined ? undefined : Number(minor);
}

const isSeverity = (value: unknown): value is Severity | 'off' =>
  typeof value === 'string' && severities.includes(value);

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const asRecord = (value: unknown): Readonly<Record<string, unknown>> => (isRecord(value) ? value : {});
