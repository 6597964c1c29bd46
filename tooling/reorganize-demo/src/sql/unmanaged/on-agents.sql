-- What others hang on the agents of old Cyrex: a key, views, and functions that name the table in their text only.

CREATE TABLE public.run_agents (
  run_uuid varchar(32) NOT NULL,
  agent_id varchar(255) NOT NULL REFERENCES public.agents (agent_id),
  PRIMARY KEY (run_uuid, agent_id)
);

INSERT INTO public.run_agents (run_uuid, agent_id)
SELECT md5('run' || n), pg_temp.id('agent', n)::text
FROM generate_series(1, 3) AS n;

CREATE VIEW public.agent_directory AS
SELECT agents.agent_id, agents.name, agents.role FROM public.agents;

CREATE MATERIALIZED VIEW public.agents_by_role AS
SELECT agents.role, count(*) AS number FROM public.agents GROUP BY agents.role;

CREATE FUNCTION public.agent_name(wanted text) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT name FROM public.agents WHERE agent_id = wanted
$$;

CREATE FUNCTION public.count_agents() RETURNS bigint LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (SELECT count(*) FROM public.agents);
END;
$$;
