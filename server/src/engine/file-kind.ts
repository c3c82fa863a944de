/** A file as an editor or the command line hands it in. */
export interface SourceFile {
  /** Its path or URI with `/` between the parts; only its last part says how it is read. */
  readonly path: string;
  /** The language id of the LSP; nothing where only the name is known. */
  readonly languageId?: string | undefined;
  readonly text: string;
  /** Whether it is a patch or another part of an object, so that what it lacks may stand elsewhere. */
  readonly completeness?: 'whole' | 'partial';
  /** For a Dockerfile the text of its `.dockerignore`, empty where there is none; nothing where nobody looked. */
  readonly ignoreFile?: string | undefined;
}

/** How a file is read. */
export type FileKind = 'yaml' | 'dockerfile' | 'shellscript' | 'makefile';

const byLanguage: Readonly<Record<string, FileKind>> = {
  yaml: 'yaml',
  helm: 'yaml',
  'helm-template': 'yaml',
  json: 'yaml',
  jsonc: 'yaml',
  dockercompose: 'yaml',
  dockerfile: 'dockerfile',
  shellscript: 'shellscript',
  makefile: 'makefile',
};

/** How a file is read, by its language id or else its name; nothing for a file that is not ours. */
export function fileKind({ path, languageId }: SourceFile): FileKind | undefined {
  return (languageId === undefined ? undefined : byLanguage[languageId]) ?? kindByName(path);
}

/** How a file of this name is read; nothing for a file that is not ours. */
export function kindByName(path: string): FileKind | undefined {
  const name = path.slice(path.lastIndexOf('/') + 1);
  if (/\.(ya?ml|json|jsonc)$/i.test(name)) return 'yaml';
  if (/\.(sh|bash|ksh)$/i.test(name)) return 'shellscript';
  if (/^(GNU)?makefile$|\.mk$/i.test(name)) return 'makefile';
  if (/\.dockerignore$/i.test(name)) return undefined;
  return /^(Dockerfile|Containerfile)([.-].+)?$|\.(dockerfile|containerfile)$/i.test(name) ? 'dockerfile' : undefined;
}
