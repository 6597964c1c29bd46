-- Nulls, words and numbers that the init script's form lets in.

INSERT INTO intelligence.leases (id, lease_number, tenant_name, property_address, document_url, start_date, end_date, status, created_at, updated_at)
VALUES
  (pg_temp.id('broken lease', 1), 'BL-1', 'No document', '1 Main Street', NULL, pg_temp.at(1), pg_temp.at(2), 'PENDING', pg_temp.at(1), pg_temp.at(1)),
  (pg_temp.id('broken lease', 2), 'BL-2', 'No status', '1 Main Street', 'https://files.example.com/bl-2', pg_temp.at(1), pg_temp.at(2), NULL, NULL, NULL);

INSERT INTO intelligence.contracts (id, contract_number, contract_name, party_a, party_b, effective_date, document_url, raw_text, created_at, updated_at)
VALUES (pg_temp.id('broken contract', 1), 'BC-1', 'No date', 'A', 'B', NULL, 'https://files.example.com/bc-1', 'Text', pg_temp.at(1), pg_temp.at(1));

INSERT INTO intelligence.obligations (id, lease_id, description, obligation_type, party, created_at, updated_at)
VALUES
  (pg_temp.id('broken obligation', 1), pg_temp.id('lease', 1), 'Of an unknown type', 'PARKING', 'tenant', pg_temp.at(1), pg_temp.at(1)),
  (pg_temp.id('broken obligation', 2), pg_temp.id('lease', 1), 'In small letters', 'payment', 'tenant', pg_temp.at(1), pg_temp.at(1)),
  (pg_temp.id('broken obligation', 3), pg_temp.id('lease', 1), 'Of nobody', 'PAYMENT', NULL, pg_temp.at(1), pg_temp.at(1));

INSERT INTO intelligence.obligation_dependencies (id, source_obligation_id, target_obligation_id, dependency_type, cascade_depth, detected_at, created_at)
VALUES
  (pg_temp.id('broken obligation dependency', 1), pg_temp.id('obligation', 1), pg_temp.id('obligation', 1), 'BLOCKS', 1, pg_temp.at(1), pg_temp.at(1)),
  (pg_temp.id('broken obligation dependency', 2), pg_temp.id('obligation', 1), pg_temp.id('obligation', 2), 'SUGGESTS', 1, pg_temp.at(1), pg_temp.at(1)),
  (pg_temp.id('broken obligation dependency', 3), pg_temp.id('obligation', 1), pg_temp.id('obligation', 3), 'BLOCKS', -1, NULL, pg_temp.at(1));

INSERT INTO intelligence.clauses (id, contract_id, clause_type, clause_text, version_number, extracted_at)
VALUES (pg_temp.id('broken clause', 1), pg_temp.id('contract', 1), 'payment', 'Version zero', 0, pg_temp.at(1));
