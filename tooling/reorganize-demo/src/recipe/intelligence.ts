import { all, at, type Part, scripts } from "../part.js";
import { initBroken, initRows, initTables } from "./init.js";
import type { Recipe } from "./recipe.js";

const serviceRows = scripts("rows/intelligence-service");
const serviceBroken = scripts("broken/intelligence-service");

/** The tables of the service's main branch in public, beside init's, with leases that lie in both. */
export const intelligenceTwin: Part = all(
  scripts("prisma/intelligence-main", "rows/unified-documents"),
  at(
    { schema: "public", size: "users", shifted: true },
    all(serviceRows, scripts("rows/intelligence-twins-differ")),
  ),
);

/** Obligations of the service in public that the target does not take. */
export const intelligenceTwinBroken: Part = all(
  at({ schema: "public" }, serviceBroken),
  scripts("broken/unified-documents"),
);

/** Leases, contracts and obligations in each of the forms in which they exist. */
export const intelligenceRecipes: readonly Recipe[] = [
  {
    name: "intelligence-pinned",
    title:
      "The intelligence service at the pinned commit made its tables: in schema intelligence, with enum types and camelCase.",
    parts: [
      scripts("prisma/intelligence-pinned"),
      at({ schema: "intelligence", size: "users" }, serviceRows),
    ],
    broken: [at({ schema: "intelligence" }, serviceBroken)],
  },
  {
    name: "intelligence-main",
    title:
      "The intelligence service of the main branch made its tables: in public, beside unified documents and unused analysis.",
    parts: [
      scripts(
        "prisma/intelligence-main",
        "prisma/intelligence-main-analysis",
        "rows/unified-documents",
      ),
      at({ schema: "public", size: "users" }, serviceRows),
    ],
    broken: [intelligenceTwinBroken],
  },
  {
    name: "intelligence-twice",
    title:
      "The init script made the tables of intelligence and the service made them again in public: the same leases lie in both.",
    parts: [initTables(34), initRows(34), intelligenceTwin],
    broken: [initBroken, scripts("broken/intelligence-init"), intelligenceTwinBroken],
  },
];
