-- What Prisma makes of the schema of task-orchestrator: keys lead to the placeholder tables, not to users.

CREATE TABLE public.tasks (
  id uuid NOT NULL,
  user_id uuid NOT NULL,
  project_id uuid,
  quest_id uuid,
  parent_task_id uuid,
  title varchar(500) NOT NULL,
  description text,
  status varchar(50) NOT NULL DEFAULT 'todo',
  priority varchar(50) NOT NULL DEFAULT 'medium',
  difficulty varchar(50) NOT NULL DEFAULT 'medium',
  momentum_reward integer NOT NULL DEFAULT 0,
  estimated_minutes integer,
  actual_minutes integer,
  due_date timestamp,
  completed_at timestamp,
  ai_suggestions jsonb NOT NULL DEFAULT '[]',
  tags text[] DEFAULT ARRAY[]::text[],
  metadata jsonb DEFAULT '{}',
  version integer NOT NULL DEFAULT 1,
  created_at timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP,
  updated_at timestamp NOT NULL,
  updated_by uuid,
  CONSTRAINT tasks_pkey PRIMARY KEY (id)
);

CREATE TABLE public.task_versions (
  id uuid NOT NULL,
  task_id uuid NOT NULL,
  version integer NOT NULL,
  title varchar(500),
  description text,
  status varchar(50),
  priority varchar(50),
  changes_summary text,
  changed_by uuid,
  metadata jsonb DEFAULT '{}',
  created_at timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT task_versions_pkey PRIMARY KEY (id)
);

CREATE TABLE public.task_dependencies (
  id uuid NOT NULL,
  task_id uuid NOT NULL,
  depends_on_task_id uuid NOT NULL,
  dependency_type varchar(50) NOT NULL DEFAULT 'blocks',
  created_at timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT task_dependencies_pkey PRIMARY KEY (id)
);

CREATE INDEX tasks_due_date_idx ON public.tasks (due_date);

CREATE INDEX tasks_parent_task_id_idx ON public.tasks (parent_task_id);

CREATE INDEX tasks_priority_idx ON public.tasks (priority);

CREATE INDEX tasks_project_id_idx ON public.tasks (project_id);

CREATE INDEX tasks_quest_id_idx ON public.tasks (quest_id);

CREATE INDEX tasks_status_idx ON public.tasks (status);

CREATE INDEX tasks_user_id_idx ON public.tasks (user_id);

CREATE INDEX task_versions_task_id_idx ON public.task_versions (task_id);

CREATE INDEX task_versions_version_idx ON public.task_versions (version);

CREATE UNIQUE INDEX task_versions_task_id_version_key ON public.task_versions (task_id, version);

CREATE INDEX task_dependencies_depends_on_task_id_idx ON public.task_dependencies (depends_on_task_id);

CREATE INDEX task_dependencies_task_id_idx ON public.task_dependencies (task_id);

CREATE UNIQUE INDEX task_dependencies_task_id_depends_on_task_id_key ON public.task_dependencies (task_id, depends_on_task_id);

ALTER TABLE public.tasks ADD CONSTRAINT tasks_user_id_fkey
  FOREIGN KEY (user_id) REFERENCES public."User" (id) ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE public.tasks ADD CONSTRAINT tasks_project_id_fkey
  FOREIGN KEY (project_id) REFERENCES public."Project" (id) ON DELETE SET NULL ON UPDATE CASCADE;

ALTER TABLE public.tasks ADD CONSTRAINT tasks_quest_id_fkey
  FOREIGN KEY (quest_id) REFERENCES public."Quest" (id) ON DELETE SET NULL ON UPDATE CASCADE;

ALTER TABLE public.tasks ADD CONSTRAINT tasks_parent_task_id_fkey
  FOREIGN KEY (parent_task_id) REFERENCES public.tasks (id) ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE public.task_versions ADD CONSTRAINT task_versions_task_id_fkey
  FOREIGN KEY (task_id) REFERENCES public.tasks (id) ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE public.task_versions ADD CONSTRAINT task_versions_changed_by_fkey
  FOREIGN KEY (changed_by) REFERENCES public."User" (id) ON DELETE SET NULL ON UPDATE CASCADE;

ALTER TABLE public.task_dependencies ADD CONSTRAINT task_dependencies_task_id_fkey
  FOREIGN KEY (task_id) REFERENCES public.tasks (id) ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE public.task_dependencies ADD CONSTRAINT task_dependencies_depends_on_task_id_fkey
  FOREIGN KEY (depends_on_task_id) REFERENCES public.tasks (id) ON DELETE CASCADE ON UPDATE CASCADE;
