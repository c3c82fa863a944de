import { readOptions, type CommandOption } from '../../../dockerfile/shell/options.js';
import type { ShellWord, SimpleCommand } from '../../../dockerfile/shell/tree.js';
import { callOf } from './arguments.js';

/** A call of curl, its words read as curl does. */
export interface CurlCall {
  readonly options: readonly CurlOption[];
  readonly urls: readonly ShellWord[];
}

export type CurlOption = CommandOption;

/**
 * Which options take a value, which ends a cluster of short ones: `-ok` writes to the file 'k'. As `curl --help all` of 7.88 lists
 * them, with the newer ones of its src/tool_getparam.c added.
 */
const shortValues = 'AbcCdDeEFhHKmoPQrtTuUwxXyYz';
const longValues =
  `abstract-unix-socket alt-svc aws-sigv4 cacert capath cert cert-type ciphers config connect-timeout connect-to continue-at cookie
  cookie-jar create-file-mode crlfile curves data data-ascii data-binary data-raw data-urlencode delegation dns-interface
  dns-ipv4-addr dns-ipv6-addr dns-servers doh-url dump-header ech egd-file engine etag-compare etag-save expect100-timeout form
  form-string ftp-account ftp-alternative-to-user ftp-method ftp-port ftp-ssl-ccc-mode happy-eyeballs-timeout-ms haproxy-clientip
  header help hostpubmd5 hostpubsha256 hsts interface ip-tos ipfs-gateway json keepalive-cnt keepalive-time key key-type knownhosts krb krb4 libcurl
  limit-rate local-port login-options mail-auth mail-from mail-rcpt max-filesize max-redirs max-time netrc-file noproxy
  oauth2-bearer output output-dir parallel-max parallel-max-host pass pinnedpubkey preproxy proto proto-default proto-redir proxy
  proxy-cacert proxy-capath proxy-cert proxy-cert-type proxy-ciphers proxy-crlfile proxy-header proxy-key proxy-key-type proxy-pass
  proxy-pinnedpubkey proxy-service-name proxy-tls13-ciphers proxy-tlsauthtype proxy-tlspassword proxy-tlsuser proxy-user proxy1.0
  pubkey quote random-file range rate referer request request-target resolve retry retry-delay retry-max-time sasl-authzid
  service-name sigalgs socks4 socks4a socks5 socks5-gssapi-service socks5-hostname speed-limit speed-time stderr telnet-option
  tftp-blksize time-cond tls-max tls13-ciphers tlsauthtype tlspassword tlsuser trace trace-ascii trace-config unix-socket
  upload-file upload-flags url url-query user user-agent variable vlan-priority write-out`.replace(/\s+/g, ' ');

/** What a command asks curl for; undefined for any other command. */
export function curlCall(command: SimpleCommand): CurlCall | undefined {
  const called = callOf(command, /^curl$/);
  return called && read(called.args);
}

function read(args: readonly ShellWord[]): CurlCall {
  const { options, operands } = readOptions(args, { short: shortValues, long: longValues });
  const named = options.flatMap(({ name, valueWord }) => (name === 'url' && valueWord ? [valueWord] : []));
  return { options, urls: [...named, ...operands] };
}
