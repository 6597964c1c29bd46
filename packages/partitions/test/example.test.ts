import { useTestDatabase } from "@deepiri/test-database";
import { expect, test } from "vitest";

const db = useTestDatabase("partitions");

test("a reading lies in the partition of its month", async () => {
  // What a migration of the package that owns the table says:
  await db.owner.query(`
    CREATE SCHEMA weather;
    CREATE TABLE weather.readings (
      station text, taken_at timestamptz, degrees numeric, PRIMARY KEY (station, taken_at)
    ) PARTITION BY RANGE (taken_at);
    SELECT partitions.manage('weather.readings', every => 'month', ahead => 3)`);
  // Before old rows are brought in:
  await db.owner.query(
    `SELECT partitions.make_for('weather.readings', '2019-11-30', '2020-02-01')`,
  );

  const { rows } = await db.owner.query(
    `INSERT INTO weather.readings VALUES ('Oslo', '2020-01-31 23:59:59.999999+00', -3.5)
     RETURNING tableoid::regclass::text AS partition`,
  );
  expect(rows).toEqual([{ partition: "weather.readings_2020_01" }]);
});
