import { defineMapping } from "@deepiri/reorganize-mapping";

/** Tables of this service that are beyond the target. */
const analysis = [
  "unified_documents",
  "unified_document_versions",
  "documents",
  "document_chunks",
  "analysis_jobs",
  "analysis_results",
  "embeddings",
  "chat_sessions",
  "messages",
];

const notOwned = "the intelligence service's, beyond the target; no package owns it yet";

/** What older databases need to know of intelligence's tables. */
export default defineMapping({
  relocate: { intelligence: ["public"] },
  tables: {
    "intelligence.leases": [
      { table: "public.leases", rename: { leaseNumber: "lease_number" } },
      {
        table: "intelligence.leases",
        having: ["leaseNumber"],
        rename: { leaseNumber: "lease_number" },
      },
    ],
    "intelligence.contracts": ["public", "intelligence"].map((schema) => ({
      table: `${schema}.contracts`,
      having: ["contractNumber"],
      rename: { contractNumber: "contract_number", partyA: "party_a", partyB: "party_b" },
    })),
    "intelligence.obligation_dependencies": [
      { table: "public.obligation_dependencies" },
      {
        table: "intelligence.obligation_dependencies",
        having: ["detected_at"],
        rename: { detected_at: "discovered_at", detected_by: "discovered_by" },
      },
    ],
  },
  repairs: {
    // The init script let a lease or contract be entered before its document was.
    "intelligence.leases.document_url": { null: { sql: "''" } },
    "intelligence.contracts.document_url": { null: { sql: "''" } },
    "intelligence.obligations.obligation_type": { otherwise: "OTHER" },
    // The service has always taken the user as the party of an obligation that names none.
    "intelligence.obligations.party": { null: { sql: "'unknown'" } },
    "intelligence.contracts.effective_date": {
      null: { sql: "COALESCE(r.processed_at, r.created_at)" },
    },
  },
  known: Object.fromEntries(
    analysis.flatMap((name) => [
      [`public.${name}`, notOwned],
      [`intelligence.${name}`, notOwned],
    ]),
  ),
});
