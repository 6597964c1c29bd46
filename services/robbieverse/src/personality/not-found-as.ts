import { DatabaseError, NotFound, type TableName } from "@deepiri/database";

/** How a function of the database says that a row it was told of is not there. */
const noDataFound = "P0002";

/** For `catch`: what a function of the database did not find becomes NotFound; any other failure is thrown on. */
export function notFoundAs(table: TableName, id: string | number): (error: unknown) => never {
  return (error) => {
    const isMissing = error instanceof DatabaseError && error.sqlstate === noDataFound;
    throw isMissing ? new NotFound(table, `${id}`) : error;
  };
}
