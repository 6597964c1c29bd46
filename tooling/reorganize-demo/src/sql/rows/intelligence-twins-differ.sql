-- Of the leases and contracts that lie in both schemas every third was read again by the service since; and some
-- numbers lie in both under different ids.

UPDATE public.leases SET tenant_name = tenant_name || ' Ltd', status = 'ARCHIVED', updated_at = updated_at + INTERVAL '90 days'
WHERE id IN (SELECT pg_temp.id('lease', n) FROM generate_series(:first, :users) AS n WHERE n % 3 = 0);

UPDATE public.contracts SET contract_name = contract_name || ' amended', updated_at = updated_at + INTERVAL '90 days'
WHERE id IN (SELECT pg_temp.id('contract', n) FROM generate_series(:first, :users) AS n WHERE n % 3 = 0);

INSERT INTO public.leases (id, "leaseNumber", tenant_name, property_address, document_url, start_date, end_date, created_at, updated_at)
SELECT pg_temp.id('lease again', n), 'L-' || n, 'Tenant ' || n, n || ' Main Street', 'https://files.example.com/again/' || n, pg_temp.at(n), pg_temp.at(n + 70000), pg_temp.at(n), pg_temp.at(n)
FROM generate_series(1, 2) AS n;

INSERT INTO public.contracts (id, "contractNumber", contract_name, "partyA", "partyB", effective_date, document_url, created_at, updated_at)
VALUES (pg_temp.id('contract again', 1), 'C-1', 'Contract 1', 'Party A 1', 'Party B 1', pg_temp.at(1), 'https://files.example.com/again/1', pg_temp.at(1), pg_temp.at(1));

INSERT INTO public.lease_versions (id, lease_id, version_number, document_url, raw_text, abstracted_terms, processed_at, created_at)
VALUES (pg_temp.id('lease version again', 1), pg_temp.id('lease again', 1), 1, 'https://files.example.com/again/1', 'Lease text again', '{}', pg_temp.at(1), pg_temp.at(1));
