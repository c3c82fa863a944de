/**
 * The suites that Go calls insecure (crypto/tls, InsecureCipherSuites of Go 1.22 to 1.25), from which Kubernetes takes its list: RC4, 3DES, CBC
 * with SHA-256, and key exchange by RSA, which has no forward secrecy.
 */
const insecure = /_RC4_|_3DES_|_CBC_SHA256$|^TLS_RSA_/;

/** Whether the name is that of a weak cipher suite. */
export function isWeakCipherSuite(name: string): boolean {
  return insecure.test(name);
}
