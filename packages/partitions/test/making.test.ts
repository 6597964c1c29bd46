import { migratorRole } from "@deepiri/database";
import { refusalOf, useTestDatabase } from "@deepiri/test-database";
import { beforeAll, describe, expect, test } from "vitest";
import { asMigrator, makeManaged, makeShop } from "./as-migrator.js";

const db = useTestDatabase("partitions");

const childrenOf = async (table: string) =>
  (
    await db.owner.query<{ name: string; from: string; to: string }>(
      `SELECT partition::text AS name, is_default, (lower_bound AT TIME ZONE 'UTC')::text AS from,
              (upper_bound AT TIME ZONE 'UTC')::text AS to
       FROM partitions.children($1)`,
      [table],
    )
  ).rows;

/** In which partition a row of that time is. */
const homeOf = async (table: string, at: string) =>
  await asMigrator(db, async (client) => {
    const sql = `INSERT INTO ${table} (id, at) VALUES (1, $1) RETURNING tableoid::regclass::text AS home`;
    return (await client.query<{ home: string }>(sql, [at])).rows[0]?.home;
  });

describe("a managed table", () => {
  beforeAll(async () => {
    await makeManaged(db, "orders");
  });

  test("has partitions for now and the periods ahead, and an empty default one", async () => {
    const found = await childrenOf("shop.orders");
    const { rows } = await db.owner.query<{ from: string }>(
      `SELECT (date_trunc('month', now() AT TIME ZONE 'UTC') + n * interval '1 month')::text AS from
       FROM generate_series(0, 3) AS n`,
    );
    expect(found.map(({ from }) => from)).toEqual([...rows.map(({ from }) => from), null]);
    expect(found.at(-1)).toMatchObject({ name: "shop.orders_default", is_default: true });
  });

  test("has its partitions in the ledger, with their bounds", async () => {
    const { rows } = await db.owner.query(
      `SELECT partition_name FROM partitions.ledger
       JOIN partitions.children('shop.orders') AS child
         ON child.lower_bound = ledger.lower_bound AND child.upper_bound = ledger.upper_bound
       WHERE parent_schema = 'shop' AND parent_table = 'orders' AND made_at <= now()`,
    );
    expect(rows).toHaveLength(4);
  });

  test("gets no partition twice", async () => {
    const { rows } = await db.owner.query(`SELECT partitions.make_ahead('shop.orders') AS made`);
    expect(rows).toEqual([{ made: 0 }]);
  });

  test("takes other settings when it is managed again", async () => {
    const { rows } = await db.owner.query(
      `SELECT partitions.manage('shop.orders', 'month', 5) AS made`,
    );
    expect(rows).toEqual([{ made: 2 }]);
  });

  test("goes on taking rows whose time has no partition", async () => {
    expect(await homeOf("shop.orders", "1999-05-05")).toBe("shop.orders_default");
  });
});

describe.each(["timestamptz", "timestamp", "date"])("bounds over a %s", (type) => {
  const name = `zone_${type}`;
  beforeAll(async () => {
    await makeManaged(db, name, { type });
  });

  test("are months of UTC, whatever the zone of the session that makes them", async () => {
    await asMigrator(db, async (client) => {
      await client.query(`SET TIME ZONE 'Asia/Tokyo'; SET DateStyle = 'SQL, DMY'`);
      const made = await client.query(
        `SELECT partitions.make_for($1, '2024-02-29 23:59:59.999999+00', '2024-03-01 00:00:00+00') AS made`,
        [`shop.${name}`],
      );
      expect(made.rows).toEqual([{ made: 2 }]);
    });
    expect((await childrenOf(`shop.${name}`)).slice(0, 2)).toMatchObject([
      { name: `shop.${name}_2024_02`, from: "2024-02-01 00:00:00", to: "2024-03-01 00:00:00" },
      { name: `shop.${name}_2024_03`, from: "2024-03-01 00:00:00", to: "2024-04-01 00:00:00" },
    ]);
  });

  test("put the last instant of a month into it, and the next into the next", async () => {
    const zone = type === "timestamptz" ? "+00" : "";
    expect(await homeOf(`shop.${name}`, `2024-02-29 23:59:59.999999${zone}`)).toBe(
      `shop.${name}_2024_02`,
    );
    expect(await homeOf(`shop.${name}`, `2024-03-01 00:00:00${zone}`)).toBe(`shop.${name}_2024_03`);
  });
});

test("a row of Tokyo's 1 March, 05:00, is one of February in UTC", async () => {
  await makeManaged(db, "tokyo");
  await asMigrator(db, async (client) => {
    await client.query(`SET TIME ZONE 'Asia/Tokyo'`);
    await client.query(
      `SELECT partitions.make_for('shop.tokyo', '2024-03-01 05:00', '2024-03-01 05:00')`,
    );
  });
  expect(await homeOf("shop.tokyo", "2024-03-01 05:00+09")).toBe("shop.tokyo_2024_02");
});

test("at the last instant of a month the next ones are made ahead of it", async () => {
  await makeManaged(db, "new_year", { ahead: 1 });
  await asMigrator(db, async (client) => {
    await client.query(`SET TIME ZONE 'Asia/Tokyo'`);
    await client.query(
      `SELECT partitions.make_ahead('shop.new_year', '2031-12-31 23:59:59.999999+00')`,
    );
  });
  expect((await childrenOf("shop.new_year")).map(({ name }) => name)).toEqual(
    expect.arrayContaining(["shop.new_year_2031_12", "shop.new_year_2032_01"]),
  );
});

test("days are managed as months are", async () => {
  await makeManaged(db, "daily", { every: "day", ahead: 14 });
  expect(await childrenOf("shop.daily")).toHaveLength(16);
  await db.owner.query(`SELECT partitions.make_for('shop.daily', '2024-02-28', '2024-03-01')`);
  expect((await childrenOf("shop.daily")).slice(0, 3).map(({ name }) => name)).toEqual([
    "shop.daily_2024_02_28",
    "shop.daily_2024_02_29",
    "shop.daily_2024_03_01",
  ]);
});

test("names that are long, odd or of many bytes are kept apart", async () => {
  const long = `Order-Items "${"ä".repeat(20)}`.replace('"', "'");
  const table = await makeManaged(db, long);
  const names = (await childrenOf(table)).map(({ name }) => name);
  expect(new Set(names).size).toBe(5);
  const twin = await makeManaged(db, `${long}b`);
  expect(await childrenOf(twin)).toHaveLength(5);
});

describe("a new partition", () => {
  beforeAll(async () => {
    await makeManaged(db, "secured");
    await asMigrator(db, async (client) => {
      await client.query(`
        GRANT USAGE ON SCHEMA shop TO ${db.database}_partitions;
        ALTER DEFAULT PRIVILEGES IN SCHEMA shop GRANT SELECT ON TABLES TO ${db.database}_partitions;
        ALTER TABLE shop.secured_default SET (autovacuum_vacuum_scale_factor = 0.01);
        ALTER TABLE shop.secured ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
        CREATE POLICY own ON shop.secured USING (title = current_setting('shop.who', true));
        CREATE POLICY narrow ON shop.secured AS RESTRICTIVE FOR SELECT TO ${db.database}_partitions USING (id > 0);
        SELECT partitions.make_ahead('shop.secured', now() + interval '1 month')`);
    });
  });

  test("belongs to the owner of its parent, and nobody else has a right on it", async () => {
    const { rows } = await db.owner.query(
      `SELECT DISTINCT relowner::regrole::text AS owner, grantee::regrole::text
       FROM partitions.children('shop.secured') JOIN pg_class ON oid = partition
       CROSS JOIN aclexplode(COALESCE(relacl, acldefault('r', relowner)))`,
    );
    expect(rows).toEqual([
      { owner: migratorRole(db.database), grantee: migratorRole(db.database) },
    ]);
  });

  test("has the row security of its parent, as those made before it do", async () => {
    const { rows } = await db.owner.query(
      `SELECT DISTINCT relrowsecurity, relforcerowsecurity,
         (SELECT array_agg(concat_ws(' ', polname, polcmd, polpermissive, pg_get_expr(polqual, oid)) ORDER BY polname)
          FROM pg_policy WHERE polrelid = pg_class.oid) AS policies
       FROM pg_class WHERE oid = 'shop.secured'::regclass
          OR oid IN (SELECT partition FROM partitions.children('shop.secured'))`,
    );
    expect(rows).toMatchObject([{ relrowsecurity: true, relforcerowsecurity: true }]);
    expect(rows[0]?.policies).toHaveLength(2);
  });

  test("asked directly, shows no row that its parent would hide", async () => {
    await asMigrator(db, async (client) => {
      await client.query(`SET shop.who = 'ann'`);
      const add = `INSERT INTO shop.secured VALUES (1, now(), 'ann') RETURNING tableoid::regclass::text AS home`;
      const { rows } = await client.query<{ home: string }>(add);
      const count = async () => (await client.query(`SELECT FROM ${rows[0]?.home}`)).rowCount;
      expect(await count()).toBe(1);
      await client.query(`SET shop.who = 'bob'`);
      expect(await count()).toBe(0);
    });
  });

  test("has the storage parameters of the default one", async () => {
    const { rows } = await db.owner.query(
      `SELECT partition::text FROM partitions.children('shop.secured') JOIN pg_class ON oid = partition
       WHERE reloptions = '{autovacuum_vacuum_scale_factor=0.01}' AND NOT is_default`,
    );
    expect(rows).toHaveLength(1);
  });
});

test("a period whose rows are in the default partition is left to it, with a warning", async () => {
  await makeManaged(db, "late");
  await asMigrator(db, async (client) => {
    await client.query(`INSERT INTO shop.late VALUES (1, '2020-05-05')`);
    const warnings: string[] = [];
    client.on("notice", ({ message }) => warnings.push(message ?? ""));
    const { rows } = await client.query(
      `SELECT partitions.make_for('shop.late', '2020-04-01', '2020-06-01') AS made`,
    );
    expect(rows).toEqual([{ made: 2 }]);
    expect(warnings.join()).toContain("its default partition holds rows of that time");
  });
});

test("readers and writers of other periods go on while a partition is made", async () => {
  await makeManaged(db, "busy");
  const other = await db.owner.connect();
  try {
    await other.query(`BEGIN; SET LOCAL lock_timeout = '1ms'`);
    await asMigrator(db, async (client) => {
      await client.query(`BEGIN`);
      await client.query(`SELECT partitions.make_for('shop.busy', '2020-05-01', '2020-05-01')`);
      await other.query(`INSERT INTO shop.busy VALUES (1, now())`);
      const { rows } = await other.query(`SELECT date_trunc('month', now())::text AS month`);
      const read = `SELECT FROM shop.busy WHERE at >= '${rows[0].month}' AND at <= '${rows[0].month}'`;
      await other.query(read);
    });
  } finally {
    await other.query("ROLLBACK");
    other.release();
  }
});

test("two that make the same partitions take turns, and neither fails", async () => {
  await makeManaged(db, "twice");
  const make = async () =>
    (
      await db.owner.query(
        `SELECT partitions.make_for('shop.twice', '2020-01-01', '2020-12-01') AS made`,
      )
    ).rows[0].made as number;
  const made = await Promise.all([make(), make(), make()]);
  expect(made.sort((one, other) => one - other)).toEqual([0, 0, 12]);
});

test.each([
  [`SELECT partitions.manage('shop.plain', 'month', 3)`, /not partitioned by RANGE/],
  [`SELECT partitions.manage('shop.by_list', 'month', 3)`, /not partitioned by RANGE/],
  [`SELECT partitions.manage('shop.good', 'week', 3)`, /parents_every_check/],
  [`SELECT partitions.manage('shop.good', 'day', 0)`, /parents_ahead_check/],
  [`SELECT partitions.make_ahead('shop.good')`, /are not managed/],
  [`SELECT partitions.make_for('shop.managed', '0001-01-01', now())`, /more than 400/],
  [`SELECT partitions.make_for('shop.managed', now(), '-infinity')`, /no range of time/],
])("%s is refused", async (sql, message) => {
  await makeShop(db);
  await asMigrator(db, async (client) => {
    await client.query(`
      DROP TABLE IF EXISTS shop.plain, shop.by_list, shop.good;
      CREATE TABLE shop.plain (at timestamptz);
      CREATE TABLE shop.by_list (at timestamptz) PARTITION BY LIST (at);
      CREATE TABLE shop.good (at timestamptz) PARTITION BY RANGE (at)`);
  });
  if (sql.includes("shop.managed")) await makeManaged(db, "managed").catch(() => {});
  await expect(asMigrator(db, async (client) => await client.query(sql))).rejects.toThrow(message);
});

test("a service may not manage partitions, though it may call the functions", async () => {
  await makeManaged(db, "guarded");
  expect(
    await refusalOf(
      db.query(
        `SELECT partitions.make_for(oid, now(), '2040-01-01') FROM pg_class WHERE relname = 'guarded'`,
      ),
    ),
  ).toEqual({ code: "42501" });
});
