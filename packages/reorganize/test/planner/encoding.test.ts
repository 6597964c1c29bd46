import { quoteIdentifier } from "@deepiri/database";
import { expect, it } from "vitest";
import { makePlan } from "../../src/planner/make-plan.js";
import { RefusedError } from "../../src/session/refused-error.js";
import { withGround } from "../fixture/apply-plan.js";

it("refuses a database of another encoding than UTF8 by its name, and says how it becomes one", () =>
  withGround("SELECT 1", async ({ client, url }) => {
    const name = `${client.database}_latin1`;
    await client.query(
      `CREATE DATABASE ${quoteIdentifier(name)} TEMPLATE template0 ENCODING 'LATIN1' LOCALE_PROVIDER libc LC_COLLATE 'C' LC_CTYPE 'C'`,
    );
    const other = Object.assign(new URL(url), { pathname: name });
    const error = await makePlan(other.href).catch((cause) => cause);
    await client.query(`DROP DATABASE ${quoteIdentifier(name)} WITH (FORCE)`);
    expect(error).toBeInstanceOf(RefusedError);
    expect(error.message).toMatch(/LATIN1.*ENCODING 'UTF8'/);
  }));
