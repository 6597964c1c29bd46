import type { Check } from "../check/check.js";
import { differences } from "../differences/differences.js";
import { bloat } from "./bloat.js";
import { connections } from "./connections.js";
import { databaseState } from "./database-state.js";
import { deadRows } from "./dead-rows.js";
import { disabledTriggers } from "./disabled-triggers.js";
import { duplicateForeignKeys } from "./duplicate-foreign-keys.js";
import { extensions } from "./extensions.js";
import { foreignKeyIndexes } from "./foreign-key-indexes.js";
import { grants } from "./grants.js";
import { integerKeyRanges } from "./integer-key-ranges.js";
import { invalidIndexes } from "./invalid-indexes.js";
import { migrations } from "./migrations.js";
import { notValidConstraints } from "./not-valid-constraints.js";
import { oldNames } from "./old-names.js";
import { preparedTransactions } from "./prepared-transactions.js";
import { primaryKeys } from "./primary-keys.js";
import { redundantIndexes } from "./redundant-indexes.js";
import { replicationSlots } from "./replication-slots.js";
import { rowSecurity } from "./row-security.js";
import { sequenceRanges } from "./sequence-ranges.js";
import { sequencesBehind } from "./sequences-behind.js";
import { sessions } from "./sessions.js";
import { settings } from "./settings.js";
import { statistics } from "./statistics.js";
import { subscriptions } from "./subscriptions.js";
import { tablePlaces } from "./table-places.js";
import { unloggedTables } from "./unlogged-tables.js";
import { unusedIndexes } from "./unused-indexes.js";
import { wraparound } from "./wraparound.js";

/** All that is looked at, in the order in which it is told: what others follow from comes first. */
export const checks: readonly Check[] = [
  migrations,
  tablePlaces,
  differences,
  grants,
  oldNames,
  rowSecurity,
  notValidConstraints,
  duplicateForeignKeys,
  disabledTriggers,
  primaryKeys,
  unloggedTables,
  sequenceRanges,
  integerKeyRanges,
  sequencesBehind,
  foreignKeyIndexes,
  invalidIndexes,
  redundantIndexes,
  unusedIndexes,
  statistics,
  deadRows,
  bloat,
  wraparound,
  sessions,
  preparedTransactions,
  replicationSlots,
  subscriptions,
  connections,
  settings,
  databaseState,
  extensions,
];
