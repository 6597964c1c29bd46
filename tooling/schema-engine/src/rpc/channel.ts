import { createInterface } from "node:readline";
import type { CommandError } from "./command-error.js";

/** A request of Prisma's CLI. */
export interface Request {
  readonly id: number;
  readonly method: string;
  readonly params: unknown;
}

/** JSON-RPC with Prisma's CLI: one message a line, in both directions. */
export class Channel {
  #printed = 0;

  /** Calls `answer` for each request, one after the other; ends when the CLI closes the line. */
  async serve(answer: (request: Request) => Promise<void>): Promise<void> {
    for await (const line of createInterface({ input: process.stdin })) {
      const message = JSON.parse(line) as Partial<Request>;
      // What has no method is the CLI's receipt for something printed.
      if (message.method !== undefined) await answer(message as Request);
    }
  }

  /** Shows text on the CLI's standard output. */
  print(content: string): void {
    this.#printed += 1;
    this.#send({ id: this.#printed, method: "print", params: { content } });
  }

  succeed({ id }: Request, result: unknown): void {
    this.#send({ id, result: result ?? null });
  }

  fail({ id }: Request, { code, message }: CommandError): void {
    const data = { is_panic: false, message, meta: null, error_code: code };
    const error = {
      code: 4466,
      message: "An error happened. Check the data field for details.",
      data,
    };
    this.#send({ id, error });
  }

  #send(message: object): void {
    process.stdout.write(`${JSON.stringify({ jsonrpc: "2.0", ...message })}\n`);
  }
}
