/** The schema in which the imports of a database are recorded. */
export const importSchema = "_import";
