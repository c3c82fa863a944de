/** Joins lines into a text with a final line end. */
export const text = (...lines: readonly string[]): string => `${lines.join('\n')}\n`;

const head = ['apiVersion: v1', 'kind: Pod', 'metadata:', '  name: shop', 'spec:'];

/** A Pod with these lines below `spec`. */
export const pod = (...lines: readonly string[]): string => text(...head, ...lines.map((line) => `  ${line}`));

/** A Pod with one container 'web', with these lines in it. */
export const podWith = (...lines: readonly string[]): string =>
  pod('containers:', '  - name: web', '    image: nginx:1.29', ...lines.map((line) => `    ${line}`));
