/** Runs jobs in the order given, as many at once as there are lanes. The first failure ends it. */
export async function inLanes<Lane, Job>(
  lanes: readonly Lane[],
  jobs: readonly Job[],
  run: (lane: Lane, job: Job) => Promise<void>,
): Promise<void> {
  const queue = [...jobs];
  const failures: unknown[] = [];
  await Promise.all(
    lanes.map(async (lane) => {
      for (let job = queue.shift(); job !== undefined && failures.length === 0; job = queue.shift())
        await run(lane, job).catch((error) => failures.push(error));
    }),
  );
  if (failures.length > 0) throw failures[0];
}

/** The results of two things that go on at once. When one fails, it is thrown once the other has ended. */
export async function together<One, Other>(
  one: Promise<One>,
  other: Promise<Other>,
): Promise<[One, Other]> {
  await Promise.allSettled([one, other]);
  return await Promise.all([one, other]);
}
