-- Leases, contracts and their obligations in the columns of the init script.

INSERT INTO intelligence.leases (
  id, lease_number, tenant_name, property_address, document_url, raw_text, start_date, end_date, status, abstracted_terms, user_id, tags, created_at, updated_at
)
SELECT
  pg_temp.id('lease', n), 'L-' || n, 'Tenant ' || n, n || ' Main Street', 'https://files.example.com/lease/' || n, 'Lease text ' || n,
  pg_temp.at(n), pg_temp.at(n + 70000), pg_temp.pick(ARRAY['PENDING', 'PROCESSING', 'COMPLETED', 'ERROR', 'ARCHIVED'], n),
  '{"rent": 1000}', pg_temp.id('user', 1 + n % :users), ARRAY['office'], pg_temp.at(n), pg_temp.at(n)
FROM generate_series(1, :users) AS n;

INSERT INTO intelligence.lease_versions (id, lease_id, version_number, document_url, raw_text, abstracted_terms, processed_at, created_at)
SELECT pg_temp.id('lease version', n), pg_temp.id('lease', n), 1, 'https://files.example.com/lease/' || n, 'Lease text ' || n, '{"rent": 900}', pg_temp.at(n), pg_temp.at(n)
FROM generate_series(1, :users) AS n;

INSERT INTO intelligence.contracts (
  id, contract_number, contract_name, party_a, party_b, effective_date, document_url, raw_text, status, user_id, created_at, updated_at
)
SELECT
  pg_temp.id('contract', n), 'C-' || n, 'Contract ' || n, 'Party A ' || n, 'Party B ' || n, pg_temp.at(n), 'https://files.example.com/contract/' || n,
  'Contract text ' || n, pg_temp.pick(ARRAY['PENDING', 'PROCESSING', 'COMPLETED', 'ERROR', 'ARCHIVED'], n), pg_temp.id('user', 1 + n % :users), pg_temp.at(n), pg_temp.at(n)
FROM generate_series(1, :users) AS n;

INSERT INTO intelligence.contract_versions (id, contract_id, version_number, document_url, raw_text, abstracted_terms, processed_at, created_at)
SELECT pg_temp.id('contract version', n), pg_temp.id('contract', n), 1, 'https://files.example.com/contract/' || n, 'Contract text ' || n, '{}', pg_temp.at(n), pg_temp.at(n)
FROM generate_series(1, :users) AS n;

INSERT INTO intelligence.clauses (id, contract_id, clause_number, clause_type, clause_text, version_number, extracted_at, source_section, tags, metadata)
SELECT pg_temp.id('clause', n), pg_temp.id('contract', n), '1.' || n, 'payment', 'Clause text ' || n, 1, pg_temp.at(n), 'Section 1', ARRAY['money'], '{"page": 1}'
FROM generate_series(1, :users) AS n;

INSERT INTO intelligence.obligations (id, lease_id, contract_id, description, obligation_type, party, deadline, amount, status, created_at, updated_at)
SELECT
  pg_temp.id('obligation', n), CASE WHEN n % 2 = 0 THEN pg_temp.id('lease', 1 + (n - 1) % :users) END, CASE WHEN n % 2 = 1 THEN pg_temp.id('contract', 1 + (n - 1) % :users) END,
  'Obligation ' || n, pg_temp.pick(ARRAY['PAYMENT', 'MAINTENANCE', 'NOTIFICATION', 'INSURANCE'], n), 'tenant', pg_temp.at(n + 9000), n * 1.5,
  pg_temp.pick(ARRAY['PENDING', 'IN_PROGRESS', 'COMPLETED', 'OVERDUE', 'CANCELLED'], n), pg_temp.at(n), pg_temp.at(n)
FROM generate_series(1, :rows) AS n;

INSERT INTO intelligence.obligation_dependencies (
  id, source_obligation_id, target_obligation_id, dependency_type, strength, trigger_events, cascade_depth, detected_at, detected_by, created_at
)
SELECT
  pg_temp.id('obligation dependency', n), pg_temp.id('obligation', n), pg_temp.id('obligation', n - 1),
  pg_temp.pick(ARRAY['TRIGGERS', 'BLOCKS', 'MODIFIES', 'REQUIRES', 'PRECEDES', 'CONFLICTS'], n), 'strong', ARRAY['signed'], 1, pg_temp.at(n), 'model', pg_temp.at(n)
FROM generate_series(2, :rows) AS n WHERE n % 4 = 0;
