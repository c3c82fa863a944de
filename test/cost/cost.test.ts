import assert from 'node:assert/strict';
import { once } from 'node:events';
import { isMainThread, parentPort, Worker } from 'node:worker_threads';
import { countSteps } from './steps.js';
import { tasks } from './tasks.js';

/** By task: how many times more steps an input of eight times the length takes. */
type Growths = ReadonlyMap<string, number>;

// V8 counts in code that it compiles after the counting began, so this file runs once more in a thread of its own.
if (isMainThread) {
  describe('the steps for an input twice as long are about twice as many', () => {
    let growths: Growths = new Map();
    before(async () => {
      [growths] = (await once(new Worker(new URL(import.meta.url)), 'message')) as [Growths];
    });
    for (const name of tasks.keys()) {
      it(name, () => {
        const growth = growths.get(name) ?? NaN;
        // What is quadratic grows by 64. Three doublings at once, so that one at which a reader changes its ways does not decide.
        assert.ok(growth < 2.5 ** 3, `${growth.toFixed(1)} times the steps for 8 times the text`);
      });
    }
  });
} else {
  parentPort?.postMessage(await measureGrowths());
}

async function measureGrowths(): Promise<Growths> {
  const { count } = await countSteps();
  const growths = new Map<string, number>();
  for (const [name, { size, prepare }] of tasks) {
    const steps = async (n: number): Promise<number> => count(prepare(n));
    await steps(size / 4); // what is made once is not counted
    growths.set(name, (await steps(2 * size)) / (await steps(size / 4)));
  }
  return growths;
}
