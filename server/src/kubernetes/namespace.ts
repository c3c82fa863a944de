/** Whether two objects may be in one namespace; an object without one goes where it is sent. */
export function sameNamespace(a: string | undefined, b: string | undefined): boolean {
  return a === undefined || b === undefined || a === b;
}
