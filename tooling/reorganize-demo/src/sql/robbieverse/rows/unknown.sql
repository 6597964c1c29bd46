-- Tables of which nobody knows what they are for. Their names and columns are made up.

CREATE TABLE public.robbie_scratch (key text PRIMARY KEY, value jsonb);

CREATE TABLE public.conversations_backup_2024 (id integer, user_message text, robbie_response text);

INSERT INTO public.robbie_scratch VALUES ('last run', '{"ok": true}'), ('token', '"demo-token-1"');

INSERT INTO public.conversations_backup_2024
SELECT n, 'Old question ' || n, 'Old answer' FROM pg_catalog.generate_series(1, 9) AS n;
