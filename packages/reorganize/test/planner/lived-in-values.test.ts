import { describe, expect, it } from "vitest";
import { mappingSchema } from "../../src/plan/mapping.js";
import { grant } from "../../src/steps/grant/index.js";
import { stepKinds } from "../../src/steps/kinds.js";
import { record } from "../../src/steps/record/index.js";
import { seed } from "../../src/steps/seed/index.js";
import { withGround } from "../fixture/apply-plan.js";
import { mapping, source, target } from "../fixture/lived-in/small-database.js";
import { thereAndBack } from "../fixture/lived-in/there-and-back.js";
import { planOn } from "../fixture/plan-on.js";
import { targetAt } from "../fixture/prove-kind.js";

// These need the tables of a whole workspace.
const kinds = stepKinds.filter((kind) => ![grant, record, seed].includes(kind));

const filled = `
  INSERT INTO public.users SELECT n, 'u' || n, 'm' || n, now(), 'n' FROM generate_series(1, 9) AS n;
  INSERT INTO public."Items" (id, "userId", state, price)
  SELECT n, n, (ARRAY['open', 'OPEN', 'shut', 'odd'])[1 + n % 4], n FROM generate_series(1, 9) AS n;
  INSERT INTO stock.items (id, "userId", state, price) SELECT n, 2, 'open', -n FROM generate_series(7, 12) AS n`;

/** What columns hold that become something else, in rows that are in the middle of their table. */
const values: Readonly<Record<string, string>> = {
  "numbers that are none, and numbers beyond all bounds":
    "UPDATE public.\"Items\" SET price = 'NaN' WHERE id = 5; UPDATE public.\"Items\" SET price = 'Infinity' WHERE id = 6; UPDATE stock.items SET price = 1e30 WHERE id = 9",
  "floats that are larger than a number of few digits":
    'ALTER TABLE public."Items" ALTER price TYPE float8; UPDATE public."Items" SET price = 1e300 WHERE id = 5; UPDATE public."Items" SET price = 0.1::float8 + 0.2 WHERE id = 6',
  "whole numbers that are larger than a number of few digits":
    'ALTER TABLE public."Items" ALTER price TYPE bigint; UPDATE public."Items" SET price = 99999999999 WHERE id = 5',
  "dates that no time of day can be of":
    "ALTER TABLE public.users ALTER created_at TYPE date; UPDATE public.users SET created_at = '5874897-12-31' WHERE id = 5; UPDATE public.users SET created_at = '4713-01-01 BC' WHERE id = 6",
  "times as texts":
    "ALTER TABLE public.users ALTER created_at DROP DEFAULT; ALTER TABLE public.users ALTER created_at TYPE text; UPDATE public.users SET created_at = '31/12/2020' WHERE id = 5; UPDATE public.users SET created_at = '2020-01-01T00:00:00Z' WHERE id = 6",
  "documents that are longer than a text may be":
    "ALTER TABLE public.users ALTER name TYPE jsonb USING to_jsonb(name); UPDATE public.users SET name = '\"a name that is longer than it may be\"' WHERE id = 5",
  "numbers that are longer than a text may be":
    "ALTER TABLE public.users ALTER name TYPE numeric USING id; UPDATE public.users SET name = 123456789012345678901234567890 WHERE id = 5",
  "words that blanks pad": 'ALTER TABLE public."Items" ALTER state TYPE char(6)',
  "keys of twins that are larger than the other's can be":
    "ALTER TABLE stock.items ALTER id TYPE bigint; UPDATE stock.items SET id = 3000000000 WHERE id = 9",
  "keys of twins that are larger than their own can be":
    'ALTER TABLE stock.items ALTER id TYPE smallint; UPDATE public."Items" SET id = 300000 WHERE id = 5',
};

const outcome = (sql: string, otherwise: object): Promise<string | undefined> =>
  withGround(target, async ({ url }) => {
    const goal = await targetAt(url);
    const rules = { ...mapping, otherwise: { ...mapping.otherwise, ...otherwise } };
    const declared = mappingSchema.parse({ name: "test", ...rules });
    return thereAndBack({
      sample: 1,
      onCopy: (body) => withGround(`${source}; ${filled}; ${sql}`, ({ session }) => body(session)),
      plan: (copy) => planOn(copy, goal, { kinds, mapping: declared }),
    });
  });

describe("goes there and back to the last byte, though no row of the kind is on the scratch copy:", () => {
  const cases = Object.entries(values).map(([what, sql]) => ({ what, sql }));
  it.for(cases)("$what", { timeout: 60_000 }, async ({ sql }) => {
    expect(await outcome(sql, {})).toBeUndefined();
  });

  it("money only once it is numeric, by the statement that the plan gives", {
    timeout: 60_000,
  }, async () => {
    const money = 'ALTER TABLE public."Items" ALTER price TYPE money USING price::numeric::money';
    const refusal = await outcome(money, {}).catch((error: unknown) => error);
    expect(refusal).toBe("converted by a cast");
  });

  it("texts that are set aside for their length, and not cut", { timeout: 60_000 }, async () => {
    const long =
      "UPDATE public.users SET name = 'a name that is longer than it may be' WHERE id = 5";
    expect(await outcome(long, { tooLong: "set aside" })).toBeUndefined();
  });
});
