import { commandsOf } from '../../dockerfile/shell/commands.js';
import { insertWord } from '../../dockerfile/shell/edits.js';
import { invocationOf, type Invocation } from '../../dockerfile/shell/invocation.js';
import { mayMention } from '../../dockerfile/shell/mentions.js';
import { readOptions, type CommandOption, type OptionSyntax } from '../../dockerfile/shell/options.js';
import type { ShellWord, SimpleCommand } from '../../dockerfile/shell/tree.js';
import type { Instruction } from '../../dockerfile/tree.js';
import type { Edit } from '../../text/edit.js';
import { aptCall } from './integrity/apt.js';
import { remember } from '../../text/remember.js';

/** Those that share a command line; `rpm` stands for dnf and its kin. */
export type Manager =
  'apk' | 'apt' | 'cargo' | 'gem' | 'go' | 'npm' | 'pacman' | 'pip' | 'pnpm' | 'rpm' | 'uv' | 'yarn' | 'zypper';

/** A call of a package manager, its words read as it does. */
export interface PackageCall {
  readonly manager: Manager;
  /** The program's name, such as `microdnf` or `pip3`. */
  readonly tool: string;
  readonly toolWord: ShellWord;
  readonly command: SimpleCommand;
  readonly action: Action;
  /** The word that says what to do, such as `install`; the last one of `global add`. */
  readonly verb: ShellWord | undefined;
  /** Settings of apt's `-o` are among them, their names in lower case. */
  readonly options: readonly CommandOption[];
  /** What follows the verb and is no option: packages, mostly. */
  readonly operands: readonly ShellWord[];
}

/** `refresh` fetches lists of packages only. */
export type Action = 'install' | 'refresh' | 'upgrade' | 'clean' | 'other';

/** All calls of package managers in an instruction, in the order of the text; several rules ask for those of each RUN. */
export const packageCalls = remember((instruction: Instruction): readonly PackageCall[] =>
  mayMention(instruction, anyTool) ? commandsOf(instruction).flatMap((command) => packageCall(command) ?? []) : none,
);

/** What stands in the names of all package managers, or in that of the program that runs one of them. */
const anyTool = /ap[tk]|dnf|yum|zypper|pacman|npm|yarn|gem|go|uv|pip|python/;
const none: readonly PackageCall[] = [];

/** The call that a command is; undefined for other programs. */
export function packageCallOf(instruction: Instruction, command: SimpleCommand): PackageCall | undefined {
  return callsByCommand(instruction).get(command);
}

const callsByCommand = remember(
  (instruction: Instruction): ReadonlyMap<SimpleCommand, PackageCall> =>
    new Map(packageCalls(instruction).map((call) => [call.command, call])),
);

/** Adds a flag behind the verb or, where `--` stands before that and ends the options, behind the program. */
export function addFlag({ command, toolWord, verb }: PackageCall, flag: string): Edit {
  const start = toolWord.span.end;
  const end = verb?.span.start ?? start;
  const isVerbLast = command.words.some(({ text, span }) => text === '--' && span.start >= start && span.end <= end);
  return insertWord(command, verb && !isVerbLast ? verb : toolWord, flag);
}

/** Whether one of these options is there. */
export function hasOption({ options }: PackageCall, ...names: readonly string[]): boolean {
  return options.some(({ name }) => names.includes(name));
}

interface ManagerSyntax extends OptionSyntax {
  /** What each verb does; of several words the first is enough. */
  readonly verbs: Readonly<Partial<Record<Action, string>>>;
}

const rpm: ManagerSyntax = {
  short: 'cdeRx',
  long: 'config enablerepo disablerepo repo repoid repofrompath exclude installroot releasever setopt enableplugin disableplugin forcearch',
  verbs: {
    install: 'install localinstall groupinstall reinstall in',
    refresh: 'makecache',
    upgrade: 'update upgrade distro-sync dist-upgrade update-minimal upgrade-minimal up',
    clean: 'clean',
  },
};

/** As the manuals of apk 2.14, dnf 4, zypper 1.14, pip 26, uv 0.13, npm 11, yarn 1, pnpm 10, gem 3.6, go 1.26 and cargo 1.9x list them. */
const syntaxes: Readonly<Record<Exclude<Manager, 'apt' | 'pacman'>, ManagerSyntax>> = {
  apk: {
    short: 'ptX',
    long: 'root virtual repository repositories-file keys-dir arch wait cache-dir cache-max-age timeout',
    verbs: { install: 'add', refresh: 'update', upgrade: 'upgrade', clean: 'cache' },
  },
  rpm,
  zypper: {
    short: 'cDRrtp',
    long: 'config reposd-dir root installroot releasever repo plus-repo plus-content type from priority cache-dir raw-cache-dir solv-cache-dir pkg-cache-dir',
    verbs: {
      install: 'install in',
      refresh: 'refresh ref',
      upgrade: 'update up dist-upgrade dup patch',
      clean: 'clean cc',
    },
  },
  pip: {
    short: 'bcCdefirt',
    long: 'requirement constraint index-url extra-index-url find-links target platform python-version implementation abi root prefix src upgrade-strategy config-settings global-option no-binary only-binary progress-bar report trusted-host proxy retries timeout exists-action cert client-cert cache-dir log editable python use-feature use-deprecated root-user-action keyring-provider',
    verbs: { install: 'install', clean: 'cache' },
  },
  uv: {
    short: 'bcCefimprPt',
    long: 'requirement requirements constraint constraints override overrides exclude excludes build-constraint build-constraints config-setting config-settings config-settings-package upgrade-package upgrade-group index-url extra-index-url index default-index find-links target prefix python python-version python-platform index-strategy keyring-provider cache-dir directory project editable no-binary only-binary no-binary-package no-build-package no-build-isolation-package reinstall-package refresh-package no-install-package no-sources-package config-file link-mode resolution prerelease prerelease-package fork-strategy exclude-newer exclude-newer-package allow-insecure-host trusted-host cert color output-format torch-backend extra no-extra group no-group only-group package optional marker bounds script rev tag branch',
    verbs: { install: 'install add sync', clean: 'cache' },
  },
  npm: {
    short: 'Cw',
    long: 'prefix registry omit include only workspace cache loglevel tag userconfig audit-level install-strategy fetch-retries fetch-timeout',
    verbs: { install: 'install i add ci clean-install install-clean in', clean: 'cache' },
  },
  yarn: {
    long: 'cwd registry network-timeout network-concurrency cache-folder modules-folder mutex use-yarnrc',
    verbs: { install: 'install add', clean: 'cache' },
  },
  pnpm: {
    short: 'CF',
    long: 'dir filter filter-prod registry store-dir virtual-store-dir modules-dir lockfile-dir lockfile-directory global-dir global-bin-dir pnpmfile global-pnpmfile cache-dir state-dir reporter loglevel network-concurrency child-concurrency workspace-concurrency node-linker package-import-method hoist-pattern public-hoist-pattern save-prefix save-catalog-name resolution-mode cpu os libc only proxy https-proxy noproxy fetch-retries fetch-retry-factor fetch-retry-mintimeout fetch-retry-maxtimeout fetch-timeout allow-build trust-policy trust-policy-exclude minimum-release-age',
    verbs: { install: 'install i add', clean: 'store' },
  },
  gem: {
    short: 'vinpsPgB',
    long: 'version install-dir bindir document source platform http-proxy trust-policy build-root file bulk-threshold config-file without',
    verbs: { install: 'install i' },
  },
  go: {
    style: 'single-dash',
    long: 'tags ldflags gcflags asmflags o mod modfile p C',
    verbs: { install: 'install get', clean: 'clean' },
  },
  cargo: {
    short: 'FjZ',
    long: 'version vers git branch tag rev path root registry index features target profile bin example jobs config color',
    verbs: { install: 'install' },
  },
};

const managers: Readonly<Record<string, keyof typeof syntaxes>> = {
  apk: 'apk', dnf: 'rpm', dnf5: 'rpm', yum: 'rpm', microdnf: 'rpm', tdnf: 'rpm', zypper: 'zypper', npm: 'npm', yarn: 'yarn',
  pnpm: 'pnpm', gem: 'gem', go: 'go', cargo: 'cargo', uv: 'uv',
}; // prettier-ignore

const aptActions: Readonly<Record<string, Action>> = {
  install: 'install', reinstall: 'install', 'build-dep': 'install', update: 'refresh', upgrade: 'upgrade', 'dist-upgrade': 'upgrade',
  'full-upgrade': 'upgrade', 'safe-upgrade': 'upgrade', clean: 'clean', autoclean: 'clean', distclean: 'clean',
}; // prettier-ignore

function packageCall(command: SimpleCommand): PackageCall | undefined {
  const apt = aptCall(command);
  if (apt) {
    const [verb, ...operands] = apt.operands;
    const toolWord = command.words.find(({ text }) => text.endsWith(apt.tool));
    const options = apt.options.map(({ name, value, word }) => ({ name, word, ...(value !== undefined && { value }) }));
    const action = aptActions[verb?.text ?? ''] ?? 'other';
    return toolWord && { manager: 'apt', tool: apt.tool, toolWord, command, action, verb, options, operands };
  }
  const invocation = invocationOf(command);
  if (!invocation) return undefined;
  const { name, nameWord: toolWord, args } = invocation;
  if (name === 'pacman') return pacmanCall(invocation);
  if (/^pip[\d.]*$/.test(name)) return read('pip', name, toolWord, args, command);
  // `python3 -m pip install …`
  if (/^python[\d.]*$/.test(name)) {
    const [option, module] = args;
    return option?.text === '-m' && module?.text === 'pip'
      ? read('pip', 'pip', module, args.slice(2), command)
      : undefined;
  }
  const manager = Object.hasOwn(managers, name) ? managers[name] : undefined;
  return manager && read(manager, name, toolWord, args, command);
}

function read(
  manager: keyof typeof syntaxes,
  tool: string,
  toolWord: ShellWord,
  args: readonly ShellWord[],
  command: SimpleCommand,
): PackageCall {
  const { verbs, ...syntax } = syntaxes[manager];
  const { options, operands } = readOptions(args, syntax);
  const prefix = /^(?:global|pip|workspace|\+.*)$/;
  let index = 0;
  while (operands[index + 1] && prefix.test(operands[index]?.text ?? '')) index++;
  const verb = operands[index];
  // `yarn` alone installs.
  const text = verb?.text ?? (manager === 'yarn' ? 'install' : '');
  const isInfo = !verb && hasOption({ options } as PackageCall, 'version', 'v', 'help', 'h');
  const entry = Object.entries(verbs).find(([, words]) => words.split(' ').includes(text));
  const action = isInfo || !entry ? 'other' : (entry[0] as Action);
  return { manager, tool, toolWord, command, action, verb, options, operands: operands.slice(index + 1) };
}

/** `-S` installs, `-Sy` refreshes the lists, `-Su` upgrades, `-Sc` cleans; the letters may stand in any order. */
function pacmanCall({ name, nameWord, args, command }: Invocation): PackageCall {
  const { options, operands } = readOptions(args, { short: 'br', long: 'dbpath root config arch cachedir' });
  const has = (...names: string[]) => options.some((option) => names.includes(option.name));
  const installs = has('S', 'sync', 'U', 'upgrade') && operands.length > 0;
  const synced: Action = has('c', 'clean') ? 'clean' : has('u', 'sysupgrade') ? 'upgrade' : 'refresh';
  const action = installs ? 'install' : has('S', 'sync') ? synced : 'other';
  const verb = options.find((option) => ['S', 'sync', 'U', 'upgrade'].includes(option.name))?.word;
  return { manager: 'pacman', tool: name, toolWord: nameWord, command, action, verb, options, operands };
}
