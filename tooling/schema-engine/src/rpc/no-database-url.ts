/** Stands for a database that is not configured, where Prisma's configuration wants some URL. */
export const noDatabaseUrl = "postgresql://no-database-configured.invalid:5432/none";
