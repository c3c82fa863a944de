import type { ShellWord } from '../../dockerfile/shell/tree.js';
import { say } from '../../engine/message.js';
import type { Fix, Rule } from '../../engine/rule.js';
import { placeIn, removeWord, usesOldBuilder, type BuildCommand } from '../../pipeline/build-commands.js';

export const ciSquashFlag: Rule = {
  id: 'ci-squash-flag',
  title: 'Flag that squashes no layers any more',
  severity: 'hint',
  on: false,
  standards: { cwe: [477] },

  mentions: ['squash'],

  *buildCommand(build) {
    const flags = build.args.filter(({ text }) => /^--squash(?:=true)?$/.test(text));
    // What Podman and Buildah squash is squashed, and so it is by Docker's old builder.
    if (flags.length === 0 || build.tool !== 'docker' || usesOldBuilder(build)) return;

    for (const flag of flags)
      yield {
        at: placeIn(build, flag),
        message: say`BuildKit ignores '--squash': what a later step deletes still ships in the layer of an earlier one, for whoever pulls the image.`,
        fixes: removal(build, flag),
      };
  },
};

/** Safe: the flag does nothing, and even an image with squashed layers holds the same files. */
function removal(build: BuildCommand, flag: ShellWord): readonly Fix[] {
  const edit = removeWord(build, flag);
  if (!edit) return [];
  return [
    {
      title: say`Remove '--squash', which does nothing`,
      applicability: 'safe',
      changes: () => [{ op: 'text', edits: [edit] }],
    },
  ];
}
