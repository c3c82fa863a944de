const pages = 'https://github.com/bulkhead-dev/bulkhead/blob/main/docs/rules';

/** The address of a rule's page. */
export function pageOf(ruleId: string): string {
  return `${pages}/${ruleId}.md`;
}
