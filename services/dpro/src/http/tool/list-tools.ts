import { Cursors, id, pageFrom, pageOf, pageQuery, selectOf, text } from "@deepiri/http";
import { z } from "zod";
import type { DproClient } from "../../client.js";
import type { Prisma } from "../../generated/client.js";

/** A tool as anybody may see it. Its `config` may hold secrets and is not part of it. */
export const toolSchema = z.object({
  id,
  name: z.string(),
  description: z.string(),
  category: z.string(),
  version: z.string(),
  isVerified: z.boolean(),
  rating: z.number(),
  downloadCount: z.int(),
  createdAt: z.date(),
  updatedAt: z.date(),
});

/** Which tools, and in which order. */
export const toolQuery = z.strictObject({
  ...pageQuery,
  category: text(100).optional().describe("Exactly this category"),
  search: text(100)
    .optional()
    .describe("Part of the name or the description, in capital or small letters"),
  sort: z
    .enum(["rating", "downloads"])
    .default("rating")
    .describe("Best rated or most downloaded first; of equal ones the latest"),
});

/** A page of tools. */
export const toolPage = pageOf(toolSchema);

/** What a row is sorted by, and the id, which makes every position a different one. */
const cursors = new Cursors(z.tuple([z.number(), id]));

const sortedBy = { rating: "rating", downloads: "downloadCount" } as const;

/**
 * A page of the active tools. Rows that are added meanwhile neither repeat nor hide another; one whose rating or
 * count changes between two pages may be in both or in neither.
 */
export async function listTools(
  client: Pick<DproClient, "tool">,
  { limit, cursor, category, search, sort }: z.output<typeof toolQuery>,
): Promise<z.output<typeof toolPage>> {
  const field = sortedBy[sort];
  const list = ["tools", sort, category, search];
  const rows = await client.tool.findMany({
    select: selectOf(toolSchema),
    where: {
      isActive: true,
      ...(category !== undefined && { category }),
      AND: [
        search === undefined ? {} : holding(search),
        cursor === undefined ? {} : after(field, ...cursors.read(cursor, list)),
      ],
    },
    orderBy: [{ [field]: "desc" }, { id: "desc" }],
    take: limit + 1,
  });
  return pageFrom(rows, limit, (row) => cursors.write([row[field], row.id], list));
}

function holding(search: string): Prisma.ToolWhereInput {
  // Prisma takes % and _ for what they are in LIKE.
  const contains = search.replace(/[\\%_]/g, "\\$&");
  const found = { contains, mode: "insensitive" } as const;
  return { OR: [{ name: found }, { description: found }] };
}

function after(
  field: "rating" | "downloadCount",
  value: number,
  lastId: bigint,
): Prisma.ToolWhereInput {
  // The first condition follows from the second, and is the one that an index can begin at.
  return {
    [field]: { lte: value },
    OR: [{ [field]: { lt: value } }, { id: { lt: lastId } }],
  };
}
