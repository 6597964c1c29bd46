import { quoteIdentifier } from "@deepiri/database";
import { catalogueCheck } from "../check/check.js";

interface Subscription {
  readonly name: string;
  readonly isEnabled: boolean;
  readonly isRunning: boolean;
}

/** Subscriptions that bring no changes. */
export const subscriptions = catalogueCheck<Subscription>({
  name: "subscriptions",
  onPrimary: true,
  sql: `
SELECT subname::text AS name, subenabled AS "isEnabled",
       EXISTS (SELECT FROM pg_stat_subscription AS stat WHERE stat.subid = sub.oid AND stat.pid IS NOT NULL) AS "isRunning"
  FROM pg_subscription AS sub
 WHERE subdbid = (SELECT oid FROM pg_database WHERE datname = current_database())
 ORDER BY 1`,
  find: (rows) =>
    rows
      .filter(({ isEnabled, isRunning }) => !isEnabled || !isRunning)
      .map(({ name, isEnabled }) => ({
        code: isEnabled ? "subscription-not-running" : "subscription-disabled",
        severity: isEnabled ? "error" : "warning",
        subject: { kind: "subscription", name },
        evidence: {},
        remedy: isEnabled ? {} : { sql: [`ALTER SUBSCRIPTION ${quoteIdentifier(name)} ENABLE`] },
      })),
});
