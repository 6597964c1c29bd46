-- The routing queue under its old name. Words may be longer here than the audit log of the same name allows.

INSERT INTO public.events (event_id, event_type, source, target, payload, metadata, timestamp, processed)
SELECT
  pg_temp.id('routed event', n), CASE WHEN n % 10 = 0 THEN 'document.' || repeat('analysis.', 20) || 'done' ELSE 'document.analysed' END, 'cyrex', 'engagement',
  jsonb_build_object('number', n, 'token', 'SECRET-MARKER-event-' || n), '{}', pg_temp.at(n), n % 2 = 0
FROM generate_series(1, :rows) AS n;
