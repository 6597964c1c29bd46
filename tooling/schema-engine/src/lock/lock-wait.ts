/** How long to wait for locks that others hold: longer than what programs do, shorter than a forgotten session. */
export const defaultLockWaitMs = 180_000;
