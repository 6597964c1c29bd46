/** What a value that a table refuses raises, by PostgreSQL's names of conditions. */
export const refused = "data_exception OR integrity_constraint_violation OR program_limit_exceeded";
