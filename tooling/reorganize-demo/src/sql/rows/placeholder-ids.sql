-- Someone filled the placeholders so that the keys of tasks could be made.

INSERT INTO public."User" (id) SELECT pg_temp.id('user', n) FROM generate_series(1, :users) AS n;

INSERT INTO public."Project" (id) SELECT pg_temp.id('project', n) FROM generate_series(1, :users) AS n;

INSERT INTO public."Quest" (id) SELECT pg_temp.id('quest', n) FROM generate_series(1, :users) AS n;
