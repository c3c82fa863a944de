import { officialRepository } from '../../../dockerfile/base-images.js';
import { baseFamily } from '../../../dockerfile/bases.js';
import { lookUp } from '../../../dockerfile/scope.js';
import { realBase, stageChain } from '../../../dockerfile/stages.js';
import type { Instruction, Stage } from '../../../dockerfile/tree.js';

/** What a program that a stage builds needs to find when it runs: nothing, the C library, or also what compilers add to that. */
export type Linkage = 'static' | 'glibc' | 'glibc-and-gcc';

/** The distroless image for each: they hold no more than this (GoogleContainerTools/distroless, README, 2026-09: debian13 is current). */
export const distroless: Readonly<Record<Linkage, string>> = {
  static: 'gcr.io/distroless/static-debian13:nonroot',
  glibc: 'gcr.io/distroless/base-debian13:nonroot',
  'glibc-and-gcc': 'gcr.io/distroless/cc-debian13:nonroot',
};

/**
 * How the programs are linked that a stage builds from Go or Rust; undefined where the file does not tell, or where libraries go into
 * them that distroless does not have.
 */
export function linkageOf(stage: Stage): Linkage | undefined {
  const base = realBase(stage);
  if (base.kind !== 'image' || !base.reference) return undefined;
  const language = officialRepository(base.reference);
  const tag = base.reference.tag?.text ?? '';
  const runs = stageChain(stage).flatMap(({ instructions }) => instructions.filter(({ keyword }) => keyword === 'RUN'));
  const text = runs.map(({ line }) => line.text).join('\n');
  // Debian 13 has glibc 2.41; what is built against a newer one does not start there.
  if (/forky|sid|resolute|windows|nanoserver/.test(tag) || otherLibraries.test(text)) return undefined;
  const family = baseFamily(base);
  if (language === 'golang') return ofGo(runs, text, family, tag);
  if (language !== 'rust' || !/\bcargo\b/.test(text)) return undefined;
  const target = /--target[= ]\S+/.exec(text)?.[0];
  if (target !== undefined && !/-linux-(?:musl|gnu)/.test(target)) return undefined;
  if (family === 'alpine' || target?.includes('-linux-musl')) return 'static';
  return family === 'debian' ? 'glibc-and-gcc' : undefined;
}

/** The C library and OpenSSL are in distroless base and cc; the static image has neither, and needs neither. */
const otherLibraries =
  /\blib(?!c6?-dev|ssl-dev|clang)[\w.+-]+-dev(?:el)?\b|\b(?:sqlite|openssl|zlib|libffi)-dev\b|crt-static|GOOS=(?!linux)/;

function ofGo(runs: readonly Instruction[], text: string, family: string, tag: string): Linkage | undefined {
  const builds = runs.filter(({ line }) => /\bgo\s+(?:build|install)\b/.test(line.text));
  if (builds.length === 0) return undefined;
  if (builds.every(isWithoutC)) return 'static';
  if (/\bCGO_ENABLED\b/.test(text)) return undefined;
  // Since 1.20 Go builds without C where it finds no compiler (go.dev/doc/go1.20).
  const hasNoCompiler = !/\b(?:gcc|clang|musl-dev|build-base|alpine-sdk)\b/.test(text);
  if (family === 'alpine') return hasNoCompiler && /^1\.[2-9]\d/.test(tag) ? 'static' : undefined;
  return family === 'debian' ? 'glibc' : undefined;
}

function isWithoutC({ line, state }: Instruction): boolean {
  if (/\bCGO_ENABLED=["']?0/.test(line.text)) return true;
  const variable = lookUp(state.variables, 'CGO_ENABLED');
  return variable.kind === 'set' && variable.value.text === '0' && !/\bCGO_ENABLED=/.test(line.text);
}
