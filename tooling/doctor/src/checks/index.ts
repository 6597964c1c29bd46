import type { Check } from "../check/check.js";
import { differences } from "../differences/differences.js";
import { bloat } from "./bloat.js";
import { duplicateForeignKeys, notValidConstraints } from "./constraints.js";
import { deadRows } from "./dead-rows.js";
import { foreignKeyIndexes } from "./foreign-key-indexes.js";
import { grants } from "./grants.js";
import { invalidIndexes } from "./invalid-indexes.js";
import { integerKeyRanges, sequenceRanges } from "./key-ranges.js";
import { migrations } from "./migrations.js";
import { oldNames } from "./old-names.js";
import { redundantIndexes } from "./redundant-indexes.js";
import { replicationSlots, subscriptions } from "./replication.js";
import { rowSecurity } from "./row-security.js";
import { sequencesBehind } from "./sequence-behind.js";
import { connections, databaseState, extensions, settings } from "./server-state.js";
import { preparedTransactions, sessions } from "./sessions.js";
import { statistics } from "./statistics.js";
import { tablePlaces } from "./table-places.js";
import { disabledTriggers, primaryKeys, unloggedTables } from "./tables.js";
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
