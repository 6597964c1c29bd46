import { tablesOf, testForeignKeys, useTestDatabase } from "@deepiri/test-database";
import { intelligenceFactories } from "./factories.js";

const db = useTestDatabase("intelligence");
const factories = intelligenceFactories(db);

testForeignKeys(db, tablesOf(factories), factories, [
  ["intelligence.lease_versions", "lease_id", "intelligence.leases", "the row goes"],
  ["intelligence.contract_versions", "contract_id", "intelligence.contracts", "the row goes"],
  ["intelligence.clauses", "contract_id", "intelligence.contracts", "the row goes"],
  ["intelligence.clauses", "previous_version_id", "intelligence.clauses", "the row forgets it"],
  ["intelligence.obligations", "lease_id", "intelligence.leases", "the row goes"],
  ["intelligence.obligations", "contract_id", "intelligence.contracts", "the row goes"],
  [
    "intelligence.obligation_dependencies",
    "source_obligation_id",
    "intelligence.obligations",
    "the row goes",
  ],
  [
    "intelligence.obligation_dependencies",
    "target_obligation_id",
    "intelligence.obligations",
    "the row goes",
  ],
  [
    "intelligence.obligation_dependencies",
    "source_contract_id",
    "intelligence.contracts",
    "the row forgets it",
  ],
  [
    "intelligence.obligation_dependencies",
    "target_contract_id",
    "intelligence.contracts",
    "the row forgets it",
  ],
  [
    "intelligence.obligation_dependencies",
    "source_lease_id",
    "intelligence.leases",
    "the row forgets it",
  ],
  [
    "intelligence.obligation_dependencies",
    "target_lease_id",
    "intelligence.leases",
    "the row forgets it",
  ],
]);
