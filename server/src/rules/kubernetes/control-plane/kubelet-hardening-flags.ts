import { say } from '../../../engine/message.js';
import type { Problem } from '../../../engine/rule.js';
import { isOldTlsVersion, isWeakCipherSuite } from '../../../kubernetes/tls.js';
import { entriesOf, flagOf, isTrue, type CommandLine } from '../../../kubernetes/command-line.js';
import { withoutFlag, withValue } from '../../../kubernetes/flag-changes.js';
import { dottedSysctl, isSafeSysctl } from '../../../kubernetes/sysctls.js';
import { setFlag } from './kubelet-flags.js';
import { kubeletSettings, oldTlsMessage, unsafeSysctlsMessage, weakCipherMessage } from './kubelet-settings.js';
import { fixBy, onCommandLines, versionOf } from './lines.js';

/** What flags of a kubelet switch off; of flags that are missing nothing is said, because its file may have them. */
export const ofKubeletFlags = onCommandLines(['kubelet'], function* (line, context) {
  const minor = versionOf(line, context);
  for (const { flag: name, since = 0, better, weak, message, severity } of kubeletSettings) {
    const flag = name === undefined || minor < since ? undefined : flagOf(line, name);
    const isWeak = typeof weak === 'boolean' ? isTrue(flag) === weak : flag?.value === String(weak);
    if (!flag || !isWeak) continue;
    const fixes = setFlag(line, flag, flag.name, String(better)).map((fix) => ({ ...fix, preferred: false as const }));
    yield { at: flag.at, message, ...(severity && { severity }), fixes };
  }
  yield* noTimeout(line, minor);
  yield* otherName(line);
  yield* weakTls(line);
  yield* unsafeSysctls(line, minor);
});

/** The minor version since which nothing reads the timeout: the code went with dockershim (kubernetes/kubernetes#131992). */
const timeoutUnused = 24;

function* noTimeout(line: CommandLine, minor: number): Iterable<Problem> {
  const flag = flagOf(line, 'streaming-connection-idle-timeout');
  if (minor >= timeoutUnused || !/^0[a-z]*$/.test(flag?.value ?? '') || !flag) return;
  yield {
    at: flag.at,
    message: say`Idle connections for commands and ports stay open for ever, and with them a way into the pods.`,
    fixes: setFlag(line, flag, flag.name, '4h'),
  };
}

function* otherName(line: CommandLine): Iterable<Problem> {
  const flag = flagOf(line, 'hostname-override');
  if (!flag?.value || line.origin === 'kubeadm') return;
  yield {
    at: flag.at,
    message: say`The node goes by another name than its machine: certificates and logs of the two no longer match by themselves.`,
    severity: 'hint',
  };
}

function* weakTls(line: CommandLine): Iterable<Problem> {
  const version = flagOf(line, 'tls-min-version');
  if (version && isOldTlsVersion(version.value ?? '')) {
    yield { at: version.at, message: oldTlsMessage, fixes: setFlag(line, version, version.name, 'VersionTLS12') };
  }
  // TLS 1.3 has suites of its own, which the list does not change.
  const flag = version?.value === 'VersionTLS13' ? undefined : flagOf(line, 'tls-cipher-suites');
  const suites = flag ? entriesOf(flag) : [];
  const strong = suites.filter((suite) => !isWeakCipherSuite(suite));
  if (!flag || strong.length === suites.length) return;
  const change = strong.length > 0 ? withValue(flag, strong.join(',')) : withoutFlag(flag);
  yield {
    at: flag.at,
    message: weakCipherMessage,
    fixes: fixBy(change, { title: say`Remove the weak cipher suites`, applicability: 'hardening' }),
  };
}

function* unsafeSysctls(line: CommandLine, minor: number): Iterable<Problem> {
  const flag = flagOf(line, 'allowed-unsafe-sysctls');
  if (!flag || entriesOf(flag).every((name) => isSafeSysctl(dottedSysctl(name), minor))) return;
  yield {
    at: flag.at,
    message: unsafeSysctlsMessage,
    fixes: fixBy(withoutFlag(flag), {
      title: say`Remove --allowed-unsafe-sysctls`,
      applicability: 'hardening',
      preferred: false,
    }),
  };
}
