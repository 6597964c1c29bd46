-- The same leases, contracts and obligations in the columns and enum types of the service, wherever those lie.

INSERT INTO :schema.leases (
  id, "leaseNumber", tenant_name, property_address, document_url, raw_text, start_date, end_date, status, abstracted_terms, user_id, tags, created_at, updated_at
)
SELECT
  pg_temp.id('lease', n), 'L-' || n, 'Tenant ' || n, n || ' Main Street', 'https://files.example.com/lease/' || n, 'Lease text ' || n,
  pg_temp.at(n), pg_temp.at(n + 70000), CAST(pg_temp.pick(ARRAY['PENDING', 'PROCESSING', 'COMPLETED', 'ERROR', 'ARCHIVED'], n) AS :schema."LeaseStatus"),
  '{"rent": 1000}', pg_temp.id('user', 1 + n % :users), ARRAY['office'], pg_temp.at(n), pg_temp.at(n)
FROM generate_series(:first, :last) AS n;

INSERT INTO :schema.lease_versions (id, lease_id, version_number, document_url, raw_text, abstracted_terms, processed_at, created_at)
SELECT pg_temp.id('lease version', n), pg_temp.id('lease', n), 1, 'https://files.example.com/lease/' || n, 'Lease text ' || n, '{"rent": 900}', pg_temp.at(n), pg_temp.at(n)
FROM generate_series(:first, :last) AS n;

INSERT INTO :schema.contracts (
  id, "contractNumber", contract_name, "partyA", "partyB", effective_date, document_url, raw_text, status, user_id, created_at, updated_at
)
SELECT
  pg_temp.id('contract', n), 'C-' || n, 'Contract ' || n, 'Party A ' || n, 'Party B ' || n, pg_temp.at(n), 'https://files.example.com/contract/' || n,
  'Contract text ' || n, CAST(pg_temp.pick(ARRAY['PENDING', 'PROCESSING', 'COMPLETED', 'ERROR', 'ARCHIVED'], n) AS :schema."ContractStatus"), pg_temp.id('user', 1 + n % :users), pg_temp.at(n), pg_temp.at(n)
FROM generate_series(:first, :last) AS n;

INSERT INTO :schema.contract_versions (id, contract_id, version_number, document_url, raw_text, abstracted_terms, processed_at, created_at)
SELECT pg_temp.id('contract version', n), pg_temp.id('contract', n), 1, 'https://files.example.com/contract/' || n, 'Contract text ' || n, '{}', pg_temp.at(n), pg_temp.at(n)
FROM generate_series(:first, :last) AS n;

INSERT INTO :schema.clauses (id, contract_id, clause_type, clause_text, version_number, extracted_at)
SELECT pg_temp.id('clause', n), pg_temp.id('contract', n), 'payment', 'Clause text ' || n, 1, pg_temp.at(n)
FROM generate_series(:first, :last) AS n;

INSERT INTO :schema.obligations (id, lease_id, contract_id, description, obligation_type, party, deadline, amount, status, created_at, updated_at)
SELECT
  pg_temp.id('obligation', n), CASE WHEN n % 2 = 0 THEN pg_temp.id('lease', n) END, CASE WHEN n % 2 = 1 THEN pg_temp.id('contract', n) END,
  'Obligation ' || n, CAST(pg_temp.pick(ARRAY['PAYMENT', 'MAINTENANCE', 'NOTIFICATION', 'INSURANCE'], n) AS :schema."ObligationType"), 'tenant', pg_temp.at(n + 9000), n * 1.5,
  CAST(pg_temp.pick(ARRAY['PENDING', 'IN_PROGRESS', 'COMPLETED', 'OVERDUE', 'CANCELLED'], n) AS :schema."ObligationStatus"), pg_temp.at(n), pg_temp.at(n)
FROM generate_series(:first, :last) AS n;

INSERT INTO :schema.obligation_dependencies (
  id, source_obligation_id, target_obligation_id, dependency_type, discovered_at, discovered_by, created_at
)
SELECT
  pg_temp.id('obligation dependency', n), pg_temp.id('obligation', n), pg_temp.id('obligation', n - 1),
  CAST(pg_temp.pick(ARRAY['TRIGGERS', 'BLOCKS', 'MODIFIES', 'REQUIRES', 'PRECEDES', 'CONFLICTS'], n) AS :schema."DependencyType"), pg_temp.at(n), 'model', pg_temp.at(n)
FROM generate_series(:first + 1, :last) AS n WHERE n % 4 = 0;
