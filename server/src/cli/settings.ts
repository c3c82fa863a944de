import fs from 'node:fs';
import path from 'node:path';
import { readSettings, settingsFileName } from '../engine/settings-file.js';
import type { Rule } from '../engine/rule.js';
import { defaultSettings, type Settings } from '../engine/settings.js';
import { dayOf } from '../engine/suppression/suppression.js';
import { indexLines } from '../text/lines.js';
import { decode } from './files/encoding.js';
import { noRules } from './files/ignore.js';
import { displayPath, foldersUpwards, reasonOf, relativeTo } from './files/paths.js';
import { rangeOf } from './inspect.js';
import { fileError, type RunError } from './report.js';

/** The settings that hold for a file. */
export interface FoundSettings {
  readonly settings: Settings;
  /** Whether they leave a path out (absolute; that of a folder ends in a separator). */
  readonly excludes: (path: string) => boolean;
}

export interface SettingsChoice {
  readonly cwd: string;
  /** The settings file to use for every file; nothing: the nearest one above each. */
  readonly config: string | undefined;
  /** The level to use whatever the settings files say. */
  readonly level: Settings['level'] | undefined;
  readonly rules: readonly Rule[];
  /** Is told what is wrong with a settings file, once for each. */
  readonly report: (error: RunError) => void;
}

/** Finds the settings for the files of a folder (absolute), and remembers what it read. */
export function settingsFinder(choice: SettingsChoice): (folder: string) => FoundSettings {
  const chosen = choice.config === undefined ? undefined : readFile(path.resolve(choice.cwd, choice.config), choice);
  const known = new Map<string, FoundSettings>();
  const fallback = withChoices(defaultSettings, choice);
  return (folder) => {
    if (chosen) return chosen;
    const upwards = foldersUpwards(folder);
    const index = upwards.findIndex((above) => known.has(above) || fs.existsSync(path.join(above, settingsFileName)));
    const home = upwards[index];
    const found =
      home === undefined
        ? { settings: fallback, excludes: () => false }
        : (known.get(home) ?? readFile(path.join(home, settingsFileName), choice));
    for (const passed of index < 0 ? upwards : upwards.slice(0, index + 1)) known.set(passed, found);
    return found;
  };
}

function readFile(file: string, choice: SettingsChoice): FoundSettings {
  const { settings, patterns } = readFromDisk(file, choice);
  const rules = noRules.with('', patterns.join('\n'));
  const base = path.dirname(file);
  return {
    settings,
    excludes: (target) => {
      const relative = relativeTo(base, target);
      const isBelow = relative !== '' && !relative.startsWith('../') && relative !== '..' && !path.isAbsolute(relative);
      return isBelow && rules.ignores(target.endsWith(path.sep) ? `${relative}/` : relative);
    },
  };
}

function readFromDisk(file: string, choice: SettingsChoice) {
  const display = displayPath(choice.cwd, file);
  const text = readText(file, display, choice.report);
  if (text === undefined) return { settings: withChoices(defaultSettings, choice), patterns: [] };

  const { settings, problems } = readSettings(
    text,
    choice.rules.map(({ id }) => id),
  );
  const lines = indexLines(text);
  for (const { span, message } of problems) {
    choice.report({ level: 'error', cause: 'settings', file: display, at: rangeOf(lines, span), message });
  }
  return { settings: withChoices(settings, choice), patterns: settings.exclude };
}

function readText(file: string, display: string, report: (error: RunError) => void): string | undefined {
  try {
    const decoded = decode(fs.readFileSync(file));
    if (decoded.ok) return decoded.text;
    report({ ...fileError(display, 'Is not a text file in UTF-8, so the default settings hold.'), cause: 'settings' });
  } catch (error) {
    const message = `Cannot be read, so the default settings hold: ${reasonOf(error)}.`;
    report({ ...fileError(display, message), cause: 'settings' });
  }
  return undefined;
}

function withChoices(settings: Settings, { level }: SettingsChoice): Settings {
  return { ...settings, level: level ?? settings.level, today: dayOf(new Date()) };
}
