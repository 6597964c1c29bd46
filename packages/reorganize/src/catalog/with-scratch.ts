import { createScratchDatabase } from "@deepiri/schema-engine";
import { open } from "../session/open.js";
import { writable } from "../session/writable.js";

/**
 * Runs `body` with an empty database on the server of `url`, of the encoding and locale of that one, which is dropped afterwards whatever
 * happens. What a killed run leaves behind is dropped by a later one.
 *
 * @throws ConnectionError when there is no usable server
 * @throws ScratchDatabaseError when the login may not create databases
 */
export async function withScratch<Result>(
  url: string,
  body: (scratchUrl: string) => Promise<Result>,
): Promise<Result> {
  // It says in words why there is no connection, and that a server is too old.
  await (await open(url)).end();
  const scratch = await createScratchDatabase(writable(url), { isAlike: true });
  try {
    return await body(scratch.url);
  } finally {
    await scratch.drop();
  }
}
