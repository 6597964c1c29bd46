-- public.events in the shape of the audit log: the wrong one came first, and the routing queue was never made.

CREATE TABLE IF NOT EXISTS public.events (
  event_id varchar(255) PRIMARY KEY,
  event_type varchar(100) NOT NULL,
  entity_type varchar(100),
  entity_id varchar(255),
  workflow_id varchar(255),
  agent_id varchar(255),
  session_id varchar(255),
  source varchar(100) DEFAULT 'cyrex',
  payload jsonb DEFAULT '{}',
  severity varchar(20) DEFAULT 'info',
  created_at timestamp DEFAULT CURRENT_TIMESTAMP
);
CREATE INDEX IF NOT EXISTS idx_events_agent_id ON public.events (agent_id);
CREATE INDEX IF NOT EXISTS idx_events_created_at ON public.events (created_at);
CREATE INDEX IF NOT EXISTS idx_events_entity_type_entity_id ON public.events (entity_type, entity_id);
CREATE INDEX IF NOT EXISTS idx_events_severity ON public.events (severity);
CREATE INDEX IF NOT EXISTS idx_events_type ON public.events (event_type);
CREATE INDEX IF NOT EXISTS idx_events_workflow_id ON public.events (workflow_id);
