/** An argument of VOLUME that is written as `docker run -v` takes it. */
export interface HostSyntax {
  /** The path within the container. */
  readonly container: string;
}

const options = '(?:ro|rw|z|Z|cached|delegated|consistent|nocopy|[rs]?shared|[rs]?slave|[rs]?private)';
/** A drive's letter and colon belong to the path behind them. */
const path = '(?:[A-Za-z]:[\\\\/][^:]*|[^:]+)';
const twoPaths = new RegExp(`^${path}:([A-Za-z]:[\\\\/][^:]*|/[^:]*)(?::${options}(?:,${options})*)?$`);
const withOptions = new RegExp(`^(${path}):${options}(?:,${options})*$`);

/** Reads `host:container`, `name:/path` and `/path:ro`; undefined for a path, also for one with a colon in a name. */
export function hostSyntax(text: string): HostSyntax | undefined {
  const container = (twoPaths.exec(text) ?? withOptions.exec(text))?.[1];
  const isDrive = /^[A-Za-z]:[\\/][^:]*$/.test(text);
  return container === undefined || isDrive ? undefined : { container };
}
