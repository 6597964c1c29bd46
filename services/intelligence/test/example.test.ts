import { expect, test } from "vitest";
import { addLeaseVersion } from "../src/index.js";
import { useIntelligence } from "./use-intelligence.js";

const { leases, leaseVersions, open } = useIntelligence();

test("a second reading of a lease is its version 2", async () => {
  const lease = await leases.create();
  const { documentUrl, rawText } = await leaseVersions.create({ lease });
  const reading = { documentUrl, rawText, abstractedTerms: { rent: 900 } };
  expect((await addLeaseVersion(open.client, lease.id, reading)).versionNumber).toBe(2);
});
