/** The command cannot be run as it was given. The message is the part behind `error: `, without a full stop. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** How a run ended. */
export const exitCodes = {
  /** Nothing to complain about. */
  clean: 0,
  /** Findings at or above the severity that fails. */
  findings: 1,
  /** Something could not be run, read or checked. */
  failed: 2,
} as const;
