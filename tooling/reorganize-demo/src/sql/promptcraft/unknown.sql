-- Some of the other 44 tables: nobody outside the project knows what they are for. Their names and columns are made up.

CREATE TABLE public.prompt_experiments (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  template_id uuid,
  variant text,
  wins integer
);

CREATE TABLE public.feature_flags (name text PRIMARY KEY, enabled boolean);

CREATE TABLE public.webhook_deliveries (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  url text,
  payload jsonb,
  delivered_at timestamptz
);

INSERT INTO public.prompt_experiments (template_id, variant, wins)
SELECT pg_temp.id('template', n), pg_temp.pick('{a,b}', n), n FROM pg_catalog.generate_series(1, 7) AS n;

INSERT INTO public.feature_flags VALUES ('new-editor', true), ('beta', NULL);

INSERT INTO public.webhook_deliveries (url, payload, delivered_at)
SELECT 'https://example.com/hook', pg_catalog.jsonb_build_object('n', n), pg_temp.at(n) AT TIME ZONE 'UTC'
  FROM pg_catalog.generate_series(1, 5) AS n;
