/** How patient a session is. */
export interface Patience {
  /** Attempts to get the locks of one step; 400 if left out, some three minutes. */
  readonly lockAttempts?: number;
  /** Attempts to reach a server that went away; 120 if left out, some two minutes. */
  readonly connectAttempts?: number;
  /** How long what runs CONCURRENTLY waits for transactions older than itself; 60 s if left out. */
  readonly concurrentWaitMs?: number;
  /**
   * How long to wait for another reorganizer or a migration to end; 15 s if left out. The session of
   * a run that was killed lives on until the server notices, 2 s as a rule.
   */
  readonly busyWaitMs?: number;
  /** After how long, and then how often, who is in the way is looked for and told; 2 s if left out. */
  readonly tellMs?: number;
}
