-- Contacts by parts of their name, with what every server has. Words begin as they are typed: "ad lov" finds Ada Lovelace.
-- Row security keeps an index of words from being used, since its operators may tell what they compare; the contacts of one
-- organization are few enough to be looked through.

CREATE FUNCTION "business"."find_contacts"("words" text) RETURNS SETOF "business"."contacts"
  LANGUAGE sql
  STABLE
AS $$
  SELECT contact.* FROM business.contacts AS contact
  WHERE contact.is_active AND words ~ '[[:alnum:]]' AND (
    SELECT bool_and(' ' || lower(contact.full_name) ~ ('[^[:alnum:]]' || word))
    FROM regexp_split_to_table(btrim(regexp_replace(lower(words), '[^[:alnum:]]+', ' ', 'g')), ' ') AS word
  )
$$;
COMMENT ON FUNCTION "business"."find_contacts"(text)
  IS 'The active contacts in whose full name a word begins with each of these words, in any order, with capital letters or without. None for a text without a letter or digit.';
