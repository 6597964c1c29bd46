import { createScratchDatabase } from "@deepiri/schema-engine";

/**
 * Runs `body` with an empty database on the server of `url`, which is dropped afterwards whatever
 * happens. What a killed run leaves behind is dropped by a later one.
 *
 * @throws ScratchDatabaseError when the login may not create databases
 */
export async function withScratch<Result>(
  url: string,
  body: (scratchUrl: string) => Promise<Result>,
): Promise<Result> {
  const scratch = await createScratchDatabase(url);
  try {
    return await body(scratch.url);
  } finally {
    await scratch.drop();
  }
}
