/**
 * SQL expression: a statement that gives the NOT NULL of a column this name, where it has another. Servers from 18 on
 * store a NOT NULL as a constraint with a name.
 *
 * @param relation SQL of the table's name in SQL
 * @param column SQL of the column's name
 * @param name SQL of the constraint's name
 */
export function notNullNameSql(relation: string, column: string, name: string): string {
  return `pg_catalog.format('DO %L', pg_catalog.format($body$
           DECLARE given name;
           BEGIN
             FOR given IN SELECT conname FROM pg_catalog.pg_constraint JOIN pg_catalog.pg_attribute ON attrelid = conrelid AND attnum = ANY (conkey)
                           WHERE conrelid = %1$L::pg_catalog.regclass AND attname = %2$L AND contype = 'n' AND conname <> %3$L
             LOOP
               EXECUTE pg_catalog.format('ALTER TABLE %%s RENAME CONSTRAINT %%I TO %%I', %1$L, given, %3$L);
             END LOOP;
           END $body$, ${relation}, ${column}, ${name}))`;
}
