import { useTestDatabase } from "@deepiri/test-database";
import { expect, it } from "vitest";
import {
  contractStatuses,
  dependencyTypes,
  leaseStatuses,
  obligationStatuses,
  obligationTypes,
} from "../src/index.js";

const database = useTestDatabase("intelligence");

it.each([
  ["LeaseStatus", leaseStatuses],
  ["ContractStatus", contractStatuses],
  ["ObligationStatus", obligationStatuses],
  ["ObligationType", obligationTypes],
  ["DependencyType", dependencyTypes],
])("the words of %s are those of the enum type in the database", async (type, words) => {
  const [row] = await database.query<{ words: string[] }>(
    `SELECT pg_catalog.enum_range(NULL::intelligence."${type}")::text[] AS words`,
  );
  expect(row?.words).toEqual([...words]);
});
