-- Documents of any kind, which only the main branch of the intelligence service knows.

INSERT INTO public.unified_documents (id, document_key, document_kind, intelligence_profile, document_url, status, user_id, created_at, updated_at)
SELECT pg_temp.id('document', n), 'D-' || n, 'letter', 'general', 'https://files.example.com/' || n, 'COMPLETED', pg_temp.id('user', n), pg_temp.at(n), pg_temp.at(n)
FROM generate_series(1, :users) AS n;

INSERT INTO public.unified_document_versions (id, intelligence_document_id, version_number, document_url, raw_text, abstracted_terms, processed_at, created_at)
SELECT pg_temp.id('document version', n), pg_temp.id('document', n), 1, 'https://files.example.com/' || n, 'Letter ' || n, '{}', pg_temp.at(n), pg_temp.at(n)
FROM generate_series(1, :users) AS n;
