import type { YamlValue } from '../yaml/value.js';
import type { Container } from './model.js';

/** A request that the kubelet makes for a container, with the host that it names. */
export interface HostRequest {
  readonly what: 'probe' | 'hook';
  readonly handler: 'httpGet' | 'tcpSocket';
  /** The settings of the request. */
  readonly action: YamlValue;
  readonly host: YamlValue;
  readonly hostName: string;
}

/** Where a container tells the kubelet to ask something (check_hostProbesAndhostLifecycle.go). */
const places = [
  ['probe', 'livenessProbe'],
  ['probe', 'readinessProbe'],
  ['probe', 'startupProbe'],
  ['hook', 'lifecycle', 'postStart'],
  ['hook', 'lifecycle', 'preStop'],
] as const;

/** The requests of probes and lifecycle hooks that name a host; ephemeral containers have none. */
export function hostRequests({ role, value }: Container): readonly HostRequest[] {
  if (role === 'ephemeral') return [];
  return places.flatMap(([what, ...path]) =>
    (['httpGet', 'tcpSocket'] as const).flatMap((handler): HostRequest[] => {
      const action = value.get(...path, handler);
      const host = action.get('host');
      return host.exists && host.text ? [{ what, handler, action, host, hostName: host.text }] : [];
    }),
  );
}

/** Whether a host is the node itself where the kubelet asks it. */
export function isNodeItself(hostName: string): boolean {
  return /^(localhost|127\.[\d.]+|\[?::1\]?)$/i.test(hostName);
}
