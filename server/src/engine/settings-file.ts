import { parseYaml } from '../yaml/parse.js';
import { splitDocuments } from '../yaml/split.js';
import { rootValue } from '../yaml/value.js';
import type { RuleMeta } from './rule.js';
import { readFields, settingsFields, type SettingsProblem } from './settings-fields.js';
import { givenJson } from './settings-given.js';
import { defaultSettings, type RuleSetting, type Settings } from './settings.js';

export type { SettingsProblem } from './settings-fields.js';

/** Settings as they were read, and what in them was not taken. */
export interface ReadSettings {
  readonly settings: Settings;
  /** In the order of the text. */
  readonly problems: readonly SettingsProblem[];
}

/** The name of the file that holds the settings of a folder and all below it. */
export const settingsFileName = '.bulkhead.yaml';

/**
 * Reads the text of a settings file. What is wrong in it is named at its place and left out; all else counts, over the defaults.
 * `ids` are the rules that exist.
 */
export function readSettings(text: string, ids: Iterable<string>, base: Settings = defaultSettings): ReadSettings {
  const problems: SettingsProblem[] = [];
  const documents = splitDocuments(text);
  // Comments before the first `---` are a document of their own to the splitter.
  const index = Math.max(
    0,
    documents.findIndex(({ start, end }) => parseYaml(text.slice(start, end)).root !== undefined),
  );
  const { start, end } = documents[index] ?? { start: 0, end: text.length };
  // A fault at the end of the text, such as a quote that is not closed, may be placed behind it.
  const at = (span: SettingsProblem['span']) => ({
    start: Math.min(span.start + start, text.length),
    end: Math.min(span.end + start, text.length),
  });

  const document = parseYaml(text.slice(start, end));
  const report = (span: SettingsProblem['span'], message: string): void => {
    problems.push({ span: at(span), message });
  };
  for (const { span, message } of document.errors) report(span, message);
  const settings = mergeRules(base, readFields(rootValue(document), { ids: new Set(ids), report }));
  const second = documents
    .slice(index + 1)
    .find((span) => parseYaml(text.slice(span.start, span.end)).root !== undefined);
  if (second) {
    problems.push({ span: { start: second.start, end: second.start + 3 }, message: 'Only the first document counts.' });
  }
  return { settings, problems: problems.sort((a, b) => a.span.start - b.span.start) };
}

/**
 * The settings of a file with a person's own over them: JSON that nobody has checked, whose faults are passed over. Rules are
 * joined one by one and excluded files are added up; anything else that the person chose replaces what the file says.
 */
export function mergeSettings(base: Settings, personal: unknown): Settings {
  const own = readFields(givenJson(personal), { ids: undefined, report: () => undefined });
  return mergeRules(base, own.exclude ? { ...own, exclude: [...base.exclude, ...own.exclude] } : own);
}

function mergeRules(base: Settings, own: Partial<Settings>): Settings {
  const rules = new Map<string, RuleSetting>(base.rules);
  for (const [id, setting] of own.rules ?? []) rules.set(id, { ...rules.get(id), ...setting });
  return { ...base, ...own, rules };
}

/** The JSON schema (draft-07) of a settings file, for completion and for checks by other editors. */
export function settingsSchema(rules: readonly RuleMeta[]): object {
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Settings of Bulkhead',
    description: `The file ${settingsFileName}: what is checked, and how loudly.`,
    type: 'object',
    properties: Object.fromEntries(settingsFields.map(({ name, schema }) => [name, schema(rules)])),
    additionalProperties: false,
  };
}
