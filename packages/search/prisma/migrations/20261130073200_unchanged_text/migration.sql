-- A row whose text stays as it is costs its writer a look-up, and no longer the words of the text.

CREATE OR REPLACE FUNCTION "search"."keep_text"("registered" search.collections, "item" jsonb) RETURNS void
  LANGUAGE plpgsql
  SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_variable
DECLARE
  item_tenant CONSTANT text := item ->> registered.tenant_column;
  item_key CONSTANT text := item ->> registered.key_column;
  title CONSTANT text := search.text_of(item -> registered.title_column);
  description CONSTANT text := search.text_of(item -> registered.description_column);
  content CONSTANT text := search.text_of(item -> registered.content_column);
  embedded CONSTANT text := search.text_to_embed(title, description, content);
BEGIN
  -- What belongs to no tenant is found by nobody.
  IF item_tenant IS NULL THEN
    RETURN;
  END IF;
  -- Most writes change something else: they neither make words nor lock the text.
  IF EXISTS (
    SELECT FROM search.documents AS d
    WHERE d.tenant = item_tenant AND d.collection = registered.name AND d.key = item_key
      AND (d.title, d.description, d.content, d.language) = (title, description, content, registered.language)
  ) THEN
    RETURN;
  END IF;
  INSERT INTO search.documents AS d (tenant, collection, key, title, description, content, language, words)
  VALUES (item_tenant, registered.name, item_key, title, description, content, registered.language,
    search.words_of(registered.language, title, description, content))
  ON CONFLICT ON CONSTRAINT documents_pkey DO UPDATE
    SET title = excluded.title, description = excluded.description, content = excluded.content,
      language = excluded.language, words = excluded.words
    WHERE (d.title, d.description, d.content, d.language)
      IS DISTINCT FROM (excluded.title, excluded.description, excluded.content, excluded.language);
  IF NOT FOUND THEN
    RETURN;
  END IF;
  IF embedded = '' THEN
    DELETE FROM search.embeddings AS e
    WHERE e.tenant = item_tenant AND e.collection = registered.name AND e.key = item_key;
    RETURN;
  END IF;
  INSERT INTO search.embeddings AS e (tenant, collection, key, model, content_hash)
  SELECT item_tenant, registered.name, item_key, m.model, search.hash_of(embedded)
  FROM search.collection_models AS m
  WHERE m.collection = registered.name
  ON CONFLICT (tenant, collection, model, key) DO UPDATE
    SET content_hash = excluded.content_hash, status = 'pending', attempts = 0, error = NULL, available_at = now()
    WHERE e.content_hash <> excluded.content_hash;
END;
$$;
