import type { ShellWord } from '../../../dockerfile/shell/tree.js';

const local = /^(?:[a-z][a-z0-9+.-]*:\/\/)?(?:[^/@]*@)?(?:localhost|127(?:\.\d+){3}|0\.0\.0\.0|\[::1?\])(?=[:/?#]|$)/i;
const unknownHost = /^(?:[a-z][a-z0-9+.-]*:\/\/)?(?:[^/@]*@)?\$/i;

/** Whether all these URLs are of the container itself, which a health check asks by whatever name a variable gives it. */
export function asksItself(urls: readonly ShellWord[], keyword: string): boolean {
  const isItself = ({ text }: ShellWord) => local.test(text) || (keyword === 'HEALTHCHECK' && unknownHost.test(text));
  return urls.length > 0 && urls.every(isItself);
}

/** Names and addresses that mean something only within one's own network (RFC 1918, 3927, 4193, 6761, 6762, 8375; ICANN's `internal`). */
const ownNetwork =
  /^(?:[^.:]*|.*\.(?:local|localdomain|localhost|internal|intranet|corp|home|lan|private|home\.arpa|svc|test|invalid)|(?:0|10|127)(?:\.\d+){3}|192\.168\.\d+\.\d+|169\.254\.\d+\.\d+|172\.(?:1[6-9]|2\d|3[01])\.\d+\.\d+|\[(?:::1?|f[cd].*|fe80.*)\])$/i;

/** Whether a host, with or without a port, is one of one's own network. One that a variable names is not known to be. */
export function isPrivateHost(host: string): boolean {
  return !/[$`]/.test(host) && ownNetwork.test(host.replace(/:\d+$/, ''));
}

/** The last part of a path or a URL, without query; empty when that ends in a slash. */
export function lastPart(path: string): string {
  const plain = path.replace(/[?#].*$/, '');
  return plain.slice(plain.lastIndexOf('/') + 1);
}
