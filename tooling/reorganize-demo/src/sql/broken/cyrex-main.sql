-- A message from a role that the target does not know, and an execution retried less than never.

INSERT INTO cyrex.agent_playground_messages (message_id, instance_id, role, content, created_at)
VALUES ('broken-playground-1', 'instance-1', 'tool', 'From a tool', pg_temp.at(1));

INSERT INTO cyrex.task_executions (execution_id, task_name, retry_count, created_at) VALUES ('broken-execution-1', 'Below zero', -1, pg_temp.at(1));
