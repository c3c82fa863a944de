import ignore from 'ignore';
import { fileKind } from '../engine/file-kind.js';
import { defaultSettings, type Settings } from '../engine/settings.js';
import { mergeSettings, readSettings, settingsFileName } from '../engine/settings-file.js';
import { ignoreFileOf } from './dockerignore.js';
import { fileIn, foldersAbove, pathWithin, type FileCache, type ReadText } from './files.js';
import { isPatch } from './kustomize.js';

/** What holds for one document. The same choices give the same `settings` object, so that results can be kept by it. */
export interface DocumentSettings {
  /** Whether the document is checked at all. */
  readonly on: boolean;
  readonly run: 'onType' | 'onSave';
  /** Whether a line over each workload says what its pods reach. */
  readonly codeLens: boolean;
  readonly settings: Settings;
  readonly completeness: 'whole' | 'partial';
  readonly besides: FilesBeside;
}

/** The files that a check of a document goes by, besides its text. */
export interface FilesBeside {
  /** The settings file that holds for it. */
  readonly settings: ReadText | undefined;
  /** Of a Dockerfile; with an empty text where it would be made. */
  readonly dockerignore: ReadText | undefined;
}

/** Where the settings of documents come from. */
export interface SettingsSources {
  readonly files: FileCache;
  /** The editor's settings for a document, as it sends them. */
  readonly editor: (uri: string) => Promise<unknown>;
  readonly workspaceFolders: () => Promise<readonly string[]>;
  /** The present day, YYYY-MM-DD. */
  readonly today: () => string;
}

export interface SettingsStore {
  of(document: { readonly uri: string; readonly languageId: string }): Promise<DocumentSettings>;
  /** Forgets what was read, for one document or for all. */
  reset(uri?: string): void;
}

/** Finds the settings of documents and keeps them until `reset`, or until the day is over: suppressions have a last day. */
export function createSettingsStore(ids: readonly string[], sources: SettingsSources): SettingsStore {
  const known = new Map<string, { readonly day: string; readonly settings: Promise<DocumentSettings> }>();
  const intern = interner();

  const find = async (uri: string, languageId: string, day: string): Promise<DocumentSettings> => {
    const [sent, folders] = await Promise.all([sources.editor(uri), sources.workspaceFolders()]);
    const above = foldersAbove(uri, folders);
    const file = await nearestFile(above.length > 0 ? above : folders.slice(0, 1), sources.files);
    const base = file ? readSettings(file.text, ids).settings : defaultSettings;
    const personal = chosen(sent);
    const settings = intern({ ...mergeSettings(base, personal), today: day });
    const inside = file && pathWithin(file.folder, uri);
    const excluded =
      inside !== undefined &&
      ignore.isPathValid(inside) &&
      ignore({ ignorecase: false })
        .add([...settings.exclude])
        .ignores(inside);
    const kind = fileKind({ path: uri, languageId, text: '' });
    const partial = kind === 'yaml' && (await isPatch(uri, above, sources.files));
    const dockerignore = kind === 'dockerfile' ? await ignoreFileOf(uri, above, folders, sources.files) : undefined;
    return {
      on: personal['enable'] !== false && !excluded,
      run: personal['run'] === 'onSave' ? 'onSave' : 'onType',
      codeLens: personal['codeLens'] !== false,
      settings,
      completeness: partial ? 'partial' : 'whole',
      besides: { settings: file && { uri: fileIn(file.folder, settingsFileName), text: file.text }, dockerignore },
    };
  };

  return {
    of({ uri, languageId }) {
      const day = sources.today();
      const found = known.get(uri);
      if (found?.day === day) return found.settings;
      const settings = find(uri, languageId, day);
      known.set(uri, { day, settings });
      return settings;
    },
    reset(uri) {
      if (uri === undefined) known.clear();
      else known.delete(uri);
    },
  };
}

/** What an editor sent, less what nobody chose: null and an empty list leave the word to the settings file. */
function chosen(sent: unknown): Readonly<Record<string, unknown>> {
  if (typeof sent !== 'object' || sent === null) return {};
  return Object.fromEntries(
    Object.entries(sent).filter(([, value]) => value !== null && !(Array.isArray(value) && value.length === 0)),
  );
}

/** The settings file in the nearest of the folders that has one. */
async function nearestFile(folders: readonly string[], files: FileCache) {
  for (const folder of folders) {
    const text = await files.read(fileIn(folder, settingsFileName));
    if (text !== undefined) return { folder, text };
  }
  return undefined;
}

/** Gives the first of several equal settings, so that equal ones are one object. */
function interner(): (settings: Settings) => Settings {
  const known = new Map<string, Settings>();
  return (settings) => {
    const key = JSON.stringify(settings, (_, value: unknown) => (value instanceof Map ? [...value] : value));
    const first = known.get(key) ?? settings;
    known.set(key, first);
    return first;
  };
}
