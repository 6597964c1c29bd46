-- The default season of the init script, which a run by hand after Prisma cannot insert for want of a default id.

INSERT INTO public.seasons (id, name, description, start_date, end_date, is_active, created_at, updated_at)
VALUES (pg_temp.id('season', 0), 'Season 1', 'The first season', TIMESTAMP '2025-03-01', TIMESTAMP '2025-06-01', true, pg_temp.at(0), pg_temp.at(0));
