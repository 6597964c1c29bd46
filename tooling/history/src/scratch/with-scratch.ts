import { createScratchDatabase } from "@deepiri/schema-engine";

/** Runs `body` with the URL of an empty database on the server of `url`, which is dropped afterwards. */
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
