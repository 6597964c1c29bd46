import { z } from "zod";

/** The query of a list that is read in pages. */
export const pageQuery = {
  limit: z.coerce.number().int().min(1).max(100).default(20),
  cursor: z.string().min(1).max(1024).optional().describe("`next` of the page before"),
};

/** A page of a list. */
export function pageOf<Item extends z.ZodType>(item: Item) {
  return z.object({
    items: z.array(item),
    next: z.string().nullable().describe("The cursor of the next page; null on the last one"),
  });
}

/**
 * The page that begins rows which were asked for with one more than `limit`: that one tells whether there
 * is a next page, and does not go out.
 *
 * @param cursorAfter the cursor of what follows that row
 */
export function pageFrom<Row>(
  rows: readonly Row[],
  limit: number,
  cursorAfter: (row: Row) => string,
): { items: Row[]; next: string | null } {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, next: rows.length > limit && last !== undefined ? cursorAfter(last) : null };
}
