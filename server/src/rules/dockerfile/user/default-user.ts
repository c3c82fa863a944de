import { officialRepository } from '../../../dockerfile/base-images.js';
import { baseUser, imageFamily } from '../../../dockerfile/bases.js';
import { invocationOf } from '../../../dockerfile/shell/invocation.js';
import { baseName, commandsOf } from '../../../dockerfile/shell/commands.js';
import { realBase, stageChain } from '../../../dockerfile/stages.js';
import type { Instruction, Stage, StageBase } from '../../../dockerfile/tree.js';
import type { ImageReference } from '../../../text/image-reference.js';

/** Who an image runs as when its Dockerfile has no USER. */
export type DefaultUser =
  /** A user other than root. */
  | { readonly kind: 'ordinary' }
  | { readonly kind: 'root' }
  /** The base is not known well enough. */
  | { readonly kind: 'unknown' }
  /** Root at first; the entrypoint of `who` changes to another user. */
  | { readonly kind: 'drops-root'; readonly who: string }
  /** Root at first; `who`, an image or a program, is made that way. */
  | { readonly kind: 'wants-root'; readonly who: string };

/** Judges by the base at the root of the chain of stages, and by what the stage starts. */
export function defaultUser(stage: Stage): DefaultUser {
  const base = realBase(stage);
  if (base.kind === 'scratch') return { kind: 'root' };
  const program = startedProgram(stage, wantingRoot);
  if (base.kind === 'unknown' || !base.reference) {
    return program === undefined ? { kind: 'unknown' } : { kind: 'wants-root', who: program };
  }
  const { reference } = base;
  const known = baseUser(base)?.kind;
  if (known === 'non-root' || known === 'set-elsewhere') return { kind: 'ordinary' };
  if (known === 'drops-root' && replacesEntrypoint(stage)) return { kind: 'root' };
  if (known === 'drops-root' || known === 'wants-root') return { kind: known, who: withTag(reference) };
  if (program !== undefined) return { kind: 'wants-root', who: program };
  return { kind: known === 'root' || isRootByName(reference) ? 'root' : 'unknown' };
}

/** Whether the base's entrypoint, which would drop root, is not run: a program stands in its place, and no script, which may call it. */
function replacesEntrypoint({ end: { entrypoint, command } }: Stage): boolean {
  if (!entrypoint) return false;
  // An empty one leaves all to CMD.
  const started = commandsOf(entrypoint).length > 0 ? entrypoint : command;
  // Some servers change the user themselves: mosquitto always, mysqld and mariadbd where they are told to.
  return (
    started !== undefined && !/\.sh\b|entrypoint|--user\b|mosquitto/i.test(started.line.text.replace(/^\s*\w+/, ''))
  );
}

/** Whether an image is known to start as root, whatever its entrypoint does then. */
export function startsAsRoot(base: Exclude<StageBase, { kind: 'stage' }>): boolean {
  if (base.kind === 'scratch') return true;
  const known = baseUser(base)?.kind;
  if (known !== undefined) return known !== 'non-root';
  return base.kind === 'image' && base.reference !== undefined && isRootByName(base.reference);
}

/** Whether the image is for Windows, where root has another name. */
export function isForWindows({ dockerfile, root, end }: Stage): boolean {
  if (root.isWindows || dockerfile.escape === '`') return true;
  const platform = root.from.flags.find(({ name }) => name === 'platform')?.value?.text ?? '';
  const shell = end.shell?.args[0]?.text ?? '';
  return /^windows\b/i.test(platform) || /^(?:powershell|cmd)$/i.test(baseName(shell));
}

/** Whether the image brings a program with which its entrypoint changes from root to another user, as far as the file tells. */
export function dropsRootItself(stage: Stage): boolean {
  const isNamed = stageChain(stage).some(({ instructions }) =>
    instructions.some(({ line, heredocs }) => [line.text, ...heredocs.map(({ body }) => body)].some(namesDropper)),
  );
  return isNamed || startsThroughSu(stage);
}

/** Whether the program is started by `su` or `sudo -u`. */
function startsThroughSu({ end: { entrypoint, command } }: Stage): boolean {
  return [entrypoint, command].some(
    (started) =>
      started &&
      commandsOf(started).some(({ words }) => {
        const texts = words.map(({ text }) => text).filter((text) => text !== 'exec');
        const name = baseName(texts[0] ?? '');
        const isForRoot = texts.some((text) => text === 'root' || text === '0');
        return !isForRoot && (name === 'su' || (name === 'sudo' && texts.some((text) => /^(?:-u|--user)/.test(text))));
      }),
  );
}

const dropper = /\b(?:gosu|su-exec|setpriv|setuidgid|s6-setuidgid|s6-overlay|s6-svscan|chpst|runuser)\b/;
const namesDropper = (text: string): boolean => dropper.test(text);

/** Programs that start as root and give their workers, sessions or jobs other users. */
const wantingRoot: ReadonlySet<string> = new Set([
  'nginx', 'httpd', 'apache2', 'apachectl', 'apache2ctl', 'apache2-foreground', 'httpd-foreground', 'php-fpm', 'cron', 'crond', 'sshd',
  'supervisord', 'dockerd', 'systemd', 'init',
]); // prettier-ignore

function startedProgram({ end }: Stage, names: ReadonlySet<string>): string | undefined {
  const started = [end.entrypoint, end.command].filter(
    (instruction): instruction is Instruction => instruction !== undefined,
  );
  const commands = started.flatMap((instruction) => commandsOf(instruction));
  const programs = commands.flatMap((command) => invocationOf(command)?.name ?? []);
  return programs.find((program) => names.has(program.replace(/[\d.]+$/, '')));
}

const withTag = ({ familiarName, tag }: ImageReference): string => (tag ? `${familiarName}:${tag.text}` : familiarName);

/** Whether the repository, whatever the tag, is known to start as root. A private name with `-bookworm` in its tag is not. */
function isRootByName(reference: ImageReference): boolean {
  const { tag, digest } = reference;
  const name = officialRepository(reference) ?? reference.familiarName;
  if (/^groovy$/.test(name)) return false;
  switch (imageFamily({ ...reference, tag: undefined })) {
    case 'unknown':
      return false;
    case 'distroless':
      // Of Chainguard's images most have a user; a digest alone does not tell which variant of distroless it is.
      return name.startsWith('gcr.io/') && (tag !== undefined || !digest);
    case 'ubi':
      // The images for languages and servers (ubi9/nodejs-22 …) have a user.
      return /\/ubi\d*(?:-init)?$/.test(name);
    default:
      return true;
  }
}
