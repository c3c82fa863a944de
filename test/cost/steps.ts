import { Session } from 'node:inspector/promises';

/** Counts what code executes: the function calls and the blocks entered, of all code that was compiled since. */
export interface StepCounter {
  /** How many steps this takes; the same number on any machine, however busy it is. */
  readonly count: (run: () => void) => Promise<number>;
}

/**
 * A counter of the steps of this thread, by the coverage counters of V8. What a built-in does in one call, such as searching or
 * comparing text, is one step.
 */
export async function countSteps(): Promise<StepCounter> {
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
  return {
    async count(run) {
      await session.post('Profiler.takePreciseCoverage'); // which sets the counters back
      run();
      const { result } = await session.post('Profiler.takePreciseCoverage');
      const ranges = result.flatMap(({ functions }) => functions).flatMap((each) => each.ranges);
      return ranges.reduce((sum, { count }) => sum + count, 0);
    },
  };
}
