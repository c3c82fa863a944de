import { isWithin, joinPath } from '../../../dockerfile/paths.js';
import { mountsOf } from '../../../dockerfile/mounts.js';
import { invocationOf, type Invocation } from '../../../dockerfile/shell/invocation.js';
import type { ShellWord, SimpleCommand } from '../../../dockerfile/shell/tree.js';
import type { Instruction } from '../../../dockerfile/tree.js';
import {
  commandAfter,
  commandBefore,
  pathOf,
  placedCommands,
  unknownWorkdir,
  type PlacedCommand,
} from '../shell-paths.js';
import { targetsOf } from '../written-files.js';
import { reach, removalsOf } from './removals.js';

/** A place where a RUN writes a secret into its layer. */
export interface MountLeak {
  /** The word that names the file, or the program that keeps the secret in a file of its own. */
  readonly word: ShellWord;
  /** The file as written, or as the program calls it. */
  readonly file: string;
}

/** How a RUN knows the secrets that are mounted for it. */
interface Names {
  readonly paths: readonly string[];
  readonly variables: readonly string[];
}

/** The names under which a RUN has its secret mounts: a file at `target` unless there is only an `env` (docs.docker.com/reference/dockerfile). */
export function mountedSecrets(run: Instruction): Names {
  const mounts = mountsOf(run).filter(({ type }) => type === 'secret');
  const paths = mounts.flatMap(({ options }) => {
    const id = options.get('id')?.text;
    const target =
      options.get('target')?.text ?? (options.has('env') || id === undefined ? undefined : `/run/secrets/${id}`);
    const path = target === undefined ? undefined : joinPath(workdirOf(run), target);
    return path ?? [];
  });
  return { paths, variables: mounts.flatMap(({ options }) => options.get('env')?.text ?? []) };
}

const workdirOf = ({ state }: Instruction): string => state.workdir ?? unknownWorkdir;

/** Where a RUN writes what is mounted for it, or one of these variables, to a file that its layer keeps. */
export function leaksOf(outer: Instruction, variables: readonly string[] = []): readonly MountLeak[] {
  const run = outer.sub ?? outer;
  const mounted = mountedSecrets(run);
  const given = { paths: mounted.paths, variables: [...mounted.variables, ...variables] };
  if (given.paths.length + given.variables.length === 0) return [];
  const commands = placedCommands(outer, workdirOf(run));
  const names = { ...given, variables: [...given.variables, ...commands.flatMap((one) => filledBy(one, given))] };
  return commands.flatMap((placed, index) =>
    leaksAt(placed, names).filter(
      (leak) => !isPublic.test(leak.file) && !isUndone(leak, placed, commands.slice(index + 1), run),
    ),
  );
}

/** Certificates and public keys are mounted as secrets, too, so that they need not be in the context. */
const isPublic = /\.(?:crt|cer|pub)$/i;

/** The variables that a command fills with a secret: `TOKEN=$(cat /run/secrets/token)`, also behind `export`. */
function filledBy({ command }: PlacedCommand, { paths, variables }: Names): readonly string[] {
  const { assignments, words } = command;
  const isExport = /^(?:export|local|readonly|declare)$/.test(words[0]?.text ?? '');
  return [...assignments, ...(isExport ? words : [])].flatMap(({ raw, expands }) => {
    const [, name] = /^(\w+)=/.exec(raw) ?? [];
    const isSecret = paths.some((path) => raw.includes(path)) || variables.some((one) => mentions(raw, one));
    return name !== undefined && expands && isSecret ? [name] : [];
  });
}

function leaksAt(placed: PlacedCommand, names: Names): readonly MountLeak[] {
  const { command } = placed;
  const invocation = invocationOf(command);
  const sources = pipelineTo(command);
  // Only programs that print what they are given: the output of curl is not the token that it sends.
  const prints = sources.some((one) => namesSecret(one, names) && printers.test(invocationOf(one)?.name ?? ''));
  const written = prints ? targetsOf(command).map((word) => ({ word, file: word.text })) : [];
  if (!invocation) return written;
  return [...written, ...copied(invocation, placed, names), ...kept(invocation, sources, names)];
}

const printers = /^(?:echo|printf|cat|tee|sed|envsubst|base64|tr|jq|head|tail|awk)$/;

/** Whether a command names a secret: by its path, or as a variable that is not in single quotes. */
function namesSecret({ words, redirections }: SimpleCommand, { paths, variables }: Names): boolean {
  const texts = [
    ...words,
    ...redirections.flatMap(({ operator, target }) => (operator.startsWith('<') && target ? [target] : [])),
  ];
  return (
    texts.some(({ raw }) => paths.some((path) => raw.includes(path))) ||
    texts.some(({ raw, expands }) => expands && variables.some((name) => mentions(raw, name))) ||
    redirections.some(({ body }) => body && variables.some((name) => mentions(body.text, name)))
  );
}

const mentions = (text: string, name: string): boolean =>
  /^\w+$/.test(name) && new RegExp(`\\$\\{?${name}(?!\\w)`).test(text);

function copied({ name, args }: Invocation, placed: PlacedCommand, { paths }: Names): readonly MountLeak[] {
  if (name !== 'cp' && name !== 'install' && name !== 'mv') return [];
  const operands = args.filter(({ text }) => !text.startsWith('-'));
  const to = operands.at(-1);
  const isSecret = operands
    .slice(0, -1)
    .some((word) => paths.some((path) => isWithin(pathOf(word, placed) ?? '\0', path)));
  return to && isSecret ? [{ word: to, file: to.text }] : [];
}

/** Programs that keep what they are given in a file, with how they are told to forget it. From their own documentation. */
const keepers: readonly (readonly [name: string, args: RegExp, file: string, undo: RegExp])[] = [
  ['npm', /^(?:config set|set) .*(?:_auth|_password)/i, '.npmrc', /^(?:npm (?:config (?:delete|rm)|logout)\b|rm .*npmrc)/],
  ['pnpm', /^(?:config set|set) .*(?:_auth|_password)/i, '.npmrc', /^(?:p?npm config (?:delete|rm)\b|rm .*npmrc)/],
  ['yarn', /^config set .*(?:auth|token)/i, '.yarnrc', /^(?:yarn config (?:delete|unset)\b|rm .*yarnrc)/],
  // The address of a remote is kept as it is given.
  ['git', /^(?:clone|remote (?:add|set-url)) .*:\/\/\S*@/, '.git/config', /^(?:git .*remote (?:set-url|remove|rm)|rm .*\.git)/],
  ['git', /^config .*--(?:global|system)\b/, '.gitconfig', /^(?:git config .*--(?:unset|remove-section)|rm .*gitconfig)/],
  ['pip', /^config (?:--\S+ )?set /, 'pip.conf', /^(?:pip config .*unset|rm .*pip)/],
  ['pip3', /^config (?:--\S+ )?set /, 'pip.conf', /^(?:pip3? config .*unset|rm .*pip)/],
  ['poetry', /^config .*(?:http-basic|pypi-token)/, 'auth.toml', /^(?:poetry config .*--unset|rm .*auth\.toml)/],
  ['composer', /^config .*(?:oauth|http-basic|token|bearer)/, 'auth.json', /^(?:composer config .*--unset|rm .*(?:auth\.json|composer))/],
  ['bundle', /^config /, '.bundle/config', /^(?:bundle config (?:unset|--delete)|rm .*bundle)/],
  ['aws', /^configure set /, '.aws/credentials', /^rm .*\.aws/],
  ['docker', /^login\b/, '.docker/config.json', /^(?:docker logout|rm .*\.docker)/],
  ['gh', /^auth login\b/, '.config/gh/hosts.yml', /^(?:gh auth logout|rm .*gh)/],
]; // prettier-ignore

function kept(
  { name, args, nameWord }: Invocation,
  sources: readonly SimpleCommand[],
  names: Names,
): readonly MountLeak[] {
  const keeper = keeperOf({ name, args });
  return keeper && sources.some((one) => namesSecret(one, names)) ? [{ word: nameWord, file: keeper[2] }] : [];
}

/** Whether a program that a command runs, or hands its output to, keeps what it is given in a file of its own. */
export function isKept(command: SimpleCommand): boolean {
  const next = command.after?.operator === '|' ? commandAfter(command) : undefined;
  return [command, next].some((one) => {
    const invocation = one && invocationOf(one);
    return invocation !== undefined && keeperOf(invocation) !== undefined;
  });
}

function keeperOf({ name, args }: Pick<Invocation, 'name' | 'args'>) {
  const own = keepers.filter(([program]) => program === name);
  if (own.length === 0) return undefined;
  const text = args.map((word) => word.text).join(' ');
  return own.find(([, pattern]) => pattern.test(text));
}

/** Whether the file is not in the layer after all: removed again in the same RUN, or in a mount. */
function isUndone(
  { word, file }: MountLeak,
  placed: PlacedCommand,
  later: readonly PlacedCommand[],
  run: Instruction,
): boolean {
  const invocation = invocationOf(placed.command);
  if (word === invocation?.nameWord) {
    const undo = keepers.find(([name, , path]) => name === invocation.name && path === file)?.[3];
    return later.some(({ command }) => undo?.test(command.words.map(({ text }) => text).join(' ')) === true);
  }
  const path = pathOf(word, placed);
  if (path === undefined || /^\/(?:dev|proc|sys)\//.test(path)) return true;
  const mounts = mountsOf(run).flatMap(({ options }) => options.get('target')?.text ?? []);
  if (mounts.some((target) => isWithin(joinPath(workdirOf(run), target) ?? '\0', path))) return true;
  return later.some((one) => removalsOf(one).some((removal) => reach(removal, path) !== undefined));
}

/** A command with those that feed it, and those that it hands on to in the same pipe do not count. */
function pipelineTo(command: SimpleCommand): readonly SimpleCommand[] {
  const commands = [command];
  for (let one = command; one.before?.operator === '|';) {
    const before = commandBefore(one);
    if (!before || commandAfter(before) !== one) break;
    commands.push(before);
    one = before;
  }
  return commands;
}
