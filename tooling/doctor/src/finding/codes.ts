/** What each finding means and, where no statement mends it, what to do: the sentence that people read. */
export const codes = {
  // Migrations and what they build
  "migrations-failed": "A migration did not finish; nothing of it is left.",
  "migrations-edited":
    "A migration was edited after it was applied. Restore the file from version control and put the change into a new one.",
  "migrations-missing":
    "A migration was applied that is not in this checkout: check out or merge the branch that has it.",
  "migrations-pending": "Migrations of this checkout are not applied yet.",
  "object-missing": "The migrations make it, and it is gone.",
  "object-different": "It is not as the migrations make it.",
  "object-extra":
    "No migration made it: make it in a migration of the package that it belongs to, or drop it.",
  "object-unmanaged": "No migration made it; it lies in a schema of ours.",
  "table-without-owner":
    "A table in a schema of ours that no package owns: declare it in the package that it belongs to, or move it to a schema of its own.",
  "table-in-wrong-schema": "A package owns a table of this name in another schema, where none is.",
  "several-tables-of-one-name":
    "A package owns the table of this name in another schema: programs write to one and read the other.",
  "old-name-in-use": "Programs still use the old name of a table: have them use the new one.",
  "old-name-unused": "Nobody uses the old name of a table any more.",
  // Rights
  "roles-differ": "Roles are not as the packages need them.",
  "owner-differs": "It does not belong to the role that migrations run as.",
  "right-missing": "A package's role lacks a right that its Prisma files declare.",
  "right-superfluous": "Nothing declares this right.",
  "right-of-another-role": "A role that is none of the packages' has rights here.",
  "row-security-off": "There are policies, but row security is off: they hold for nobody.",
  "row-security-without-policy":
    "Row security is on and there is no policy: only the owner sees any row.",
  "row-security-not-forced": "The owner can log in, and no policy holds for it.",
  // Rules and keys
  "constraint-not-valid": "New rows are held to this rule; nobody has looked at the old ones.",
  "duplicate-foreign-key": "Another foreign key demands the same, so every write is checked twice.",
  "foreign-key-without-index":
    "Whenever a referenced row is deleted or changes its key, this table is read as a whole.",
  "foreign-key-disabled":
    "The triggers of this foreign key are off: rows may refer to nothing. Look for such rows before it is on again.",
  "trigger-disabled": "This trigger was switched off.",
  "table-without-primary-key": "Its rows have no key: they cannot be replicated, nor told apart.",
  "sequence-near-end":
    "When it ends, no row can be inserted. A column of a small type becomes a bigint in a migration: new column, backfill, switch.",
  "integer-key-near-end":
    "When it ends, no row can be inserted. Make it a bigint in a migration: new column, backfill, switch.",
  "sequence-behind-column":
    "It will draw a number that a row already has, and the insert will fail.",
  // Indexes
  "duplicate-index": "Another index is the same.",
  "redundant-index": "Another index begins with the same columns and serves as well.",
  "unused-index":
    "Nobody read it for as long as the server has counted. Ask the standbys as well: each counts for itself.",
  "invalid-index":
    "Its build was interrupted: it is written with every row, and neither read nor enforced.",
  "incomplete-partitioned-index":
    "Not every partition has its part: build the missing ones CONCURRENTLY, then ALTER INDEX ... ATTACH PARTITION.",
  // Planner and vacuum
  "table-never-analyzed": "The planner knows nothing of its rows and guesses.",
  "partitioned-table-never-analyzed":
    "Autovacuum analyzes partitions only: of the table as a whole the planner knows nothing.",
  "table-bloat":
    "Much of it is empty, by an estimate. pg_repack makes it smaller while it is in use; VACUUM FULL locks it out.",
  "index-bloat": "Much of it is empty, by an estimate.",
  "dead-rows": "Autovacuum does not get to its dead rows.",
  "autovacuum-off": "Autovacuum was told to leave it alone.",
  "autovacuum-off-everywhere": "Tables are not vacuumed or analyzed by themselves.",
  "wraparound-of-database":
    "At 100 per cent the server takes no more writes. Mend what keeps vacuum back (sessions, slots, prepared transactions), then freeze.",
  "wraparound-of-table": "It is overdue to be frozen, and holds its database's age back.",
  // Sessions, replication, server
  "long-transaction": "As long as it is open, no dead row since its beginning can be removed.",
  "idle-in-transaction": "It has a transaction open and does nothing: locks and dead rows stay.",
  "session-waits-for-lock":
    "It waits for a lock; whoever comes after it may have to wait for both.",
  "prepared-transaction":
    "Nobody came back for it: its locks outlive restarts. If its other half was committed, COMMIT PREPARED instead.",
  "replication-slot-inactive": "Nobody reads from it, and the server keeps its log for it.",
  "replication-slot-behind": "Its reader does not keep up, and the server keeps its log for it.",
  "replication-slot-lost":
    "The server has removed log that it needed: its reader has to be set up anew.",
  "subscription-disabled": "It was disabled: no change arrives.",
  "subscription-not-running":
    "It is enabled and its worker is not there: the server's log says why.",
  "connections-nearly-used-up": "Soon programs will get no connection: use a pooler, or fewer.",
  "durability-off": "A crash can lose or damage what was committed.",
  "checksum-failures":
    "Pages on the disk are damaged: look at the server's log, save what can be read, and restore from a backup.",
  "collation-changed":
    "The operating system sorts texts in another way than when the indexes were built: they may miss rows.",
  "archiving-fails": "Finished log is not archived and fills the disk: the server's log says why.",
  "extension-outdated": "The server has a newer version of it.",
  "unlogged-table": "A crash empties it.",
  // What packages look for
  "found-by-package": "A check of a package's own found it, and says what is wrong.",
} as const;

/** What kind of finding it is. */
export type Code = keyof typeof codes;
