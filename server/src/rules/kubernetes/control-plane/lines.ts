import type { Message } from '../../../engine/message.js';
import type { Fix, Problem, RuleContext, Visitor } from '../../../engine/rule.js';
import type { CommandLine, Component } from '../../../kubernetes/command-line.js';
import { commandLines } from '../../../kubernetes/command-lines.js';
import { withFlag, type FlagChange } from '../../../kubernetes/flag-changes.js';
import { add, placeholder, type YamlData } from '../../../yaml/change.js';
import type { YamlValue } from '../../../yaml/value.js';
import { unlessShared } from '../fixes.js';

const nothing: readonly never[] = [];

/** The check of a rule that looks at each command line of these components. */
export function onCommandLines(
  components: readonly Component[],
  check: (line: CommandLine, context: RuleContext) => Iterable<Problem>,
): NonNullable<Visitor['manifest']> {
  return (manifest, context) => {
    const lines = commandLines(manifest, ...components);
    return lines.length === 0 ? nothing : lines.flatMap((line) => [...check(line, context)]);
  };
}

/** The minor version of Kubernetes that the component is of: the one its file names, else that of the settings. */
export function versionOf({ minor }: CommandLine, { kubernetesMinor }: RuleContext): number {
  return minor ?? kubernetesMinor;
}

/** Whether the file speaks of flags at all: what kubeadm leaves out where nobody sets any is told only if it weighs. */
export function setsFlags({ origin, flags }: CommandLine): boolean {
  return origin === 'command' || flags.length > 0;
}

/** A fix of a command line; none where it has no changes, or a place of theirs is repeated elsewhere. */
export function fixBy(change: FlagChange | undefined, fix: Omit<Fix, 'changes'>): readonly Fix[] {
  return change ? unlessShared(change.places, [{ ...fix, changes: () => change.changes }]) : [];
}

/** The changes as one; nothing where one of them cannot be made. */
export function together(...changes: readonly (FlagChange | undefined)[]): FlagChange | undefined {
  const all = changes.filter((change) => change !== undefined);
  if (all.length < changes.length) return undefined;
  return { places: all.flatMap(({ places }) => places), changes: all.flatMap((change) => change.changes) };
}

/** With these flags, whose values are guesses for the person to mend. */
export function guesses(line: CommandLine, values: Readonly<Record<string, string>>): FlagChange | undefined {
  return together(...Object.entries(values).map(([name, guess]) => withFlag(line, name, placeholder(guess))));
}

/** A fix that adds these flags and leaves their values to fill in. */
export function guessing(line: CommandLine, title: Message, values: Readonly<Record<string, string>>): readonly Fix[] {
  return fixBy(guesses(line, values), { title, applicability: 'placeholder' });
}

/** A file or directory of the node, of this name, made visible to the component at the same path. */
export function withHostPath(
  { container, volumes }: CommandLine,
  name: string,
  path: string,
  type: 'File' | 'DirectoryOrCreate',
): FlagChange | undefined {
  const readOnly = type === 'File' ? { readOnly: true } : {};
  if (container) {
    return adding(
      [container.value.get('volumeMounts'), { name, mountPath: path, ...readOnly }],
      [container.podSpec.value.get('volumes'), { name, hostPath: { path, type } }],
    );
  }
  return volumes && adding([volumes, { name, hostPath: path, mountPath: path, ...readOnly, pathType: type }]);
}

function adding(...items: readonly (readonly [YamlValue, YamlData])[]): FlagChange {
  return { places: items.map(([to]) => to), changes: items.map(([to, item]) => add(to, item)) };
}
