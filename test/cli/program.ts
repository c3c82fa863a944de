import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { build } from 'esbuild';

/** The root of the repository, found from where the bundled tests run. */
export const root = findRoot(import.meta.dirname);

/** A command line program, bundled as it is shipped. */
export interface Program {
  readonly file: string;
}

const folders: string[] = [];
const built = new Map<string, Promise<Program>>();

/** Bundles the program that starts in this file (relative to the root), once for all tests; removed when they end. */
export function buildProgram(entry: string): Promise<Program> {
  const program = built.get(entry) ?? bundle(entry);
  built.set(entry, program);
  return program;
}

async function bundle(entry: string): Promise<Program> {
  fs.mkdirSync(path.join(root, 'out'), { recursive: true });
  const folder = fs.mkdtempSync(path.join(root, 'out', 'cli-'));
  removeAtExit(folder);
  // Another user has to be able to run it in the tests about rights.
  fs.chmodSync(folder, 0o755);
  const file = path.join(folder, 'cli.mjs');
  await build({
    absWorkingDir: root,
    entryPoints: [entry],
    outfile: file,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    // Some of the bundled packages are CommonJS and ask for Node's modules by `require`.
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
    loader: { '.md': 'text' },
    logLevel: 'warning',
  });
  return { file };
}

/** What `--format json` prints, as far as the tests look at it. */
export interface JsonReport {
  readonly findings: readonly {
    readonly rule: string;
    readonly file: string;
    readonly start: { readonly offset: number };
    readonly suppressed?: object;
  }[];
  readonly files: readonly { readonly file: string }[];
  readonly errors: readonly {
    readonly level: string;
    readonly cause: string;
    readonly file: string;
    readonly message: string;
    readonly start?: { readonly line: number };
  }[];
}

/** Reads what `--format json` printed. */
export function parseReport({ stdout }: Outcome): JsonReport {
  return JSON.parse(stdout) as JsonReport;
}

export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly cwd: string;
  readonly input?: string | Buffer;
  readonly env?: Readonly<Record<string, string>>;
  /** The user to run it as; only root may choose. */
  readonly uid?: number;
}

/** Runs a program to its end; after 30 seconds it is ended, and its code is null. */
export function runProgram(
  { file }: Program,
  args: readonly string[],
  { cwd, input = '', env = {}, uid }: RunOptions,
): Outcome {
  const inherited = Object.entries(process.env).filter(([name]) => name !== 'FORCE_COLOR' && name !== 'NO_COLOR');
  const { status, stdout, stderr } = spawnSync(process.execPath, [file, ...args], {
    cwd,
    input,
    env: { ...Object.fromEntries(inherited), ...env },
    ...(uid !== undefined && { uid }),
    encoding: 'utf8',
    timeout: 30_000,
    maxBuffer: 1 << 28,
  });
  return { code: status, stdout, stderr };
}

/** A new folder outside of any repository, with these files (an empty folder where a path ends in `/`); removed in the end. */
export function makeFolder(files: Readonly<Record<string, string | Buffer>>): string {
  const folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'bulkhead-cli-')));
  removeAtExit(folder);
  for (const [name, content] of Object.entries(files)) {
    const file = path.join(folder, name);
    fs.mkdirSync(name.endsWith('/') ? file : path.dirname(file), { recursive: true });
    if (!name.endsWith('/')) fs.writeFileSync(file, content);
  }
  return folder;
}

/** Manifests and Dockerfiles that the stub rules find something in. */
export const samples = {
  privileged: pod('web', '      resources: {}\n      securityContext:\n        privileged: true # why not\n'),
  unlimited: pod('web', ''),
  clean: pod('web', '      resources: {}\n'),
  hostNetwork: pod('web', '      resources: {}\n', '  hostNetwork: true\n'),
  dockerfile: 'FROM scratch\nADD a b\nUSER 1\n',
  settings: 'level: baseline\n',
};

/** A Pod with one container; `fields` are lines of the container, `spec` lines of its pod spec. */
export function pod(name: string, fields: string, spec = ''): string {
  return `apiVersion: v1\nkind: Pod\nmetadata:\n  name: ${name}\nspec:\n${spec}  containers:\n    - name: ${name}\n      image: nginx\n${fields}`;
}

function findRoot(folder: string): string {
  const marker = path.join(folder, 'server', 'tsconfig.core.json');
  return fs.existsSync(marker) ? folder : findRoot(path.dirname(folder));
}

function removeAtExit(folder: string): void {
  if (folders.length === 0) process.once('exit', removeFolders);
  folders.push(folder);
}

function removeFolders(): void {
  for (const folder of folders) fs.rmSync(folder, { recursive: true, force: true });
}
