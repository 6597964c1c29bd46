-- An obligation of a unified document alone, which the service allows.

INSERT INTO public.obligations (id, intelligence_document_id, description, obligation_type, party, created_at, updated_at)
VALUES (pg_temp.id('document obligation', 1), pg_temp.id('document', 1), 'Of a document', 'DELIVERY', 'sender', pg_temp.at(1), pg_temp.at(1));
