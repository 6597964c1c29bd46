/**
 * Classes of errors that say nothing of the rows, so that whoever asked has to hear of them: connection,
 * transaction state, rollback, resources, locks, cancelled, system, server.
 */
export const passing = ["08", "25", "40", "53", "55", "57", "58", "F0", "XX"] as const;
