import { quoteIdentifier } from "@deepiri/database";
import { plainName, sqlName } from "../../catalog/catalog.js";
import { shortName } from "../../catalog/short-name.js";
import { merged } from "../../ledger/merged.js";
import { via } from "../../ledger/usage.js";
import { literal } from "../../session/literal.js";
import { createFunction } from "./own-function.js";
import { functionName, type Pair } from "./pair.js";
import { keyOfWinner } from "./values.js";

/**
 * SQL that has rows remembered as the twin's when they are inserted by its name, so that they go back
 * with it. The winner is where it stays, and a view is at the other name.
 */
export function watchArrivals(pair: Pair): string[] {
  const [table, call] = [
    sqlName(pair.winner),
    `EXECUTE FUNCTION ${functionName("arrive", pair)}()`,
  ];
  return [
    createFunction({
      name: functionName("arrive", pair),
      parameters: "",
      returns: "trigger",
      declare: "",
      body: `
  IF TG_LEVEL = 'STATEMENT' THEN
    -- A view at an old name tells of itself once the statement writes.
    PERFORM pg_catalog.set_config('${via}', '', true);
  ELSIF ${isByTwinsName(pair)} THEN
    INSERT INTO ${merged} (step, key) VALUES (${literal(pair.step)}, ${keyOfWinner(pair, "NEW")})
    ON CONFLICT (step, key) DO NOTHING;
  END IF;
  RETURN NULL;`,
    }),
    `CREATE TRIGGER ${triggerName("await", pair)} BEFORE INSERT ON ${table} FOR EACH STATEMENT ${call}`,
    `CREATE TRIGGER ${triggerName("arrive", pair)} AFTER INSERT ON ${table} FOR EACH ROW ${call}`,
  ];
}

/** SQL that ends it. */
export function endArrivals(pair: Pair): string[] {
  return [
    ...["await", "arrive"].map(
      (what) => `DROP TRIGGER IF EXISTS ${triggerName(what, pair)} ON ${sqlName(pair.winner)}`,
    ),
    `DROP FUNCTION IF EXISTS ${functionName("arrive", pair)}`,
  ];
}

// Where the winner has taken the twin's name, whoever uses that comes by no view.
function isByTwinsName({ twin, goal }: Pair): string {
  const name = `COALESCE(pg_catalog.current_setting('${via}', true), '')`;
  return `${name} = ${literal(goal ? "" : plainName(twin))}`;
}

// It has to fire before the trigger that brings writes back to the twin.
function triggerName(what: string, { twin }: Pair): string {
  return quoteIdentifier(shortName(`_reorganize ${what} ${plainName(twin)}`));
}
