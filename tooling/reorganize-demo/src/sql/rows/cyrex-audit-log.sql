-- The audit log of Cyrex, in whichever schema it has been made.

INSERT INTO :schema.events (event_id, event_type, entity_type, entity_id, workflow_id, agent_id, source, payload, severity, created_at)
SELECT
  pg_temp.id('logged event', n), 'agent.started', 'agent', pg_temp.id('agent', n), pg_temp.id('workflow', n), pg_temp.id('agent', n), 'cyrex', '{}', 'info', pg_temp.at(n)
FROM generate_series(:first, :last) AS n;
