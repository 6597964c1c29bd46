-- Words outside the lists, numbers below zero, and benchmarks of nowhere, twice, which a unique index lets in.

INSERT INTO :schema.memories (memory_id, memory_type, content, access_count, last_accessed, created_at)
VALUES ('broken-memory-1', 'forever', 'Of an unknown type', 0, pg_temp.at(1), pg_temp.at(1)), ('broken-memory-2', 'working', 'Below zero', -1, pg_temp.at(1), pg_temp.at(1));

INSERT INTO :schema.agent_states (agent_id, status, last_activity, updated_at) VALUES ('broken-agent-1', 'sleeping', pg_temp.at(1), pg_temp.at(1));

INSERT INTO :schema.synapse_messages (message_id, channel, sender, priority, payload, timestamp)
VALUES ('broken-message-1', 'channel-1', 'nobody', 'urgent', '{}', pg_temp.at(1));

INSERT INTO :schema.guardrail_rules (rule_id, name, pattern, action, severity, created_at, updated_at)
VALUES ('broken-rule-1', 'Loud', '.*', 'shout', 'deafening', pg_temp.at(1), pg_temp.at(1));

INSERT INTO :schema.cyrex_vendors (vendor_id, vendor_name, total_invoices_analyzed, risk_level, first_seen, last_activity, created_at, updated_at)
VALUES ('vendor_broken000001', 'Doubtful', -1, 'extreme', pg_temp.at(1), pg_temp.at(1), pg_temp.at(1), pg_temp.at(1));

INSERT INTO :schema.cyrex_pricing_benchmarks (benchmark_id, service_type, industry, location, avg_price, last_updated, created_at)
VALUES
  ('benchmark_broken000001', 'painting', 'real estate', NULL, 10, pg_temp.at(1), pg_temp.at(1)),
  ('benchmark_broken000002', 'painting', 'real estate', NULL, 12, pg_temp.at(2), pg_temp.at(2)),
  ('benchmark_broken000003', 'painting', 'real estate', NULL, 10, pg_temp.at(3), pg_temp.at(3));
