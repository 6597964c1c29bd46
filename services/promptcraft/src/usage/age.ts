import type { RawClient } from "@deepiri/database";
import { type Freshness, readModel } from "@deepiri/read-models";

/** How old figures are. */
export type Age = Pick<Freshness, "refreshedAt" | "ageSeconds">;

/** How old the rows of a read model are. */
export async function ageOf(client: RawClient, model: string): Promise<Age> {
  const { refreshedAt, ageSeconds } = await readModel(client, model);
  return { refreshedAt, ageSeconds };
}
