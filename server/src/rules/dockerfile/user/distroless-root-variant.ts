import { verbatimSpan } from '../../../dockerfile/mapped-text.js';
import { realBase } from '../../../dockerfile/stages.js';
import type { Stage } from '../../../dockerfile/tree.js';
import { say } from '../../../engine/message.js';
import type { Fix, Rule } from '../../../engine/rule.js';
import type { ImageReference } from '../../../text/image-reference.js';
import { nonRootTag, rootVariant } from './distroless.js';
import { insertUser } from './place-user.js';
import { userBlock } from './user-block.js';

export const distrolessRootVariant: Rule = {
  id: 'distroless-root-variant',
  title: 'Distroless image in its variant for root',
  severity: 'warning',
  on: true,
  standards: { cis: ['4.1'], nsa: '"Non-root" containers', cwe: [250] },
  aliases: {
    trivy: ['DS-0002'],
    kics: ['fd54f200-402c-4333-a5a4-36ef6709af2f'],
    checkov: ['CKV_DOCKER_3'],
    dockle: ['CIS-DI-0001'],
    semgrep: ['missing-user', 'missing-user-entrypoint'],
    sonar: ['S6471'],
  },

  mentions: ['distroless'],
  *dockerfile({ finalStage: stage }) {
    const image = stage && !stage.end.user ? rootVariant(stage) : undefined;
    const at = stage?.root.image;
    if (!stage || !image || !at) return;

    const tag = nonRootTag(image.tag?.text);
    yield {
      at,
      message: say`This variant starts as root, and no USER is set: whoever breaks in has more ways out to the host. '${image.familiarName}:${tag}' is the same image for an ordinary user.`,
      fixes: [...withTag(stage, image, tag), ...insertUser(stage, userBlock(stage))],
    };
  },
};

/** Not where a digest decides the image, or the name comes from elsewhere. */
function withTag(stage: Stage, { tag, digest, repository }: ImageReference, newTag: string): readonly Fix[] {
  const base = realBase(stage);
  if (base.kind !== 'image' || digest) return [];
  const span = tag
    ? verbatimSpan(base.text, tag.start, tag.end)
    : verbatimSpan(base.text, repository.start, repository.end);
  const { from } = stage.root;
  if (!span || span.start < from.span.start || span.end > from.span.end) return [];
  const edit = tag ? { ...span, newText: newTag } : { start: span.end, end: span.end, newText: `:${newTag}` };
  return [
    {
      title: say`Take the variant '${newTag}', which runs as user 65532`,
      applicability: 'hardening',
      changes: () => [{ op: 'text', edits: [edit] }],
    },
  ];
}
