-- The tables that a push of task-orchestrator makes for its models without a mapping: only an id, always empty.

CREATE TABLE IF NOT EXISTS public."User" (
  id uuid NOT NULL,
  CONSTRAINT "User_pkey" PRIMARY KEY (id)
);

CREATE TABLE IF NOT EXISTS public."Project" (
  id uuid NOT NULL,
  CONSTRAINT "Project_pkey" PRIMARY KEY (id)
);

CREATE TABLE IF NOT EXISTS public."Quest" (
  id uuid NOT NULL,
  CONSTRAINT "Quest_pkey" PRIMARY KEY (id)
);
