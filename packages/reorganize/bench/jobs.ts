import type { Table } from "../src/catalog/catalog.js";
import { readCatalog } from "../src/catalog/read-catalog.js";
import { queryable } from "../src/session/queryable.js";
import { type Databases, withClient } from "./databases.js";

/** Name of the database that holds a table of so many jobs. */
export function jobsDatabase(rows: number): string {
  return `jobs_${rows}`;
}

/** How the keys of the jobs lie: one after the other, as time-ordered ones do, or by chance. */
export type Keys = "ordered" | "random";

const keySql = {
  ordered: (number: string) => `pg_catalog.lpad(pg_catalog.to_hex(${number}), 32, '0')::uuid`,
  random: () => "pg_catalog.gen_random_uuid()",
};

/**
 * Makes a database with a table `public.jobs` as Deepiri's tables are: a uuid as key, a status as text,
 * an index on a reference. The status of each tenth row is one that the target does not know. With
 * keys by chance whatever writes rows slows down as indexes outgrow the server's memory, INSERT …
 * SELECT too, which hides whether a walk through the table is as fast in a large one.
 */
export async function makeJobs(databases: Databases, rows: number, keys: Keys): Promise<string> {
  const url = await databases.create(jobsDatabase(rows));
  await withClient(url, async (client) => {
    await client.query(
      `CREATE SCHEMA work;
       CREATE TABLE public.jobs (id uuid NOT NULL, user_id uuid NOT NULL,
         title text NOT NULL, status varchar(20) NOT NULL DEFAULT 'todo', place integer,
         created_at timestamp NOT NULL DEFAULT now())`,
    );
    await client.query(
      `INSERT INTO public.jobs (id, user_id, title, status, place)
       SELECT ${keySql[keys]("n")}, ${keySql[keys]("n / 20")}, 'Job ' || n || ' of many',
              CASE WHEN n % 10 = 0 THEN 'pending' WHEN n % 2 = 0 THEN 'todo' ELSE 'done' END, n % 100
         FROM generate_series(1, $1::integer) AS n`,
      [rows],
    );
    await client.query(indexesSql("public"));
    await client.query("VACUUM ANALYZE public.jobs");
  });
  return url;
}

/** What the jobs of a schema have beside their rows. */
export function indexesSql(schema: string): string {
  return `ALTER TABLE ${schema}.jobs ADD PRIMARY KEY (id);
    CREATE INDEX jobs_user_id_idx ON ${schema}.jobs (user_id, created_at)`;
}

/** The table as the catalog has it. */
export async function readJobs(url: string, schema = "public"): Promise<Table> {
  const { tables } = await withClient(url, (client) => readCatalog(queryable(client)));
  return tables.get(`${schema}.jobs`) as Table;
}
