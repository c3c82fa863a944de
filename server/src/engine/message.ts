/** A sentence for people, with its arguments apart, so that tools can count, compare and translate it. */
export interface Message {
  /** The English text with `{0}`, `{1}` … where the arguments stand; braces of the text itself are doubled. */
  readonly template: string;
  readonly args: readonly string[];
}

/** Makes a message of a template literal. */
export function say(texts: TemplateStringsArray, ...args: readonly (string | number)[]): Message {
  const escaped = texts.map((text) => text.replace(/[{}]/g, '$&$&'));
  const template = escaped.reduce((before, text, index) => `${before}{${index - 1}}${text}`);
  return { template, args: args.map(String) };
}

/** The sentence in English. */
export function textOf({ template, args }: Message): string {
  return template.replace(/\{\{|\}\}|\{(\d+)\}/g, (found, index: string | undefined) =>
    index === undefined ? found.charAt(0) : (args[Number(index)] ?? found),
  );
}
