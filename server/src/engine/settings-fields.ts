import type { Span } from '../text/span.js';
import { nearest } from './nearest.js';
import type { RuleMeta } from './rule.js';

import { plainValue, type Given } from './settings-given.js';
import { newestKubernetesMinor, type RuleSetting, type Settings } from './settings.js';

/** Something in the settings that is not taken as it stands. */
export interface SettingsProblem {
  readonly span: Span;
  /** In English, for people. */
  readonly message: string;
}

/** What the reader of a field may know and say. */
export interface Reading {
  /** The ids that are known; nothing where any is taken. */
  readonly ids: ReadonlySet<string> | undefined;
  readonly report: (span: Span, message: string) => void;
}

/** A key of the settings: how it is read and how the schema describes it, side by side. */
export interface Field {
  readonly name: string;
  readonly read: (given: Given, reading: Reading) => Partial<Settings>;
  readonly schema: (rules: readonly RuleMeta[]) => object;
}

const levels = ['baseline', 'restricted'] as const;
const severities = ['off', 'hint', 'info', 'warning', 'error'] as const;
/** Below this a version is far more likely to be a number that lost its last zero. */
const oldestKubernetesMinor = 10;

/** The keys of the settings, in the order in which they are described. */
export const settingsFields: readonly Field[] = [
  {
    name: 'level',
    read: (given, reading) => {
      const level = readWord(given, levels, `'level'`, reading);
      return level ? { level } : {};
    },
    schema: () => ({
      description: 'The Pod Security level that missing fields are held to.',
      enum: levels,
      default: 'restricted',
    }),
  },
  {
    name: 'kubernetesVersion',
    read: readVersion,
    schema: () => ({
      description: 'The version of Kubernetes that the manifests are for, in quotes: "1.37".',
      type: 'string',
      pattern: '^v?1\\.[0-9]+(\\.[0-9]+)?$',
      default: `1.${newestKubernetesMinor}`,
    }),
  },
  {
    name: 'rules',
    read: (given, reading) => ({ rules: readRules(given, reading) }),
    schema: (rules) => ({
      description: 'How loud each rule is, and its options.',
      type: 'object',
      properties: Object.fromEntries(rules.map((rule) => [rule.id, ruleSchema(rule)])),
      additionalProperties: false,
    }),
  },
  {
    name: 'allowedRegistries',
    read: (given, reading) => listField(given, 'allowedRegistries', reading),
    schema: () => ({
      description:
        'Registries, namespaces, repositories and patterns of images that may be used; `official`: the Docker official images; `verified`: well-known publishers; empty: any.',
      type: 'array',
      items: { type: 'string', minLength: 1 },
      default: [],
    }),
  },
  {
    name: 'exclude',
    read: (given, reading) => listField(given, 'exclude', reading),
    schema: () => ({
      description: 'Files that are not checked: patterns as in .gitignore, relative to this file.',
      type: 'array',
      items: { type: 'string', minLength: 1 },
      default: [],
    }),
  },
];

/** Reads a map of settings; what is wrong is reported and left out, and the rest counts. */
export function readFields(given: Given, reading: Reading): Partial<Settings> {
  if (!given.exists) return {};
  if (!given.isMap) {
    reading.report(given.span, 'The settings are a map, such as `level: baseline`.');
    return {};
  }
  const read = given.entries.map(({ name, value }) => {
    const field = settingsFields.find((one) => one.name === name);
    if (field) return value.exists ? field.read(value, reading) : {};
    const names = settingsFields.map((one) => one.name);
    reading.report(value.key.span, `There is no setting '${name}'${didYouMean(name, names)}`);
    return {};
  });
  return Object.assign({}, ...read) as Partial<Settings>;
}

function readVersion(given: Given, { report }: Reading): Partial<Settings> {
  const minor = Number(/^v?1\.(\d+)(?:\.\d+)?$/.exec(given.text ?? '')?.[1] ?? Number.NaN);
  const isNumber = typeof given.scalar === 'number';
  if (Number.isNaN(minor)) {
    report(given.span, `'kubernetesVersion' is a version such as "1.${newestKubernetesMinor}".`);
    return {};
  }
  if (minor < oldestKubernetesMinor) {
    const hint = isNumber ? `; if 1.${minor}0 is meant, put it in quotes, because as a number it is 1.${minor}` : '';
    report(given.span, `Kubernetes 1.${minor} is too old to be judged${hint}.`);
    return {};
  }
  if (isNumber && minor % 10 === 0) {
    report(given.span, `Put the version in quotes: YAML reads 1.${minor} as the number 1.${minor / 10}.`);
  }
  if (minor > newestKubernetesMinor) {
    report(
      given.span,
      `1.${newestKubernetesMinor} is the newest version that Bulkhead knows, so it is used instead of 1.${minor}.`,
    );
  }
  return { kubernetesMinor: Math.min(minor, newestKubernetesMinor) };
}

function readRules(given: Given, reading: Reading): ReadonlyMap<string, RuleSetting> {
  const rules = new Map<string, RuleSetting>();
  if (!given.isMap) {
    reading.report(given.span, "'rules' is a map from rules to severities, such as `image-latest-tag: off`.");
    return rules;
  }
  for (const { name, value } of given.entries) {
    if (reading.ids && !reading.ids.has(name)) {
      reading.report(value.key.span, `There is no rule '${name}'${didYouMean(name, reading.ids)}`);
    } else if (value.exists) {
      const setting = readRule(name, value, reading);
      if (setting) rules.set(name, setting);
    }
  }
  return rules;
}

function readRule(id: string, given: Given, reading: Reading): RuleSetting | undefined {
  if (!given.isMap) {
    const severity = readWord(given, severities, `The severity of '${id}'`, reading);
    return severity ? { severity } : undefined;
  }
  let setting: RuleSetting = {};
  for (const { name, value } of given.entries) {
    if (name !== 'severity' && name !== 'options') {
      reading.report(value.key.span, `A rule has 'severity' and 'options', not '${name}'.`);
    } else if (!value.exists) {
      continue;
    } else if (name === 'severity') {
      const severity = readWord(value, severities, `The severity of '${id}'`, reading);
      if (severity) setting = { ...setting, severity };
    } else {
      const options = value.isMap ? plainValue(value) : undefined;
      if (options === undefined)
        reading.report(value.span, `The options of '${id}' are a map, and not a very large one.`);
      else setting = { ...setting, options: options as Readonly<Record<string, unknown>> };
    }
  }
  return setting;
}

/** One of a few words. They are compared as written, because YAML takes a bare `off` for a boolean. */
function readWord<W extends string>(
  given: Given,
  words: readonly W[],
  what: string,
  { report }: Reading,
): W | undefined {
  const word = words.find((one) => one === given.text);
  if (word === undefined) {
    const close = given.text === undefined ? '.' : didYouMean(given.text, words);
    report(given.span, `${what} is one of ${words.join(', ')}${close}`);
  }
  return word;
}

function listField(given: Given, name: 'allowedRegistries' | 'exclude', reading: Reading): Partial<Settings> {
  if (!given.isList) {
    reading.report(given.span, `'${name}' is a list of texts.`);
    return {};
  }
  const texts = given.items.flatMap((item) => {
    if (item.text) return [item.text];
    reading.report(item.span, `'${name}' is a list of texts, and this is none.`);
    return [];
  });
  return { [name]: texts };
}

function ruleSchema({ title, severity, on }: RuleMeta): object {
  return {
    description: `${title}. By default: ${on ? severity : 'off'}.`,
    anyOf: [
      { enum: severities },
      {
        type: 'object',
        properties: {
          severity: { description: 'How loud the rule is.', enum: severities },
          options: { description: 'See the page of the rule.', type: 'object' },
        },
        additionalProperties: false,
      },
    ],
  };
}

/** The end of a sentence about a word that is not known. */
function didYouMean(word: string, candidates: Iterable<string>): string {
  const meant = nearest(word, candidates);
  return meant === undefined ? '.' : `; did you mean '${meant}'?`;
}
