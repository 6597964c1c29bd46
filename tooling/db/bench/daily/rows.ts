/** Rows of the largest table of a scenario: a million, or what ROWS says. */
export const rows = Number(process.env.ROWS ?? 1_000_000);
