import type { Tool } from '../rule.js';
import type { ForeignNames } from './aliases.js';

/** What a comment of another tool asks for. */
export interface ForeignPragma {
  readonly tool: Tool | 'vscode-kubernetes-tools';
  readonly names: ForeignNames;
  /** The next node or instruction; the next line; the next node, or the stage that a FROM opens; the file; the file if it leads it. */
  readonly reach: 'node' | 'line' | 'block' | 'file' | 'file-if-first';
  readonly reason: string | undefined;
  readonly until: string | undefined;
}

/** Finds what may be a pragma of ours or of another tool in a comment; a text without a match holds none. */
export const commentPragma =
  /bulkhead-ignore|hadolint|check\s*=|trivy:ignore|:skip=|kics-scan|vscode-kubernetes-tools:/;

type Reader = (comment: string) => readonly ForeignPragma[];

/** The pragmas of other tools in a comment of a Dockerfile; the text is without `#` and trimmed. */
export function dockerfilePragmas(comment: string): readonly ForeignPragma[] {
  return [hadolint, buildkitComment, trivy, checkov, kics].flatMap((read) => read(comment));
}

/** The pragmas of other tools in a YAML comment. Checkov reads annotations in manifests, not comments. */
export function yamlPragmas(comment: string): readonly ForeignPragma[] {
  return [trivy, kics, kubernetesTools].flatMap((read) => read(comment));
}

/** hadolint's parser (src/Hadolint/Pragma.hs) takes the whole comment or nothing of it; `stage` since 2.15 (hadolint/hadolint#1195). */
const hadolint: Reader = (comment) => {
  const list =
    /^hadolint[ \t]+(?:(global|stage)[ \t]+)?ignore[ \t]*=[ \t]*([DLSC\d]+(?:[ \t]*,[ \t]*[DLSC\d]+)*)[ \t]*(?:#(.*))?$/;
  const [found, scope, names = '', reason] = list.exec(comment) ?? [];
  if (found === undefined) return [];
  const reach = scope === 'global' ? 'file' : scope === 'stage' ? 'block' : 'node';
  return [pragma('hadolint', splitNames(names), reach, reason)];
};

/** Since Dockerfile 1.21 a check can be skipped above one instruction (moby/buildkit#6334). */
const buildkitComment: Reader = (comment) => {
  const options = /^check\s*=(.*)$/i.exec(comment)?.[1];
  return options === undefined ? [] : buildkitPragmas(options, 'node');
};

/** The value of `check=`: options apart by `;` (frontend/dockerfile/linter, ParseLintOptions), then perhaps `//` and a comment. */
export function buildkitPragmas(options: string, reach: 'node' | 'file'): readonly ForeignPragma[] {
  const [list = '', reason] = options.split(/\s\/\/(.*)/);
  return list.split(';').flatMap((option) => {
    const names = /^\s*skip\s*=(.*)$/.exec(option)?.[1]?.trim();
    if (!names) return [];
    return [pragma('buildkit', names === 'all' ? 'all' : splitNames(names), reach, reason)];
  });
}

/** trivy (pkg/iac/ignore/parse.go): words of sections apart by `:`; sections that we cannot judge make it hold only sometimes. */
const trivy: Reader = (comment) => {
  const words = comment.split(/\s+/);
  const reason = words.filter((word) => !word.includes('trivy:')).join(' ');
  return words.flatMap((word) => {
    const [, id, day] = /^[#/*]*trivy:ignore:([\w*-]+)(?::exp:([^:]*))?$/.exec(word) ?? [];
    if (id === undefined) return [];
    return [
      {
        ...pragma('trivy', id === '*' ? 'all' : [id], 'node', reason),
        until: day === undefined ? undefined : dayBefore(day),
      },
    ];
  });
};

/** checkov (common/comment/enum.py) takes it anywhere in a comment, for the whole Dockerfile. */
const checkov: Reader = (comment) => {
  const [found, names, reason] =
    /(?:checkov|bridgecrew|cortex):skip= *([A-Za-z_\d]+(?:,[A-Za-z_\d]+)*)(?::(.*))?/.exec(comment) ?? [];
  return found === undefined || !names ? [] : [pragma('checkov', splitNames(names), 'file', reason)];
};

/** KICS (docs/running-kics.md): the commands about the file count only before all content. */
const kics: Reader = (comment) => {
  const commands = /^kics-scan\s+(.*)$/i.exec(comment)?.[1]?.trim().split(/\s+/) ?? [];
  return commands.flatMap((command): readonly ForeignPragma[] => {
    const [name = '', ids = ''] = command.split('=');
    switch (name.toLowerCase()) {
      case 'ignore-line':
        return [pragma('kics', 'all', 'line')];
      case 'ignore-block':
        return [pragma('kics', 'all', 'block')];
      case 'ignore':
        return [pragma('kics', 'all', 'file-if-first')];
      case 'disable':
        return [pragma('kics', splitNames(ids), 'file-if-first')];
      case 'enable':
        return [pragma('kics', { allBut: splitNames(ids) }, 'file-if-first')];
      default:
        return [];
    }
  });
};

/** vscode-kubernetes-tools (yaml-support/consideration-filter.ts): the file is no manifest to editors. */
const kubernetesTools: Reader = (comment) =>
  /^vscode-kubernetes-tools:\s*exclude$/.test(comment)
    ? [pragma('vscode-kubernetes-tools', 'all', 'file-if-first')]
    : [];

function pragma(
  tool: ForeignPragma['tool'],
  names: ForeignNames,
  reach: ForeignPragma['reach'],
  reason?: string,
): ForeignPragma {
  return { tool, names, reach, reason: reason?.trim() ? reason.trim() : undefined, until: undefined };
}

/** trivy's date is the first day on which the pragma no longer holds; what is no date is left as it is, and so does not hold. */
function dayBefore(day: string): string {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(day) ? Date.parse(`${day}T00:00:00Z`) : Number.NaN;
  return Number.isNaN(time) ? day : new Date(time - 86_400_000).toISOString().slice(0, 10);
}

/** The names of a list apart by commas. */
export function splitNames(list: string): readonly string[] {
  return list.split(',').flatMap((name) => (name.trim() === '' ? [] : [name.trim()]));
}
