import { createInterface } from "node:readline";

/**
 * @typedef {object} Request one line of Prisma's generator protocol
 * @property {number} id
 * @property {string} method
 * @property {any} params
 */

/**
 * Answers Prisma's generator protocol: JSON-RPC requests, a line each, on stdin; answers on stderr.
 * Ends when Prisma closes stdin or kills the process.
 *
 * @param {{ prettyName: string, defaultOutput: string }} manifest what Prisma shows
 * @param {(options: any) => Promise<void>} generate called once with the schema's DMMF
 */
export function serveGenerator(manifest, generate) {
  /** @param {Request} request */
  async function answer({ method, params }) {
    if (method === "getManifest") return { manifest };
    if (method === "generate") return generate(params);
    throw new Error(`Prisma asked for "${method}", which word-types does not know`);
  }
  createInterface({ input: process.stdin }).on("line", async (line) => {
    /** @type {Request} */
    const request = JSON.parse(line);
    const reply = await answer(request).then((result) => ({ result: result ?? null }), failure);
    process.stderr.write(`${JSON.stringify({ jsonrpc: "2.0", id: request.id, ...reply })}\n`);
  });
}

/** @param {unknown} error */
function failure(error) {
  const message = error instanceof Error ? error.message : String(error);
  // Prisma prints a stack where there is one; people need the sentence only.
  return { error: { code: -32000, message, data: { stack: message } } };
}
