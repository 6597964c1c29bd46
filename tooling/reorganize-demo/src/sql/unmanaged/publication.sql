-- A feed of changes for a warehouse.

CREATE PUBLICATION deepiri_changes FOR TABLE public.tasks, public.agents;
