import { expect, onTestFinished, test } from "vitest";
import { connectOnce, quoteIdentifier, RulesSuspended } from "../../src/index.js";
import { useShopDatabase } from "../fixture/shop-database.js";

const shop = useShopDatabase();

// Another value for whatever is a switch or one of a few words, which anybody may set.
const others = `
  SELECT name, CASE vartype WHEN 'bool' THEN CASE boot_val WHEN 'on' THEN 'off' ELSE 'on' END
                            ELSE (SELECT one FROM pg_catalog.unnest(enumvals) AS one WHERE one <> boot_val LIMIT 1) END AS value
    FROM pg_catalog.pg_settings
   WHERE (context = 'user' AND (vartype = 'bool' OR pg_catalog.cardinality(enumvals) > 1) AND source = 'default'
          AND name !~ '^(default_transaction_read_only|password_encryption|synchronous_commit|debug_.*)$')
      OR name IN ('session_replication_role', 'event_triggers')`;

const database = () => quoteIdentifier(new URL(shop.url).pathname.slice(1));

test("a session starts as where nobody has set how statements are meant", async () => {
  const before = await connectOnce(shop.url);
  const { rows } = await before.query<{ name: string; value: string }>(others);
  expect(rows.length).toBeGreaterThan(20);
  for (const { name, value } of rows)
    await before.query(`ALTER DATABASE ${database()} SET ${name} = '${value}'`);
  onTestFinished(async () => {
    await before.query(`ALTER DATABASE ${database()} RESET ALL`);
    await before.end();
  });
  const after = await connectOnce(shop.url);
  onTestFinished(() => after.end());
  const { rows: left } = await after.query(
    "SELECT name, setting FROM pg_catalog.pg_settings WHERE source = 'database'",
  );
  expect(left).toEqual([]);
});

test("foreign keys and triggers that the login may not switch on are told, with what helps", async () => {
  const client = await connectOnce(shop.url);
  const login = `${shop.name}_suspended`;
  await client.query(
    `CREATE ROLE ${login} LOGIN; ALTER ROLE ${login} SET session_replication_role = replica`,
  );
  onTestFinished(async () => {
    await client.query(`DROP ROLE ${login}`);
    await client.end();
  });
  const url = Object.assign(new URL(shop.url), { username: login }).href;
  const refusal = await connectOnce(url).catch((error: unknown) => error);
  expect(refusal).toBeInstanceOf(RulesSuspended);
  expect((refusal as Error).message).toContain(
    `GRANT SET ON PARAMETER session_replication_role TO "${login}"`,
  );
});
