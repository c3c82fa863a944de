/**
 * The suites that Go calls insecure (crypto/tls, InsecureCipherSuites of Go 1.22 to 1.25), from which Kubernetes takes its list: RC4, 3DES, CBC
 * with SHA-256, and key exchange by RSA, which has no forward secrecy.
 */
const insecure = /_RC4_|_3DES_|_CBC_SHA256$|^TLS_RSA_/;

/** Whether the name is that of a weak cipher suite. */
export function isWeakCipherSuite(name: string): boolean {
  return insecure.test(name);
}

/** Whether a server that takes this version of TLS at least, as flags and files name it, takes one that has known holes. */
export function isOldTlsVersion(name: string): boolean {
  return /^VersionTLS1[01]$/.test(name);
}
