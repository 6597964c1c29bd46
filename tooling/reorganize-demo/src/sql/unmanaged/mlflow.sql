-- A tracking server in the same database, with no schema of its own, and a view of its users over one of our tables.

CREATE TABLE public.experiments (
  experiment_id serial PRIMARY KEY,
  name varchar(256) NOT NULL UNIQUE,
  lifecycle_stage varchar(32) CHECK (lifecycle_stage IN ('active', 'deleted'))
);

CREATE TABLE public.runs (
  run_uuid varchar(32) PRIMARY KEY,
  name varchar(250),
  status varchar(9) CHECK (status IN ('SCHEDULED', 'FAILED', 'FINISHED', 'RUNNING', 'KILLED')),
  user_id varchar(256),
  start_time bigint,
  experiment_id integer REFERENCES public.experiments (experiment_id)
);

CREATE TABLE public.metrics (
  key varchar(250) NOT NULL,
  value double precision NOT NULL,
  timestamp bigint NOT NULL,
  run_uuid varchar(32) NOT NULL REFERENCES public.runs (run_uuid),
  step bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (key, timestamp, step, run_uuid, value)
);

INSERT INTO public.experiments (name, lifecycle_stage) VALUES ('Default', 'active'), ('Lease reader', 'active');

INSERT INTO public.runs (run_uuid, name, status, user_id, start_time, experiment_id)
SELECT md5('run' || n), 'run ' || n, 'FINISHED', 'user' || n || '@example.com', 1740000000000 + n, 1 + n % 2
FROM generate_series(1, :users) AS n;

INSERT INTO public.metrics (key, value, timestamp, run_uuid)
SELECT 'loss', 1.0 / n, 1740000000000 + n, md5('run' || n)
FROM generate_series(1, :users) AS n;

CREATE VIEW public.run_overview AS
SELECT runs.run_uuid, runs.status, metrics.value AS loss, users.id AS user_id, users.name AS user_name
FROM public.runs
JOIN public.metrics ON metrics.run_uuid = runs.run_uuid AND metrics.key = 'loss'
LEFT JOIN public.users ON users.email = runs.user_id;
