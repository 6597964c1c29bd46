-- Who may answer, and in which moods. The numbers are those by which old callers know them; what the old system knew by a
-- slug alone is numbered from 1001, as is whatever is added later, so that no number of an old database is taken.

INSERT INTO "personality"."personality_categories" ("id", "name", "description", "display_order") VALUES
  (1, 'Robbie', 'The assistant herself', 1),
  (2, 'Mentors', 'Voices to learn from', 2),
  (3, 'Pros', 'Voices for one kind of work', 3);
ALTER TABLE "personality"."personality_categories" ALTER COLUMN "id" RESTART WITH 1001;

INSERT INTO "personality"."personalities" ("id", "slug", "category_id", "name", "role", "description", "avatar", "default_flirt_mode", "default_gandhi_genghis") VALUES
  (1, 'robbie', 1, 'Robbie F', 'assistant', 'Partner in all work', '👩', 11, 5),
  (2, 'robbie-m', 1, 'Robbie M', 'assistant', 'The same, plainer', '👨', 3, 7),
  (3, 'steve-jobs', 2, 'Steve Jobs', 'mentor', 'Asks for less, and better', '🍎', 1, 9),
  (4, 'allanbot', 2, 'AllanBot', 'mentor', 'What Allan would say', '🤖', 5, 7),
  (5, 'kristina', 3, 'Kristina', 'assistant', 'Keeps days in order', '📅', 5, 4);
INSERT INTO "personality"."personalities" ("id", "slug", "category_id", "name", "role", "description", "avatar") VALUES
  (1001, 'bookkeeper', 3, 'Bookkeeper', 'specialist', 'Keeps the books', '📒'),
  (1002, 'gatekeeper', 3, 'Gatekeeper', 'gatekeeper', 'Decides what comes through', '🚪'),
  (1003, 'code-mentor', 2, 'Code Mentor', 'mentor', 'Reads code with whoever writes it', '💻'),
  (1004, 'business-mentor', 2, 'Business Mentor', 'mentor', 'Asks what it earns', '💼');
ALTER TABLE "personality"."personalities" ALTER COLUMN "id" RESTART WITH 1005;

-- Old texts say Robbie and mean Robbie F: a decision, for neither of the two is named so.
INSERT INTO "personality"."personality_aliases" ("alias", "personality_id") VALUES ('robbie', 1);

INSERT INTO "personality"."moods" ("id", "name", "emoji", "description", "trigger_conditions", "display_order") VALUES
  (1, 'friendly', '😊', 'Warm and open', '{"default": true}', 1),
  (2, 'focused', '🎯', 'Straight to the point', '{"keywords": ["urgent", "deadline", "critical"]}', 2),
  (3, 'playful', '😏', 'Light and teasing', '{"attraction_min": 8}', 3),
  (4, 'bossy', '😤', 'Takes the lead', '{"gandhi_min": 8, "keywords": ["crisis"]}', 4),
  (5, 'surprised', '😲', 'Did not see it coming', '{"keywords": ["unexpected", "surprise"]}', 5),
  (6, 'blushing', '😳', 'Between two only', '{"attraction": 11, "keywords": ["private"]}', 6);
ALTER TABLE "personality"."moods" ALTER COLUMN "id" RESTART WITH 7;

CREATE FUNCTION "personality"."personality_named"("text" text) RETURNS integer
  LANGUAGE sql
  STABLE
BEGIN ATOMIC
  SELECT COALESCE(
    (SELECT one.id FROM personality.personalities AS one WHERE lower(one.name) = lower(btrim("text"))),
    (SELECT one.id FROM personality.personalities AS one WHERE one.slug = lower(btrim("text"))),
    (SELECT one.personality_id FROM personality.personality_aliases AS one WHERE one.alias = lower(btrim("text")))
  );
END;
COMMENT ON FUNCTION "personality"."personality_named"(text)
  IS 'The number of the personality that a text means: by its name, its slug or an alias, with whatever capital letters; null if it means none.';
