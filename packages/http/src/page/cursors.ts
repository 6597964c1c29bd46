import { createHmac, timingSafeEqual } from "node:crypto";
import type { z } from "zod";
import { InvalidRequest } from "../problem/problem.js";

const macBytes = 16;

/**
 * Cursors of a list: a position in it as text that callers hand back for the next page and cannot make
 * themselves. A cursor is good for the list that it was made for, with its order and filters.
 *
 * With CURSOR_SECRET it cannot be forged. Without, only damage and use with another list are found;
 * a forged one then asks for a page from somewhere else in the list, nothing more.
 */
export class Cursors<Schema extends z.ZodType> {
  constructor(
    /** What a position is; plain JSON. */
    private readonly position: Schema,
    private readonly secret: string = process.env.CURSOR_SECRET?.trim() ?? "",
  ) {}

  /** @param list what distinguishes the list from others: its name, order and filters */
  write(position: z.output<Schema>, list: readonly unknown[]): string {
    const content = Buffer.from(JSON.stringify(this.position.encode(position)));
    return Buffer.concat([this.#mac(content, list), content]).toString("base64url");
  }

  /** Throws InvalidRequest for what `write` has not made for this list. */
  read(cursor: string, list: readonly unknown[]): z.output<Schema> {
    const bytes = Buffer.from(cursor, "base64url");
    const content = bytes.subarray(macBytes);
    const isOurs =
      // Else one position had many spellings.
      bytes.toString("base64url") === cursor &&
      content.length > 0 &&
      timingSafeEqual(bytes.subarray(0, macBytes), this.#mac(content, list));
    const { data } = isOurs ? this.#parse(content) : { data: undefined };
    if (data === undefined)
      throw new InvalidRequest([{ field: "query.cursor", message: "Not a cursor of this list" }]);
    return data;
  }

  #mac(content: Buffer, list: readonly unknown[]): Buffer {
    const mac = createHmac("sha256", this.secret).update(JSON.stringify(list)).update("\0");
    return mac.update(content).digest().subarray(0, macBytes);
  }

  #parse(content: Buffer) {
    return this.position.safeParse(JSON.parse(content.toString()));
  }
}
