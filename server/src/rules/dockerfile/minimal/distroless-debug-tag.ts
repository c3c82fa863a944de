import { verbatimSpan } from '../../../dockerfile/mapped-text.js';
import { realBase, stageChain } from '../../../dockerfile/stages.js';
import type { Dockerfile, Stage } from '../../../dockerfile/tree.js';
import { say } from '../../../engine/message.js';
import type { Fix, Problem, Rule } from '../../../engine/rule.js';
import { contains, type Span } from '../../../text/span.js';
import { forPeople } from './installed.js';

export const distrolessDebugTag: Rule = {
  id: 'distroless-debug-tag',
  title: 'Distroless image with a shell for debugging',
  severity: 'warning',
  on: true,

  mentions: ['distroless'],
  dockerfile: withShell,
};

function* withShell({ finalStage }: Dockerfile): Iterable<Problem> {
  if (!finalStage || forPeople.test(finalStage.name ?? '')) return;
  const base = realBase(finalStage);
  const at = finalStage.root.image;
  if (base.kind !== 'image' || !base.reference || !at) return;
  const { familiarName, tag, digest } = base.reference;
  if (!familiarName.startsWith('gcr.io/distroless/') || !tag || !/^debug(?:-|$)/.test(tag.text)) return;

  const newTag = tag.text.replace(/^debug(?:-nonroot)?/, 'nonroot');
  const place = verbatimSpan(base.text, tag.start, tag.end);
  const fixes = place && !digest && !needsShell(finalStage) && contains(at.span, place) ? [toFix(place, newTag)] : [];
  yield {
    at,
    message: say`Tag '${tag.text}' brings a busybox with a shell and network tools: whoever breaks in has at hand what distroless images are meant to leave out.`,
    fixes,
  };
}

/** Whether something in the stages uses the shell of the image. */
function needsShell(stage: Stage): boolean {
  return stageChain(stage).some(({ instructions }) =>
    instructions.some(
      ({ keyword, form, args, line }) =>
        keyword === 'RUN' ||
        keyword === 'SHELL' ||
        /busybox|\bsh\b/.test(line.text) ||
        (/^(?:CMD|ENTRYPOINT|HEALTHCHECK)$/.test(keyword) && form === 'shell' && args[0]?.text !== 'NONE'),
    ),
  );
}

function toFix(place: Span, tag: string): Fix {
  return {
    title: say`Use '${tag}', which has no shell and no right of root`,
    applicability: 'hardening',
    changes: () => [{ op: 'text', edits: [{ ...place, newText: tag }] }],
  };
}
