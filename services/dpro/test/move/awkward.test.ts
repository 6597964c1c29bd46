import { checkProperty } from "@deepiri/test-database";
import fc from "fast-check";
import { test } from "vitest";
import { awkwardFiles } from "./awkward-files.js";
import { thereAndBack } from "./there-and-back.js";

/** A file takes seconds, so that all of them are tried only with the sweeps. */
const cases = process.env.TEST_SWEEPS === "1" ? 3 : 2;
const patience = 200;

test("every row of an awkward file is accounted for, whatever is written meanwhile, and it goes back as it came", {
  timeout: 3_600_000,
}, async () => {
  const { PROPERTY_SEED = "13", PROPERTY_CASES } = process.env;
  const times = String(patience * Number(PROPERTY_CASES || 1));
  const env = { ...process.env, PROPERTY_SEED, PROPERTY_CASES: times };
  await checkProperty(fc.asyncProperty(awkwardFiles, thereAndBack), cases / patience, env);
});
