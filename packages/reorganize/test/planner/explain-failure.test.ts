import { createEmptyDatabase } from "@deepiri/test-database";
import { expect, it } from "vitest";
import { copySource } from "../../src/planner/copy-source.js";
import { explainFailure } from "../../src/planner/explain-failure.js";
import { withSession } from "../../src/session/with-session.js";
import { withGround } from "../fixture/apply-plan.js";

const database = `
  CREATE SCHEMA app;
  CREATE FUNCTION app.half(int) RETURNS int LANGUAGE plpgsql IMMUTABLE AS 'BEGIN RETURN $1 / 2; END';
  CREATE FUNCTION app.quarter(int) RETURNS int LANGUAGE plpgsql IMMUTABLE AS 'BEGIN RETURN half(half($1)); END';
  CREATE TABLE app.numbers (n int, quarter int GENERATED ALWAYS AS (app.quarter(n)) STORED);
  SET search_path = app; INSERT INTO app.numbers VALUES (8);
  DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET search_path = app, public', current_database()); END $$`;

const rewrite = "UPDATE app.numbers SET n = n + 1";

it("names a function that is bound to the search_path of programs, and the statement that helps", () =>
  withGround(database, async ({ url }) => {
    const copy = await createEmptyDatabase("copy");
    try {
      await copySource(url, copy.url, 10);
      await withSession(copy.url, async (session) => {
        const tried = session.query(rewrite).catch((cause) => explainFailure(session, cause));
        const choice = "ALTER FUNCTION app.quarter(integer) SET search_path = app, public;";
        const answer = { code: "run first", sql: choice };
        await expect(tried).rejects.toMatchObject({
          open: [{ question: { code: "path of programs" }, choices: [{ answer }] }],
        });
        await session.query(choice);
        await session.query(rewrite);
      });
    } finally {
      await copy.drop();
    }
  }));

it("leaves any other failure as it is", () =>
  withGround("", async ({ session }) => {
    const tried = session.query("SELECT 1 / 0").catch((cause) => explainFailure(session, cause));
    await expect(tried).rejects.toMatchObject({ name: "NotPlannedError" });
  }));
