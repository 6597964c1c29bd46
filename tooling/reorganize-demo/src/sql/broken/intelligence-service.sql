-- Obligations of neither a lease nor a contract, and one that depends on itself.

INSERT INTO :schema.obligations (id, description, obligation_type, party, created_at, updated_at)
VALUES
  (pg_temp.id('parentless obligation', 1), 'Of nothing', 'PAYMENT', 'tenant', pg_temp.at(1), pg_temp.at(1)),
  (pg_temp.id('parentless obligation', 2), 'Of nothing either', 'OTHER', 'landlord', pg_temp.at(1), pg_temp.at(1));

INSERT INTO :schema.obligation_dependencies (id, source_obligation_id, target_obligation_id, dependency_type, discovered_at, created_at)
VALUES (
  pg_temp.id('broken service dependency', 1), pg_temp.id('parentless obligation', 1), pg_temp.id('parentless obligation', 1), 'BLOCKS', pg_temp.at(1), pg_temp.at(1)
);
