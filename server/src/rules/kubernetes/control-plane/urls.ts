/** Whether a URL names an address that only the node itself reaches. */
export function isLoopback(url: string): boolean {
  return /^[a-z]+:\/\/(localhost|127(\.\d+){3}|\[::1\])(:|\/|$)/.test(url);
}
