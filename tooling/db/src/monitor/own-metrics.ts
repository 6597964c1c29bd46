import { type Metric, quoteIdentifier, type RawClient, type Sample } from "@deepiri/database";

const tablesShown = 10;

/** What is of interest in every database, whatever it holds. */
export const ownMetrics: readonly Metric[] = [
  {
    name: "database_size_bytes",
    help: "Size of the database on disk.",
    type: "gauge",
    unit: "bytes",
    read: (client) =>
      samples(
        client,
        `SELECT pg_catalog.pg_database_size(pg_catalog.current_database())::float8 AS value`,
      ),
  },
  {
    name: "database_connections",
    help: "Sessions on this database, by what they do.",
    type: "gauge",
    read: (client) =>
      samples(
        client,
        `SELECT pg_catalog.count(*)::float8 AS value, pg_catalog.jsonb_build_object('state', COALESCE(state, 'hidden')) AS labels
           FROM pg_catalog.pg_stat_activity
          WHERE datname = pg_catalog.current_database() AND backend_type = 'client backend'
          GROUP BY state ORDER BY state`,
      ),
  },
  {
    name: "database_server_connections_free",
    help: "Connections of the server that ordinary logins can still get.",
    type: "gauge",
    read: (client) =>
      samples(
        client,
        `SELECT pg_catalog.current_setting('max_connections')::int
                - pg_catalog.current_setting('superuser_reserved_connections')::int
                - COALESCE(pg_catalog.current_setting('reserved_connections', true)::int, 0)
                - (SELECT pg_catalog.sum(numbackends) FROM pg_catalog.pg_stat_database)::float8 AS value`,
      ),
  },
  {
    name: "database_oldest_transaction_seconds",
    help: "Age of the oldest transaction that is open; what it might see, no VACUUM removes.",
    type: "gauge",
    unit: "seconds",
    read: async (client) => {
      await assertSeesOthers(client);
      return samples(
        client,
        `SELECT COALESCE(pg_catalog.max(EXTRACT(epoch FROM pg_catalog.clock_timestamp() - xact_start)), 0)::float8 AS value
           FROM pg_catalog.pg_stat_activity
          WHERE datname = pg_catalog.current_database() AND pid <> pg_catalog.pg_backend_pid()
            AND backend_type = 'client backend'`,
      );
    },
  },
  {
    name: "database_transaction_age",
    help: "Transactions since the oldest row was frozen; at 2 billion the server takes no writes.",
    type: "gauge",
    read: (client) =>
      samples(
        client,
        `SELECT pg_catalog.age(datfrozenxid)::float8 AS value FROM pg_catalog.pg_database
          WHERE datname = pg_catalog.current_database()`,
      ),
  },
  {
    name: "database_replication_slot_bytes",
    help: "Log that the server keeps for a replication slot.",
    type: "gauge",
    unit: "bytes",
    read: (client) =>
      samples(
        client,
        `SELECT pg_catalog.pg_wal_lsn_diff(${currentPosition}, restart_lsn)::float8 AS value,
                pg_catalog.jsonb_build_object('slot', slot_name, 'active', active::text) AS labels
           FROM pg_catalog.pg_replication_slots WHERE NOT temporary AND restart_lsn IS NOT NULL ORDER BY slot_name`,
      ),
  },
  {
    name: "database_standby_lag_bytes",
    help: "Log that a standby has not replayed yet.",
    type: "gauge",
    unit: "bytes",
    read: (client) =>
      samples(
        client,
        `SELECT pg_catalog.max(pg_catalog.pg_wal_lsn_diff(${currentPosition}, replay_lsn))::float8 AS value,
                pg_catalog.jsonb_build_object('standby', application_name) AS labels
           FROM pg_catalog.pg_stat_replication WHERE replay_lsn IS NOT NULL
          GROUP BY application_name ORDER BY application_name`,
      ),
  },
  {
    name: "database_table_size_bytes",
    help: `Size of each of the ${tablesShown} largest tables with its indexes; a partitioned table is its partitions.`,
    type: "gauge",
    unit: "bytes",
    read: (client) =>
      samples(
        client,
        `SELECT pg_catalog.sum(pg_catalog.pg_total_relation_size(class.oid))::float8 AS value,
                pg_catalog.jsonb_build_object('table', nspname || '.' || root.relname) AS labels
           FROM pg_catalog.pg_class AS class
           JOIN pg_catalog.pg_class AS root ON root.oid = COALESCE(pg_catalog.pg_partition_root(class.oid), class.oid)
           JOIN pg_catalog.pg_namespace AS namespace ON namespace.oid = root.relnamespace
          WHERE class.relkind IN ('r', 'm') AND nspname <> 'information_schema' AND nspname !~ '^pg_'
          GROUP BY nspname, root.relname ORDER BY 1 DESC, 2 LIMIT ${tablesShown}`,
      ),
  },
];

const currentPosition = `CASE WHEN pg_catalog.pg_is_in_recovery() THEN pg_catalog.pg_last_wal_replay_lsn() ELSE pg_catalog.pg_current_wal_lsn() END`;

// What it may not see of other sessions, the server leaves out without a word.
async function assertSeesOthers(client: RawClient): Promise<void> {
  const [row] = await client.$queryRawUnsafe<{ mayAll: boolean; login: string }[]>(
    `SELECT pg_catalog.pg_has_role('pg_read_all_stats', 'USAGE') AS "mayAll", current_user::text AS login`,
  );
  if (row?.mayAll === false)
    throw new Error(
      `the login does not see the sessions of others: GRANT pg_read_all_stats TO ${quoteIdentifier(row.login)}`,
    );
}

function samples(client: RawClient, sql: string): Promise<Sample[]> {
  return client.$queryRawUnsafe<Sample[]>(sql);
}
