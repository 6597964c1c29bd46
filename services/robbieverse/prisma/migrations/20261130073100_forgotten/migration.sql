-- What no longer holds is gone, and not only hidden: a vector is of what its message says now.

CREATE FUNCTION "conversation"."drop_embeddings"() RETURNS trigger
  LANGUAGE plpgsql
AS $$
BEGIN
  DELETE FROM conversation.message_embeddings AS e
  WHERE e.organization_id = NEW.organization_id AND e.message_id = NEW.id;
  RETURN NULL;
END;
$$;
COMMENT ON FUNCTION "conversation"."drop_embeddings"()
  IS 'AFTER UPDATE OF content, FOR EACH ROW: removes the vectors of what a message said before.';
CREATE TRIGGER "messages_drop_embeddings" AFTER UPDATE OF "content" ON "conversation"."messages"
  FOR EACH ROW WHEN (NEW."content" <> OLD."content")
  EXECUTE FUNCTION "conversation"."drop_embeddings"();
