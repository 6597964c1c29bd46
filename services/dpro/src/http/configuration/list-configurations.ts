import { namesSecret } from "@deepiri/database";
import { Cursors, pageFrom, pageOf, pageQuery, selectOf } from "@deepiri/http";
import { z } from "zod";
import type { DproClient } from "../../client.js";

/** A fact about the installation. */
export const configurationSchema = z.object({
  key: z.string(),
  value: z.string().nullable().describe("Null where the key says that it is a secret"),
  isPublic: z.boolean(),
  updatedAt: z.date(),
});

/** Which page of them. */
export const configurationQuery = z.strictObject(pageQuery);

/** A page of configurations. */
export const configurationPage = pageOf(configurationSchema);

const cursors = new Cursors(z.string());

/**
 * A page of configurations in the order of their keys: the public ones, or all for an administrator. A value whose
 * key says that it is a secret is shown to nobody, whatever else its row says.
 */
export async function listConfigurations(
  client: Pick<DproClient, "configuration">,
  { limit, cursor }: z.output<typeof configurationQuery>,
  isAdmin: boolean,
): Promise<z.output<typeof configurationPage>> {
  const list = ["configurations", isAdmin];
  const rows = await client.configuration.findMany({
    select: selectOf(configurationSchema),
    where: {
      ...(!isAdmin && { isPublic: true }),
      ...(cursor !== undefined && { key: { gt: cursors.read(cursor, list) } }),
    },
    orderBy: { key: "asc" },
    take: limit + 1,
  });
  const shown = rows.map((row) => ({ ...row, value: namesSecret(row.key) ? null : row.value }));
  return pageFrom(shown, limit, ({ key }) => cursors.write(key, list));
}
