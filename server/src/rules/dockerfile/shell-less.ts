import { lowerCase } from '../../dockerfile/characters.js';
import { alongChain } from '../../dockerfile/stages.js';
import { joinPath } from '../../dockerfile/paths.js';
import type { Instruction, Stage, StageBase } from '../../dockerfile/tree.js';

/**
 * Images without a shell, by their publishers' documentation: GoogleContainerTools/distroless (but for the `debug` tags), .NET's chiseled
 * and distroless tags, Azure Linux' distroless images, and Chainguard's two bases for compiled programs.
 */
const shellLess: readonly (readonly [name: RegExp, tag: RegExp, debug: RegExp])[] = [
  [/^gcr\.io\/distroless\//, /^/, /^debug/],
  [/^mcr\.microsoft\.com\/dotnet\//, /chiseled|distroless/, /debug/],
  [/^mcr\.microsoft\.com\/(?:azurelinux|cbl-mariner)\/distroless\//, /^/, /debug/],
  [/^(?:cgr\.dev\/chainguard|chainguard)\/(?:static|glibc-dynamic)$/, /^/, /-dev$/],
];

/** Whether a base is known to have no shell. */
export function hasNoShell(base: StageBase): boolean {
  if (base.kind === 'scratch') return true;
  if (base.kind !== 'image' || !base.reference) return false;
  const { familiarName, tag } = base.reference;
  const text = tag?.text ?? '';
  return shellLess.some(([name, known, debug]) => name.test(familiarName) && known.test(text) && !debug.test(text));
}

/** Whether a stage has no shell: its base has none, and nothing that the file places may be one. */
export const lacksShell = alongChain<boolean>(
  (stage, baseLacks) => (baseLacks ?? hasNoShell(stage.base)) && !mayGetShell(stage),
);

function mayGetShell({ instructions, end }: Stage): boolean {
  const started = [end.entrypoint, end.command].map((each) => each?.line.text ?? '').join(' ');
  return instructions.some((instruction) => {
    const { keyword } = instruction;
    return keyword === 'SHELL' || ((keyword === 'COPY' || keyword === 'ADD') && mayPlaceShell(instruction, started));
  });
}

const shells = /^(?:sh|bash|ash|dash|busybox|rootfs.*|.*\.(?:tar|tgz|txz)(?:\..*)?)$/;
/** Where a copied directory may hold a shell. */
const places = new Set(['/', '/bin', '/sbin', '/usr', '/usr/bin', '/usr/local/bin', '/busybox']);

function mayPlaceShell({ args, state, flags }: Instruction, started: string): boolean {
  const destination = args.at(-1)?.text ?? '';
  const place = joinPath(state.workdir ?? '/', destination);
  if (place === undefined || destination.includes('$')) return true;
  if (shells.test(lastPart(place))) return true;
  const sources = args.slice(0, -1);
  if (flags.some(({ name }) => name === 'from') && sources.some(({ text }) => text === '/')) return true;
  return sources.some(({ text }) => {
    const name = lastPart(text);
    if (shells.test(name)) return true;
    // A directory among these may hold anything; what is started by its name is a file.
    return places.has(place) && (name === '' || !started.includes(name));
  });
}

const lastPart = (path: string): string => lowerCase(path.replace(/\/+$/, '')).replace(/^.*\//, '');
