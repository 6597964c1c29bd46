/**
 * A statement of pg-delta in the form that keeps nobody waiting: indexes CONCURRENTLY, rules NOT VALID and
 * validated afterwards. pg-delta writes each of them in one way only, which is recognised by its beginning.
 */
export function safely(sql: string): string[] {
  const index = /^(CREATE (?:UNIQUE )?INDEX|DROP INDEX) (?!CONCURRENTLY|.* ON ONLY )/.exec(sql);
  if (index) return [`${index[1]} CONCURRENTLY ${sql.slice((index[1] as string).length + 1)}`];
  const rule =
    /^(ALTER TABLE .+? )ADD (CONSTRAINT (?:"(?:[^"]|"")+"|\w+)) (?:CHECK|FOREIGN KEY) /s.exec(sql);
  if (!rule || /NOT (VALID|ENFORCED)$/.test(sql)) return [sql];
  return [`${sql} NOT VALID`, `${rule[1]}VALIDATE ${rule[2]}`];
}
