import { NotFound } from "@deepiri/database";
import type { RobbieverseTransaction } from "../client.js";
import type { Personality } from "../generated/client.js";

/**
 * The personality that a text means, active or not: by its name, its slug or an alias, with whatever capital letters.
 *
 * @throws NotFound when it means none
 */
export async function findPersonality(
  client: RobbieverseTransaction,
  text: string,
): Promise<Personality> {
  const [found] = await client.$queryRaw<{ id: number | null }[]>`
    SELECT personality.personality_named(${text}) AS id`;
  if (!found?.id) throw new NotFound("personality.personalities", text);
  return await client.personality.findUniqueOrThrow({ where: { id: found.id } });
}
