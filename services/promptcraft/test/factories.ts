import { defineFactory, type Factories, factoriesOn, type Place } from "@deepiri/test-database";
import type { Example, Prisma } from "../src/generated/client.js";

const key = "promptcraft";
const table = "promptcraft.examples";

const examples = defineFactory<Prisma.ExampleCreateManyInput, Example>(key, table)(
  {},
  (unique) => ({ title: `example ${unique}` }),
);

const tables = { examples };

/** A factory for each table. */
export function factories(place: Place): Factories<typeof tables> {
  return factoriesOn(tables, place);
}
