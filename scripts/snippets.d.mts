/** What a source file of a snippet says. */
export interface SnippetSource {
  readonly prefix: string;
  readonly description: string;
  readonly text: string;
}

export declare function readSource(text: string, file: string): SnippetSource;
export declare function toBody(text: string, file?: string): string;
