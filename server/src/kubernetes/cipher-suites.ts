/**
 * The suites that Go calls insecure (crypto/tls, InsecureCipherSuites of Go 1.25), which Kubernetes takes its list from: RC4, 3DES, CBC with
 * SHA-256, and key exchange by RSA, which has no forward secrecy.
 */
const insecure = /_RC4_|_3DES_|_CBC_SHA256$|^TLS_RSA_/;

/** Those of the names that stand for weak cipher suites. */
export function weakCipherSuites(names: readonly string[]): readonly string[] {
  return names.filter((name) => insecure.test(name));
}
