import type { Message } from '../../../engine/message.js';
import { say } from '../../../engine/message.js';
import type { Fix } from '../../../engine/rule.js';
import { flagOf, isTrue, lacks, type CommandLine, type Flag } from '../../../kubernetes/command-line.js';
import { withFlag, withValue } from '../../../kubernetes/flag-changes.js';
import { fixBy } from './lines.js';

/**
 * Whether the kubelet is started by flags without a file: then it takes anonymous callers, lets them do everything and opens port 10255
 * unless flags say otherwise (applyLegacyDefaults in cmd/kubelet/app/options/options.go). kubeadm always gives it a file.
 */
export function isByFlagsAlone(line: CommandLine): boolean {
  const server = flagOf(line, 'enable-server');
  return line.origin === 'command' && lacks(line, 'config', 'config-dir') && isTrue(server) !== false;
}

/** The place of a flag with a weak value, or of the command line where the flag is missing and its default is weak; else nothing. */
export function weakFlag(line: CommandLine, name: string, isWeak: (value: string) => boolean) {
  const flag = flagOf(line, name);
  if (flag) return flag.value !== undefined && isWeak(flag.value) ? { at: flag.at, flag } : undefined;
  return isByFlagsAlone(line) && lacks(line, name) ? { at: line.at, flag: undefined } : undefined;
}

/** The fix that gives the flag this value. */
export function setFlag(line: CommandLine, flag: Flag | undefined, name: string, value: string): readonly Fix[] {
  const title: Message = say`Set --${name}=${value}`;
  return fixBy(flag ? withValue(flag, value) : withFlag(line, name, value), { title, applicability: 'hardening' });
}
