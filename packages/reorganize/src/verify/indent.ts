/** SQL of several lines, each of them but the first indented by this many blanks, to be put into other SQL. */
export function indent(sql: string, blanks: number): string {
  return sql.replaceAll("\n", `\n${" ".repeat(blanks)}`);
}
