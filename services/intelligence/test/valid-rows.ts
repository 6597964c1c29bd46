import type { TestDatabase } from "@deepiri/test-database";

export const ids = {
  lease: "00000000-0000-4000-8000-000000000001",
  contract: "00000000-0000-4000-8000-000000000002",
  clause: "00000000-0000-4000-8000-000000000003",
  laterClause: "00000000-0000-4000-8000-000000000004",
  rent: "00000000-0000-4000-8000-000000000005",
  insurance: "00000000-0000-4000-8000-000000000006",
} as const;

const statements = [
  `INSERT INTO intelligence.leases (id, lease_number, tenant_name, property_address, document_url, start_date, end_date)
   VALUES ('${ids.lease}', 'L-1', 'Tenant', '1 Main Street', 'https://files.example/l-1', '2026-01-01', '2027-01-01')`,
  `INSERT INTO intelligence.lease_versions (lease_id, version_number, document_url, raw_text, abstracted_terms)
   VALUES ('${ids.lease}', 1, 'https://files.example/l-1', 'text', '{}')`,
  `INSERT INTO intelligence.contracts (id, contract_number, contract_name, party_a, party_b, effective_date, document_url)
   VALUES ('${ids.contract}', 'C-1', 'Supply', 'A', 'B', '2026-01-01', 'https://files.example/c-1')`,
  `INSERT INTO intelligence.contract_versions (contract_id, version_number, document_url, raw_text, abstracted_terms)
   VALUES ('${ids.contract}', 1, 'https://files.example/c-1', 'text', '{}')`,
  `INSERT INTO intelligence.clauses (id, contract_id, clause_type, clause_text, version_number, previous_version_id)
   VALUES ('${ids.clause}', '${ids.contract}', 'payment', 'Pay.', 1, NULL),
          ('${ids.laterClause}', '${ids.contract}', 'payment', 'Pay sooner.', 2, '${ids.clause}')`,
  `INSERT INTO intelligence.obligations (id, lease_id, description, obligation_type, party)
   VALUES ('${ids.rent}', '${ids.lease}', 'Pay the rent', 'PAYMENT', 'tenant'),
          ('${ids.insurance}', '${ids.lease}', 'Insure the house', 'INSURANCE', 'tenant')`,
  `INSERT INTO intelligence.obligation_dependencies
     (source_obligation_id, target_obligation_id, dependency_type,
      source_contract_id, target_contract_id, source_lease_id, target_lease_id)
   VALUES ('${ids.rent}', '${ids.insurance}', 'REQUIRES',
      '${ids.contract}', '${ids.contract}', '${ids.lease}', '${ids.lease}')`,
];

/** At least one lawful row in every table of the schema. */
export async function insertValidRows(database: TestDatabase): Promise<void> {
  for (const statement of statements) await database.query(statement);
}
