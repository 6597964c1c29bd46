import { withoutPassword } from "@deepiri/database/without-client";
import type { TablePackage } from "@deepiri/workspace";
import type { Place } from "./place.js";

/**
 * How a package of a place is called beside those of the other places: `auth` where there is one place,
 * else `shop/billing`, and with the URL where a database has several places.
 */
export function placeLabel(
  place: Place,
  places: readonly Place[],
  { key }: Pick<TablePackage, "key">,
): string {
  if (places.length === 1) return key;
  const { name } = place.database;
  const isWhole = places.filter(({ database }) => database.name === name).length === 1;
  return isWhole ? `${name}/${key}` : `${name}/${key} at ${withoutPassword(place.url)}`;
}
