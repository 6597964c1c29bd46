/** SQLSTATEs that this package compares with, by PostgreSQL's names for them. */
export const sqlState = {
  activeSqlTransaction: "25001",
  unsafeNewEnumValueUsage: "55P04",
  insufficientPrivilege: "42501",
  undefinedTable: "42P01",
  invalidCatalogName: "3D000",
  uniqueViolation: "23505",
  duplicateDatabase: "42P04",
  duplicateTable: "42P07",
  undefinedObject: "42704",
  objectInUse: "55006",
} as const;
