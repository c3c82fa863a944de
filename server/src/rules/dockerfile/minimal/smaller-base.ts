import { verbatimSpan } from '../../../dockerfile/mapped-text.js';
import { replaceWord } from '../../../dockerfile/edits.js';
import { joinPath } from '../../../dockerfile/paths.js';
import { stageReferences } from '../../../dockerfile/stages.js';
import type { Instruction, Stage } from '../../../dockerfile/tree.js';
import { say, type Message } from '../../../engine/message.js';
import type { Fix } from '../../../engine/rule.js';
import { contains } from '../../../text/span.js';
import { distroless, linkageOf, type Linkage } from './linkage.js';
import { startAs, startedBy, starts } from './started.js';

/** The move of a final stage that only takes programs from other stages onto the distroless image that has all they need. */
export function ontoDistroless(stage: Stage): readonly Fix[] {
  const { image, base, instructions, dockerfile } = stage;
  if (!image || base.kind !== 'image' || image.text !== base.text.text || dockerfile.faults.length > 0) return [];
  const started = startedBy(stage);
  const copies = instructions.filter(({ keyword }) => keyword === 'COPY');
  if (!started || copies.length === 0 || !instructions.every(mayStay)) return [];
  const linkages = copies.map(linkageOfCopied);
  const path = copies.flatMap(copiedPaths).find((each) => starts(started, each));
  const widest = widestOf(linkages);
  if (!widest || path === undefined || /[\s"'$\\]/.test(path)) return [];
  const newBase = distroless[widest];
  return [
    rewrite(say`Move to '${newBase}', which has no shell`, () => [
      ...replaceWord(image, newBase),
      ...startAs(started, started.path ?? path),
    ]),
  ];
}

/** Puts another tag into the FROM of the stage at the root; nothing where it is not written there, or a digest holds. */
export function withTag(
  { root }: Stage,
  change: (tag: string) => string | undefined,
  title: (tag: string) => Message,
): readonly Fix[] {
  const { base, image } = root;
  if (base.kind !== 'image' || !base.reference?.tag || base.reference.digest || !image) return [];
  const { tag } = base.reference;
  const newTag = change(tag.text);
  const place = verbatimSpan(base.text, tag.start, tag.end);
  if (newTag === undefined || !place || !contains(image.span, place)) return [];
  return [rewrite(title(newTag), () => [{ ...place, newText: newTag }])];
}

function rewrite(
  title: Message,
  edits: () => Extract<ReturnType<Fix['changes']>[number], { op: 'text' }>['edits'],
): Fix {
  return { title, applicability: 'hardening', kind: 'refactoring', changes: () => [{ op: 'text', edits: edits() }] };
}

const keywords = /^(?:COPY|CMD|ENTRYPOINT|EXPOSE|LABEL|ENV|ARG|STOPSIGNAL|MAINTAINER)$/;

/** Whether an instruction means the same on an image without a shell, and with two users only. */
function mayStay({ keyword, args, flags }: Instruction): boolean {
  if (keyword === 'USER') return isKnownUser(args[0]?.text ?? '');
  if (keyword === 'WORKDIR') return args[0]?.text.startsWith('/') ?? false;
  return keywords.test(keyword) && flags.every(({ name, value }) => name !== 'chown' || isKnownUser(value?.text ?? ''));
}

const isKnownUser = (text: string): boolean => /^(?:[1-9]\d*(?::\d+)?|nonroot(?::nonroot)?|nobody)$/.test(text);

/** What a COPY needs of the image; undefined for what comes from anywhere else than a stage that builds it. */
function linkageOfCopied(copy: Instruction): Linkage | undefined {
  const [source] = stageReferences(copy);
  return source?.source.kind === 'stage' ? linkageOf(source.source.stage) : undefined;
}

function widestOf(linkages: readonly (Linkage | undefined)[]): Linkage | undefined {
  if (linkages.includes(undefined)) return undefined;
  return (['glibc-and-gcc', 'glibc', 'static'] as const).find((linkage) => linkages.includes(linkage));
}

function copiedPaths({ args, state }: Instruction): readonly string[] {
  const destination = args.at(-1)?.text ?? '';
  const sources = args.slice(0, -1);
  const own = joinPath(state.workdir, destination);
  if (own === undefined) return [];
  const inside = sources.map(({ text }) => joinPath(own, text.replace(/\/+$/, '').replace(/^.*\//, '')) ?? own);
  return destination.endsWith('/') || destination === '.' ? inside : [own];
}
